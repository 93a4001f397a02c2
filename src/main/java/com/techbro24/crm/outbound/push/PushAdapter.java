package com.techbro24.crm.outbound.push;

import com.techbro24.crm.outbound.OutboundException;
import com.techbro24.crm.outbound.OutboundResponse;
import com.techbro24.crm.outbound.SendResult;
import java.time.Duration;
import java.util.Optional;

/** One push service. */
interface PushAdapter {
    /**
     * What became of a message.
     *
     * @param gone whether the device is no longer subscribed
     */
    record Answer(SendResult result, boolean gone) {
        static Answer gone(String reason) {
            return new Answer(new SendResult.Refused(reason), true);
        }

        /** By the status that most services give: too many and broken are tried again. */
        static Answer of(String provider, OutboundResponse response, String reason) {
            int status = response.status();
            if (response.isSuccess()) {
                return new Answer(new SendResult.Sent(provider, null), false);
            }
            String text = ("HTTP " + status + " " + reason).strip();
            return status == 429 || status == 408 || status >= 500
                    ? new Answer(new SendResult.Later(text, response.retryAfter()), false)
                    : new Answer(new SendResult.Refused(text), false);
        }
    }

    /**
     * How a message is sent.
     *
     * @param urgency {@code high}, {@code normal} or {@code low}
     * @param ttl how long the service keeps it for a device that is off
     */
    record Manner(String urgency, Duration ttl) {}

    PushKind kind();

    Answer send(PushDevice device, PushContent content, Manner manner) throws OutboundException;

    /** Why a subscription's address cannot be used; empty if it can. */
    default Optional<String> refusal(String address) {
        return Optional.empty();
    }
}
