package com.techbro24.crm.calls;

/** What came of a call, in the agent's word; what each leads to stands in {@link OutcomeRule}. */
public enum CallOutcome {
    INTERESTED,
    SALE,
    CALLBACK_REQUESTED,
    NOT_INTERESTED,
    LEFT_VOICEMAIL,
    WRONG_NUMBER,
    DISCONNECTED,
    LANGUAGE_BARRIER,
    DNC_REQUEST,
    OTHER
}
