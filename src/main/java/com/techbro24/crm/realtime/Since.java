package com.techbro24.crm.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.socketio.Handshake;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The last position of the log that a reconnecting client has seen.
 *
 * @param seq the seq of the last event that it received
 * @param epoch the epoch of that event; null if unknown
 */
record Since(long seq, @Nullable String epoch) {
    private static final Pattern SEQ = Pattern.compile("\\d{1,18}");

    /** Reads it from the handshake; null for a new client. */
    static @Nullable Since of(Handshake handshake) {
        JsonNode epoch = handshake.auth().get("epoch");
        boolean given = epoch != null && !epoch.isNull();
        if (given && !epoch.isTextual()) {
            throw Problem.invalid("auth.epoch must be the epoch of the last ready or resync.");
        }
        JsonNode seq = handshake.auth().get("since");
        if (seq == null || seq.isNull()) {
            return null;
        }
        // Some clients can only send text in auth.
        if (!SEQ.matcher(seq.asText()).matches()) {
            throw Problem.invalid("auth.since must be the seq of the last event seen.");
        }
        return new Since(seq.asLong(), given ? epoch.textValue() : null);
    }

    /** Whether the current log can replay what the client has missed. */
    boolean isIn(LogMeta log) {
        return seq >= log.floorSeq() && (epoch == null || epoch.equals(log.epoch()));
    }
}
