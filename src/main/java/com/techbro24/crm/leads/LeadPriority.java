package com.techbro24.crm.leads;

/** The priority of a lead, in ascending order. */
public enum LeadPriority {
    LOW,
    NORMAL,
    HIGH
}
