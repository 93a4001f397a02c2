package com.techbro24.crm.calls;

/** The outcome of a call, set by its agent; {@link OutcomeRule} defines the effects. */
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
