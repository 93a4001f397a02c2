package com.techbro24.crm.automation;

/** How often a rule may run about one row. */
public enum OncePer {
    /** For each event. */
    NONE,
    /** Once in the life of the rule. */
    RECORD
}
