package com.techbro24.crm.outbound;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way into the queue for other rooms. */
public final class Outbox {
    private Outbox() {}

    /** Queues a message, in the transaction of its cause; it leaves after the commit. */
    public static Message add(Tx tx, NewMessage message, Instant now) {
        Message queued = Message.queued(message, now);
        MessageStore.insert(tx, queued);
        return queued;
    }

    /**
     * Takes a receipt of a provider; a late or repeated one changes nothing. Returns the message;
     * empty if the provider's id is unknown.
     */
    public static Optional<Message> receipt(
            Tx tx,
            String provider,
            String providerId,
            MessageStatus told,
            @Nullable String reason,
            Instant now) {
        return MessageStore.findByProvider(tx, provider, providerId)
                .map(
                        before -> {
                            Message after = before.receipt(told, reason, now);
                            if (after.version() != before.version()) {
                                MessageStore.update(tx, after);
                            }
                            return after;
                        });
    }

    public static Optional<Message> find(Tx tx, String id) {
        return MessageStore.find(tx, id);
    }

    /** The messages about a row, newest first. */
    public static List<Message> about(Tx tx, String type, String id, int rowsMax) {
        return MessageStore.about(tx, type, id, rowsMax);
    }

    /**
     * Holds what waits, after a restore: it may have been sent already. Returns how many were held.
     */
    public static int hold(Tx tx, Instant now) {
        return MessageStore.hold(tx, now);
    }
}
