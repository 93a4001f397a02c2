package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.http.Request;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.MessageStatus;
import com.techbro24.crm.outbound.SendResult;
import org.jspecify.annotations.Nullable;

/** Who carries messages. */
interface SmsProvider {
    /** The name in {@code provider} of a message, and in the paths of its callbacks. */
    String name();

    /** Sends a message; blocks. A number that the provider knows as stopped is {@link Stopped}. */
    SendResult send(Message message, String text) throws Stopped;

    /** What a callback tells of a message; refused without a valid signature. */
    Receipt receipt(Request request);

    /** An answer from outside; refused without a valid signature. */
    Incoming incoming(Request request);

    /**
     * What the provider tells of a message.
     *
     * @param messageId our id of the message; empty for a message of somebody else, null if that is
     *     not told
     * @param providerId the provider's id of it
     * @param status null for one that says nothing new
     * @param error why it was not delivered; null if it was
     * @param isStopped whether the number does not want messages
     */
    record Receipt(
            @Nullable String messageId,
            String providerId,
            @Nullable MessageStatus status,
            @Nullable String error,
            boolean isStopped) {}

    /**
     * An answer from outside.
     *
     * @param id the provider's id of it
     * @param from the number
     * @param optOut what the provider says that it means; null if it says nothing
     */
    record Incoming(String id, String from, String text, @Nullable String optOut) {}

    /** The number does not want messages, says the provider. */
    final class Stopped extends Exception {
        private static final long serialVersionUID = 1;

        Stopped(String reason) {
            super(reason);
        }
    }
}
