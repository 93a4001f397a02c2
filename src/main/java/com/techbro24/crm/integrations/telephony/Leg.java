package com.techbro24.crm.integrations.telephony;

/** Whom a connection of the provider leads to. */
enum Leg {
    AGENT,
    LEAD
}
