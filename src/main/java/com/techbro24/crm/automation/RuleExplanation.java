package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.http.Example;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule ran, or did not run, for a row.
 *
 * @param ruleName the name of the rule
 * @param why the status of its run, or what prevented one: {@code no_event}, {@code conditions},
 *     {@code once_per}, {@code cooldown}, {@code already_waiting}, {@code owner_inactive}, {@code
 *     owner_does_not_see}, {@code before_rule} (the event is older than this version), {@code
 *     too_old}, {@code invalid_rule} (it does not fit this version of the program) or {@code
 *     not_yet}
 * @param event the newest event that the rule answers; null for none
 * @param run its last run about the row, or about one that belongs to it; null for none
 * @param conditions each condition with the value that it sees, where they do not hold
 */
public record RuleExplanation(
        String ruleId,
        @Example("\"Missed call\"") String ruleName,
        @Example("\"conditions\"") String why,
        @Example("\"call.missed\"") @Nullable String event,
        @Nullable AutomationRun run,
        @Nullable JsonNode conditions) {
    static RuleExplanation of(
            AutomationRule rule,
            String why,
            @Nullable String event,
            @Nullable AutomationRun run,
            @Nullable JsonNode conditions) {
        return new RuleExplanation(rule.id(), rule.name(), why, event, run, conditions);
    }
}
