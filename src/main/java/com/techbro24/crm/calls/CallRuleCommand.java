package com.techbro24.crm.calls;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** What admins may decide about all calls. */
public sealed interface CallRuleCommand extends Command {
    /**
     * Declares what an outcome leads to from now on; calls that have it already stay as counted.
     */
    record SetOutcome(@NotBlank String outcome, Patch<OutcomeFields> fields)
            implements CallRuleCommand {}

    /** Sets the hours of the brought weekdays; null closes one. */
    record SetHours(Patch<CallingHours.Fields> days) implements CallRuleCommand {}

    CommandType<SetOutcome> SET_OUTCOME =
            CommandType.of(
                    "call.set_outcome_rule",
                    SetOutcome.class,
                    OutcomeRule.class,
                    Role.ADMINS,
                    "Declare what an outcome leads to.");
    CommandType<SetHours> SET_HOURS =
            CommandType.of(
                    "call.set_hours",
                    SetHours.class,
                    CallingHours.class,
                    Role.ADMINS,
                    "Set the hours in which leads may be called, in their own time.");

    List<CommandType<? extends CallRuleCommand>> TYPES = List.of(SET_OUTCOME, SET_HOURS);
}
