package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Values;
import com.techbro24.crm.base.Json;
import java.time.ZoneId;
import java.util.Map;

/**
 * An action whose parameters are ready to be filled in.
 *
 * @param index its place in the rule, from 0
 * @param params by name
 */
record CompiledAction(int index, RuleAction action, Map<String, Values> params) {
    ActionType type() {
        return action.type();
    }

    /** The values of its parameters; a parameter that has none is null. */
    ObjectNode resolve(Situation situation, ZoneId zone) {
        ObjectNode resolved = Json.object();
        params.forEach((name, value) -> resolved.set(name, value.resolve(situation, zone)));
        return resolved;
    }
}
