package com.techbro24.crm.leads;

/** How much a lead matters; a later one matters more. */
public enum LeadPriority {
    LOW,
    NORMAL,
    HIGH
}
