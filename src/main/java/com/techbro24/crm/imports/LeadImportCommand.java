package com.techbro24.crm.imports;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be asked of imports; all but the cancelling is the program's own to ask. */
public sealed interface LeadImportCommand extends Command {
    /** Takes up a file that was received as a whole, in the name of who sent it. */
    record Begin(
            @NotNull @Pattern(regexp = Id.PATTERN) String id,
            @NotNull OnDuplicate onDuplicate,
            @Pattern(regexp = Id.PATTERN) @Nullable String assignedAgentId,
            @NotNull ImportEncoding encoding,
            @NotNull Delimiter delimiter,
            @NotEmpty List<ImportColumn> columns,
            @NotNull ImportConventions conventions)
            implements LeadImportCommand {}

    /** Writes down how far it has come, in the transaction that took it there. */
    record Advance(@NotBlank String id, @NotNull ImportProgress progress)
            implements LeadImportCommand {}

    /** Gives it up. */
    record Fail(@NotBlank String id, @NotBlank String problem) implements LeadImportCommand {}

    /** Stops it; what it made stays. */
    record Cancel(@NotBlank String id) implements LeadImportCommand {}

    CommandType<Begin> BEGIN =
            CommandType.of(
                    "lead_import.begin",
                    Begin.class,
                    LeadImport.class,
                    Role.NOBODY,
                    "Take up a received file; the program's own.");
    CommandType<Advance> ADVANCE =
            CommandType.of(
                    "lead_import.advance",
                    Advance.class,
                    LeadImport.class,
                    Role.NOBODY,
                    "Write down how far an import has come; the program's own.");
    CommandType<Fail> FAIL =
            CommandType.of(
                    "lead_import.fail",
                    Fail.class,
                    LeadImport.class,
                    Role.NOBODY,
                    "Give an import up; the program's own.");
    CommandType<Cancel> CANCEL =
            CommandType.of(
                    "lead_import.cancel",
                    Cancel.class,
                    LeadImport.class,
                    Role.EVERYONE,
                    "Stop an import; what it made stays. One that is over stays as it ended.");

    List<CommandType<? extends LeadImportCommand>> TYPES = List.of(BEGIN, ADVANCE, FAIL, CANCEL);
}
