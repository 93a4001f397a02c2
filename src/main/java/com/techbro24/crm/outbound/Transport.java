package com.techbro24.crm.outbound;

import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends the messages of one channel. */
public interface Transport extends AutoCloseable {
    /** An attempt must end within this time; after twice of it, another node tries. */
    Duration ATTEMPT_MAX = Duration.ofMinutes(1);

    String channel();

    /** How many messages a node sends at the same time. */
    default int inFlightMax() {
        return 8;
    }

    /**
     * Whether the message is still wanted, looked at just before it is sent: a result instead of
     * sending it, or empty to send it.
     */
    default Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        return Optional.empty();
    }

    /**
     * Sends a message; runs on a virtual thread and may block. An exception counts as a failure.
     */
    SendResult send(Message message);

    @Override
    default void close() {}
}
