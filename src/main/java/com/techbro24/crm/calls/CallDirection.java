package com.techbro24.crm.calls;

/** The direction of a call. */
public enum CallDirection {
    INBOUND,
    OUTBOUND
}
