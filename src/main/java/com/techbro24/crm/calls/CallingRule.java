package com.techbro24.crm.calls;

import com.techbro24.crm.base.Growing;

/** The rules that can forbid a call. */
@Growing
public enum CallingRule {
    DO_NOT_CALL,
    CALLING_HOURS,
    /** The agent was on another call; broken only by calls that are recorded afterwards. */
    ONE_CALL_AT_A_TIME
}
