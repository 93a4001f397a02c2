package com.techbro24.crm.automation;

import com.techbro24.crm.base.Growing;

/** Why the program disabled a rule. */
@Growing
public enum DisabledReason {
    /** Its owner is disabled, or is no manager any more. */
    OWNER_LEFT,
    /** It set itself off again and again. */
    LOOPING,
    /** It failed too often in a row. */
    FAILING
}
