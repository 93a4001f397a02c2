package com.techbro24.crm.imports;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.bulk.LeadBulk;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import com.techbro24.crm.leads.external.ExternalId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of imports; all except cancel and undo are internal. */
public sealed interface LeadImportCommand extends Command {
    /**
     * Starts the import of a completely received file.
     *
     * @param mappingWarnings what the importer should know about the columns
     * @param automation whether automation rules answer what it does; null for true
     * @param externalSystem the system whose ids the column externalId has; null for none
     */
    record Begin(
            @NotNull @Pattern(regexp = Id.PATTERN) String id,
            @NotNull OnDuplicate onDuplicate,
            @NotNull OnBadCell onBadCell,
            @Pattern(regexp = Id.PATTERN) @Nullable String assignedAgentId,
            @NotNull ImportEncoding encoding,
            @NotNull Delimiter delimiter,
            @NotEmpty List<ImportColumn> columns,
            @NotNull List<InputError> mappingWarnings,
            @NotNull ImportConventions conventions,
            @Nullable Boolean automation,
            @Pattern(regexp = ExternalId.SYSTEM, message = ExternalId.SYSTEM_RULE)
                    @Nullable String externalSystem)
            implements LeadImportCommand {}

    /** Saves the progress, in the transaction of the imported rows. */
    record Advance(@NotBlank String id, @NotNull ImportProgress progress)
            implements LeadImportCommand {}

    /** Marks the import as failed. */
    record Fail(@NotBlank String id, @NotBlank String problem) implements LeadImportCommand {}

    /** Cancels the import; imported rows stay. */
    record Cancel(@NotBlank String id) implements LeadImportCommand {}

    /** Starts the undo of the import. */
    record Undo(@NotBlank String id) implements LeadImportCommand {}

    CommandType<Begin> BEGIN =
            CommandType.of(
                    "lead_import.begin",
                    Begin.class,
                    LeadImport.class,
                    Role.NOBODY,
                    "Start the import of a received file; internal.");
    CommandType<Advance> ADVANCE =
            CommandType.of(
                    "lead_import.advance",
                    Advance.class,
                    LeadImport.class,
                    Role.NOBODY,
                    "Save the progress of an import; internal.");
    CommandType<Fail> FAIL =
            CommandType.of(
                    "lead_import.fail",
                    Fail.class,
                    LeadImport.class,
                    Role.NOBODY,
                    "Mark an import as failed; internal.");
    CommandType<Cancel> CANCEL =
            CommandType.of(
                    "lead_import.cancel",
                    Cancel.class,
                    LeadImport.class,
                    Role.EVERYONE,
                    "Cancel an import; imported rows stay. An ended import stays unchanged.");

    CommandType<Undo> UNDO =
            CommandType.of(
                    "lead_import.undo",
                    Undo.class,
                    LeadBulk.class,
                    Role.EVERYONE,
                    "Undo an import in the background: leads that it created are deleted, and fields"
                            + " that it changed get their old values, where nobody has changed"
                            + " them since. The answer is the bulk change that does it.");

    List<CommandType<? extends LeadImportCommand>> TYPES =
            List.of(BEGIN, ADVANCE, FAIL, CANCEL, UNDO);
}
