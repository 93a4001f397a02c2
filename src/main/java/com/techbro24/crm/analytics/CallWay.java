package com.techbro24.crm.analytics;

/** The direction of a call, in the words of the log. */
enum CallWay {
    INBOUND,
    OUTBOUND
}
