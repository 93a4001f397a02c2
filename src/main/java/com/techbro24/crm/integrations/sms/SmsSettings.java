package com.techbro24.crm.integrations.sms;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How messages are sent.
 *
 * @param interval the shortest time between two messages from the sender's number
 */
public record SmsSettings(Duration interval, Optional<Gateway> gateway) {
    /**
     * An SMS gateway with an HTTP interface.
     *
     * @param template the JSON of a request, with {@code {{id}}}, {@code {{to}}} and {@code
     *     {{text}}}; empty for these three as they are
     * @param authorization the header of a request; empty for none
     * @param secret signs the requests of both sides
     */
    public record Gateway(
            URI address, Optional<String> template, Optional<String> authorization, String secret) {
        @Override
        public String toString() {
            return "Gateway[" + address + "]"; // keeps the secrets out of logs
        }
    }
}
