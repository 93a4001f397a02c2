package com.techbro24.crm.automation;

/** What becomes of held runs. */
public enum HeldDecision {
    RELEASE,
    DROP
}
