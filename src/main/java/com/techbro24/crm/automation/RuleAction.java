package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a rule does.
 *
 * @param onFailure whether the next actions are still done after this one failed; null for {@code
 *     continue}
 * @param params as the type of the action says; texts may have values such as {@code {{lead.name}}}
 */
public record RuleAction(
        @NotNull ActionType type, @Nullable OnFailure onFailure, @NotNull ObjectNode params) {
    boolean stopsOnFailure() {
        return onFailure == OnFailure.STOP;
    }
}
