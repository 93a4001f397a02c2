package com.techbro24.crm.analytics;

/** The outcome of a call, in the words of the log. */
enum CallResult {
    INTERESTED,
    SALE,
    CALLBACK_REQUESTED,
    NOT_INTERESTED,
    LEFT_VOICEMAIL,
    WRONG_NUMBER,
    DISCONNECTED,
    LANGUAGE_BARRIER,
    DNC_REQUEST,
    OTHER;

    static final CallResult[] ALL = values();
}
