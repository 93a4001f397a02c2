package com.techbro24.crm.calls;

/** What may forbid to call a lead. */
public enum CallingRule {
    DO_NOT_CALL,
    CALLING_HOURS
}
