package com.techbro24.crm.automation;

/** What happens to the actions after one that failed. */
public enum OnFailure {
    CONTINUE,
    STOP
}
