package com.techbro24.crm.leads.customfields;

/** The type of a custom field's values. */
public enum CustomFieldType {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** A date, such as 2026-01-31. */
    DATE,
    /** One of the field's options. */
    CHOICE
}
