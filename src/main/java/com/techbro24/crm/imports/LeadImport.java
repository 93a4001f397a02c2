package com.techbro24.crm.imports;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of leads on its way into the base. Its counts are told at most twice a second; where its
 * rows really are stands beside it, in {@link ImportProgress}.
 *
 * @param agentId who began it, in whose name each row is taken
 * @param assignedAgentId whose the new leads are that name no agent themselves; null for the pool,
 *     or the agent who imports
 * @param columns what each column of the file becomes; one without a field is not taken
 * @param conventions how its numbers and times are read
 * @param rowsTotal how many rows the file has, its header aside
 * @param duplicate rows whose lead stands already, and that changed nothing
 * @param warned rows that were taken with a warning
 * @param problem why it failed; null where it did not
 * @param finishedAt null while it runs
 */
public record LeadImport(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        String agentId,
        ImportStatus status,
        OnDuplicate onDuplicate,
        @Nullable String assignedAgentId,
        ImportEncoding encoding,
        Delimiter delimiter,
        List<ImportColumn> columns,
        ImportConventions conventions,
        int rowsTotal,
        int rowsDone,
        int created,
        int updated,
        int duplicate,
        int refused,
        int warned,
        @Nullable String problem,
        @Nullable Instant finishedAt)
        implements Entity {
    /** What the log and problems call it. */
    public static final String TYPE = "lead_import";

    /** How problems call it. */
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
                with.assignedAgentId(),
                with.encoding(),
                with.delimiter(),
                List.copyOf(with.columns()),
                with.conventions(),
                rowsTotal,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null);
    }

    /** With the counts as they are; done where no row is left. */
    LeadImport at(ImportProgress progress, Instant now) {
        boolean last = progress.rowsDone() >= rowsTotal;
        return with(progress, last ? ImportStatus.DONE : status, null, now);
    }

    /** Without the rows that are left; what is over stays as it ended. */
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
                assignedAgentId,
                encoding,
                delimiter,
                columns,
                conventions,
                rowsTotal,
                progress.rowsDone(),
                progress.created(),
                progress.updated(),
                progress.duplicate(),
                progress.refused(),
                progress.warned(),
                why,
                next == ImportStatus.RUNNING ? null : now);
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
