package com.techbro24.crm.leads.consent;

/**
 * What an entry says. Consent and do-not-call are independent: a lead may have given its consent
 * and still be marked as do not call.
 */
public enum ConsentAction {
    GRANTED,
    WITHDRAWN,
    DO_NOT_CALL,
    DO_NOT_CALL_LIFTED;

    /** Whether it is about the do-not-call mark, not about consent. */
    public boolean isAboutCalls() {
        return this == DO_NOT_CALL || this == DO_NOT_CALL_LIFTED;
    }
}
