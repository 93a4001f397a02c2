package com.techbro24.crm.bulk;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of bulk changes; all except cancel and undo are internal. */
public sealed interface LeadBulkCommand extends Command {
    /**
     * Starts a run over leads that are stored already.
     *
     * @param automation whether automation rules answer what it does; null for true
     */
    record Begin(
            @NotNull @Pattern(regexp = Id.PATTERN) String id,
            @NotNull BulkAction action,
            @NotNull Map<String, @Nullable Object> fields,
            @Nullable Boolean automation)
            implements LeadBulkCommand {}

    /**
     * Saves the progress, in the transaction of the changed leads.
     *
     * @param last whether no lead is left
     */
    record Advance(@NotBlank String id, @NotNull BulkProgress progress, @NotNull Boolean last)
            implements LeadBulkCommand {}

    /** Marks the run as failed. */
    record Fail(@NotBlank String id, @NotBlank String problem) implements LeadBulkCommand {}

    /** Cancels the run; changed leads stay changed. */
    record Cancel(@NotBlank String id) implements LeadBulkCommand {}

    /** Starts the undo of a run. */
    record Undo(@NotBlank String id) implements LeadBulkCommand {}

    CommandType<Begin> BEGIN =
            CommandType.of(
                    "lead_bulk.begin",
                    Begin.class,
                    LeadBulk.class,
                    Role.NOBODY,
                    "Start a bulk change; internal.");
    CommandType<Advance> ADVANCE =
            CommandType.of(
                    "lead_bulk.advance",
                    Advance.class,
                    LeadBulk.class,
                    Role.NOBODY,
                    "Save the progress of a bulk change; internal.");
    CommandType<Fail> FAIL =
            CommandType.of(
                    "lead_bulk.fail",
                    Fail.class,
                    LeadBulk.class,
                    Role.NOBODY,
                    "Mark a bulk change as failed; internal.");
    CommandType<Cancel> CANCEL =
            CommandType.of(
                    "lead_bulk.cancel",
                    Cancel.class,
                    LeadBulk.class,
                    Role.EVERYONE,
                    "Cancel a bulk change; changed leads stay changed. An ended one stays unchanged.");
    CommandType<Undo> UNDO =
            CommandType.of(
                    "lead_bulk.undo",
                    Undo.class,
                    LeadBulk.class,
                    Role.EVERYONE,
                    "Undo a bulk change in the background: fields get their old values and deleted"
                            + " leads are restored, where nobody has changed them since. The answer"
                            + " is the run that does it.");

    List<CommandType<? extends LeadBulkCommand>> TYPES =
            List.of(BEGIN, ADVANCE, FAIL, CANCEL, UNDO);
}
