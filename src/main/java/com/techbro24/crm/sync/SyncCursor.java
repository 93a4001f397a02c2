package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a client has read one type; opaque to clients.
 *
 * @param epoch of the log
 * @param scope the hash of the viewer's scope
 * @param seq changes up to here are known; in a snapshot the head of the log when it began
 * @param lastId the last row of the snapshot so far; null once it is complete
 */
record SyncCursor(String type, String epoch, String scope, long seq, @Nullable String lastId) {
    private static final int FORM = 1;
    private static final int PARTS = 6;

    boolean isSnapshot() {
        return lastId != null;
    }

    SyncCursor upTo(long newSeq) {
        return new SyncCursor(type, epoch, scope, Math.max(seq, newSeq), null);
    }

    SyncCursor afterRow(String id) {
        return new SyncCursor(type, epoch, scope, seq, id);
    }

    String text() {
        ArrayNode parts = Json.MAPPER.createArrayNode();
        parts.add(FORM).add(type).add(epoch).add(scope).add(seq).add(lastId);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a text has the form of a cursor. */
    static boolean isCursor(String text) {
        return parts(text) != null;
    }

    static SyncCursor read(String text, String type) {
        JsonNode parts = parts(text);
        if (parts == null || !parts.get(1).asText().equals(type)) {
            String message = "This cursor does not belong to a sync of " + type + ".";
            throw Problem.invalid(List.of(new InputError("cursor", "invalid_cursor", message)));
        }
        return new SyncCursor(
                type,
                parts.get(2).asText(),
                parts.get(3).asText(),
                parts.get(4).longValue(),
                parts.get(5).textValue());
    }

    private static @Nullable JsonNode parts(String text) {
        try {
            JsonNode parts = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            boolean fits =
                    parts != null
                            && parts.isArray()
                            && parts.size() == PARTS
                            && parts.get(0).intValue() == FORM
                            && parts.get(4).canConvertToLong();
            return fits ? parts : null;
        } catch (IllegalArgumentException | IOException e) {
            return null;
        }
    }
}
