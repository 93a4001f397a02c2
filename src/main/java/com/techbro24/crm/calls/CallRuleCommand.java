package com.techbro24.crm.calls;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import java.util.List;

/** The commands of outcome rules and calling hours. */
public sealed interface CallRuleCommand extends Command {
    /** Sets the rule of an outcome; existing calls do not change. */
    @Example("{\"leadStatus\":\"attempted\",\"retryAfter\":\"PT4H\"}")
    record SetOutcome(@NotBlank String outcome, Patch<OutcomeFields> fields)
            implements CallRuleCommand {}

    /** Sets the hours of the provided weekdays; null means no calls on that day. */
    record SetHours(Patch<CallingHours.Fields> days) implements CallRuleCommand {}

    CommandType<SetOutcome> SET_OUTCOME =
            CommandType.of(
                    "call.set_outcome_rule",
                    SetOutcome.class,
                    OutcomeRule.class,
                    Role.ADMINS,
                    "Set the rule of a call outcome.");
    CommandType<SetHours> SET_HOURS =
            CommandType.of(
                    "call.set_hours",
                    SetHours.class,
                    CallingHours.class,
                    Role.ADMINS,
                    "Set the calling hours, in the lead's local time.");

    List<CommandType<? extends CallRuleCommand>> TYPES = List.of(SET_OUTCOME, SET_HOURS);
}
