package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.integrations.twilio.TwilioCallbackCheck;
import org.jspecify.annotations.Nullable;

/** The addresses that Twilio calls back, and what their queries say. */
record TwilioAddresses(TwilioCallbackCheck callbacks) {
    static final String VOICE = "/api/telephony/twilio/voice";
    static final String STATUS = "/api/telephony/twilio/status";

    /** What to do when the agent has answered. */
    String connect(String callId) {
        return callbacks.address(VOICE) + "?call=" + callId + "&step=connect";
    }

    /** What to do after somebody was rung. */
    String next(String callId) {
        return callbacks.address(VOICE) + "?call=" + callId + "&step=next";
    }

    /** Where the status of a leg is told. */
    String status(String callId, Leg leg, @Nullable String agentId) {
        String query = "?call=" + callId + "&leg=" + (leg == Leg.AGENT ? "agent" : "lead");
        return callbacks.address(STATUS) + query + (agentId == null ? "" : "&agent=" + agentId);
    }

    /** Where a recording is told. */
    String recording(String callId) {
        return callbacks.address(STATUS) + "?call=" + callId + "&about=recording";
    }
}
