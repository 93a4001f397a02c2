package com.techbro24.crm.leads.customfields;

/** What values a custom field has. */
public enum CustomFieldType {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** A day, such as 2026-01-31. */
    DATE,
    /** One of the field's options. */
    CHOICE
}
