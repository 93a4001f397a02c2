package com.techbro24.crm.webhooks;

/** Why an endpoint is disabled. */
public enum DisabledReason {
    /** Someone disabled it. */
    BY_HAND,
    /** It failed for days. */
    FAILING,
    /** It answered 410 Gone. */
    GONE,
    /** Its owner is inactive, or may not own webhooks any more. */
    OWNER_INACTIVE
}
