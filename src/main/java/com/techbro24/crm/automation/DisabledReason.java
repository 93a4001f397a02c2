package com.techbro24.crm.automation;

/** Why the program disabled a rule. */
public enum DisabledReason {
    /** Its owner is disabled, or is no manager any more. */
    OWNER_LEFT,
    /** It set itself off again and again. */
    LOOPING,
    /** It failed too often in a row. */
    FAILING
}
