package com.techbro24.crm.integrations.twilio;

import java.net.URI;

/**
 * An account at Twilio.
 *
 * @param sid the account's id, {@code AC…}
 * @param authToken authenticates our requests, and signs Twilio's
 * @param number the number that calls and sends, in E.164 form
 * @param api the address of the REST API
 */
public record TwilioAccount(String sid, String authToken, String number, URI api) {
    /** The form of an account's id. */
    public static final String SID = "AC[0-9a-fA-F]{32}";

    @Override
    public String toString() {
        return "TwilioAccount[" + sid + "]"; // keeps the token out of logs
    }
}
