package com.techbro24.crm.integrations.telephony;

/** What a telephone system tells of a call: the statuses of calls but {@code scheduled}. */
enum GenericStatus {
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    MISSED,
    NO_ANSWER,
    BUSY,
    FAILED,
    CANCELLED
}
