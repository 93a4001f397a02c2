package com.techbro24.crm.integrations.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gives each message a time at which the sender's number is free: networks refuse what comes
 * faster. A message that waits keeps its turn.
 */
final class SendTurns {
    /** More than wait at once; a forgotten one gets a later turn. */
    private static final int WAITING_MAX = 100_000;

    private final Duration interval;
    private final Map<String, Instant> waiting =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
                    return size() > WAITING_MAX;
                }
            };
    private Instant free = Instant.MIN;

    SendTurns(Duration interval) {
        this.interval = interval;
    }

    /** When the message may leave: now, or later, and then it is to be asked again. */
    synchronized Instant of(String messageId, Instant now) {
        Instant turn = waiting.remove(messageId);
        if (turn == null) {
            turn = free.isAfter(now) ? free : now;
            free = turn.plus(interval);
        }
        if (turn.isAfter(now)) {
            waiting.put(messageId, turn);
        }
        return turn;
    }
}
