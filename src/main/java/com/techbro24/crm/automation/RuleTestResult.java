package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule would have done about one event.
 *
 * @param matched whether the event matches the rule
 * @param ruleVersion the version of the rule
 * @param event null for a row without an event
 * @param checks what must hold beside the conditions
 * @param conditions each condition with the value that it saw; null if they were not looked at
 * @param dueAt when it would act
 * @param actions each action with the commands that it would give and their input
 */
public record RuleTestResult(
        boolean matched,
        int ruleVersion,
        @Nullable Event event,
        List<Check> checks,
        @Nullable JsonNode conditions,
        @Nullable Instant dueAt,
        List<JsonNode> actions) {
    /**
     * The event.
     *
     * @param seq the number of the change in the log
     */
    public record Event(long seq, @Example("\"call.missed\"") String name, Instant at) {}

    /**
     * One check.
     *
     * @param check {@code owner_active}, {@code owner_sees}, {@code trigger}, {@code depth}, {@code
     *     once_per}, {@code cooldown} or {@code waiting}
     * @param ok whether it passed
     */
    public record Check(@Example("\"cooldown\"") String check, boolean ok) {}
}
