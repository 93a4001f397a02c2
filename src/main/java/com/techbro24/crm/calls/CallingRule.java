package com.techbro24.crm.calls;

/** The rules that can forbid a call. */
public enum CallingRule {
    DO_NOT_CALL,
    CALLING_HOURS
}
