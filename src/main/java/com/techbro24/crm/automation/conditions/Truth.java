package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** The answer of a condition in three-valued logic (Kleene). */
public enum Truth {
    TRUE,
    FALSE,
    /** It depends on a linked row that cannot be looked up here. */
    UNKNOWN;

    static Truth of(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    Truth negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNKNOWN -> UNKNOWN;
        };
    }

    /** True, false, or null for unknown. */
    JsonNode json() {
        return this == UNKNOWN ? NullNode.getInstance() : BooleanNode.valueOf(this == TRUE);
    }
}
