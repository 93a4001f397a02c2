package com.techbro24.crm.imports;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Via;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An import of leads from a file. Its counts are published at most twice a second; the exact
 * progress is kept with each batch.
 *
 * @param agentId the agent who started it and for whom each row is imported
 * @param assignedAgentId the agent of new leads whose row names none; null for the pool, or the
 *     importing agent
 * @param columns the mapping of the file's columns; a column without a field is ignored
 * @param mappingWarnings columns that are not imported, and a file without phones and emails
 * @param conventions the formats of its numbers and times
 * @param automation whether automation rules answer what it does
 * @param externalSystem the system whose ids the column externalId has; null for none
 * @param rowsTotal number of rows, without the header
 * @param rowsDone how many rows are done
 * @param created how many leads were created
 * @param updated how many leads were changed
 * @param duplicate rows whose lead exists and that changed nothing
 * @param refused how many rows were rejected
 * @param warned rows imported with a warning
 * @param skippedCells bad cells that were left out of imported rows
 * @param problem why it failed; null otherwise
 * @param finishedAt null while it runs
 * @param undoneBy the bulk change that undoes it; null for none
 */
public record LeadImport(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        ImportStatus status,
        OnDuplicate onDuplicate,
        OnBadCell onBadCell,
        @Nullable String assignedAgentId,
        ImportEncoding encoding,
        Delimiter delimiter,
        List<ImportColumn> columns,
        List<InputError> mappingWarnings,
        ImportConventions conventions,
        boolean automation,
        @Example("\"shop\"") @Nullable String externalSystem,
        int rowsTotal,
        int rowsDone,
        int created,
        int updated,
        int duplicate,
        int refused,
        int warned,
        int skippedCells,
        @Nullable String problem,
        @Nullable Instant finishedAt,
        @Nullable String undoneBy)
        implements Entity {
    /** The entity type in the log. */
    public static final String TYPE = "lead_import";

    /** How the log names imports. */
    private static final String VIA = "import";

    /** The name in error messages. */
    static final String NOUN = "import";

    static LeadImport begin(
            LeadImportCommand.Begin with, String agentId, int rowsTotal, Instant now) {
        return new LeadImport(
                with.id(),
                1,
                now,
                now,
                agentId,
                ImportStatus.RUNNING,
                with.onDuplicate(),
                with.onBadCell(),
                with.assignedAgentId(),
                with.encoding(),
                with.delimiter(),
                List.copyOf(with.columns()),
                List.copyOf(with.mappingWarnings()),
                with.conventions(),
                !Boolean.FALSE.equals(with.automation()),
                with.externalSystem(),
                rowsTotal,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                null);
    }

    /** Updates the counts; done if no row is left. */
    LeadImport at(ImportProgress progress, Instant now) {
        boolean last = progress.rowsDone() >= rowsTotal;
        return with(progress, last ? ImportStatus.DONE : status, null, now);
    }

    /** Cancels the remaining rows; an ended import stays unchanged. */
    LeadImport cancelled(ImportProgress progress, Instant now) {
        return status == ImportStatus.RUNNING
                ? with(progress, ImportStatus.CANCELLED, null, now)
                : this;
    }

    LeadImport failed(ImportProgress progress, String why, Instant now) {
        return status == ImportStatus.RUNNING
                ? with(progress, ImportStatus.FAILED, why, now)
                : this;
    }

    private LeadImport with(
            ImportProgress progress, ImportStatus next, @Nullable String why, Instant now) {
        return new LeadImport(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                next,
                onDuplicate,
                onBadCell,
                assignedAgentId,
                encoding,
                delimiter,
                columns,
                mappingWarnings,
                conventions,
                automation,
                externalSystem,
                rowsTotal,
                progress.rowsDone(),
                progress.created(),
                progress.updated(),
                progress.duplicate(),
                progress.refused(),
                progress.warned(),
                progress.skippedCells(),
                why,
                next == ImportStatus.RUNNING ? null : now,
                undoneBy);
    }

    LeadImport undoneBy(String undoId, Instant now) {
        return new LeadImport(
                id,
                version + 1,
                createdAt,
                now,
                agentId,
                status,
                onDuplicate,
                onBadCell,
                assignedAgentId,
                encoding,
                delimiter,
                columns,
                mappingWarnings,
                conventions,
                automation,
                externalSystem,
                rowsTotal,
                rowsDone,
                created,
                updated,
                duplicate,
                refused,
                warned,
                skippedCells,
                problem,
                finishedAt,
                undoId);
    }

    /** How the log names it as the one that made a change. */
    String via() {
        return Via.of(VIA, id, automation);
    }

    ChangeKind kindOfChange() {
        return switch (status) {
            case RUNNING -> ImportChange.UPDATED;
            case DONE -> ImportChange.DONE;
            case FAILED -> ImportChange.FAILED;
            case CANCELLED -> ImportChange.CANCELLED;
        };
    }
}
