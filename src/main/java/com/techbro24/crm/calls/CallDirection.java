package com.techbro24.crm.calls;

/** Who called whom. */
public enum CallDirection {
    INBOUND,
    OUTBOUND
}
