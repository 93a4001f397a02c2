package com.techbro24.crm.automation;

import com.techbro24.crm.base.Growing;

/** Why a run did not act, or why an event got no run although the conditions held. */
@Growing
public enum RunReason {
    /** The conditions did not hold any more when it was due. */
    CONDITIONS_CHANGED,
    RULE_DISABLED,
    RULE_DELETED,
    OWNER_INACTIVE,
    /** The row is deleted, or the rule's owner does not see it. */
    ROW_GONE,
    /** It was due more than a day ago. */
    EXPIRED,
    /** The rules that set it off are longer than maxDepth. */
    LOOP,
    ACTION_FAILED,
    /** The rule does not fit this version of the program. */
    INVALID_RULE,
    /** The budget of runs is used up. */
    BURST,
    ONCE_PER,
    COOLDOWN,
    ALREADY_WAITING,
    DROPPED
}
