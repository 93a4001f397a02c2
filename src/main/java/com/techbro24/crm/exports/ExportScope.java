package com.techbro24.crm.exports;

/** What an export contains. */
public enum ExportScope {
    /** The rows of one agent. */
    AGENT,
    /** All rows. */
    ACCOUNT
}
