package com.techbro24.crm.http;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is answered.
 *
 * @param body the bytes; null for none
 * @param etag the entity's version in quotes; null where there is none
 */
public record Reply(
        int status,
        byte @Nullable [] body,
        String contentType,
        @Nullable String etag,
        Map<String, String> headers) {
    private static final String JSON = "application/json";

    public static Reply json(Object body) {
        String etag = body instanceof Entity row ? etag(row.version()) : null;
        return new Reply(200, Json.bytes(body), JSON, etag, Map.of());
    }

    public static Reply empty() {
        return new Reply(204, null, JSON, null, Map.of());
    }

    public static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, body, contentType, null, Map.of());
    }

    /** A command's answer: 201 for a new row, 200 otherwise, 204 where it answers nothing. */
    static Reply of(Answer answer) {
        if (answer.body() == null) {
            return empty();
        }
        String etag = answer.version() == null ? null : etag(answer.version());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers =
                answer.replayed() ? Map.of("Idempotent-Replayed", "true") : Map.of();
        return new Reply(answer.created() ? 201 : 200, body, JSON, etag, headers);
    }

    public Reply withStatus(int code) {
        return new Reply(code, body, contentType, etag, headers);
    }

    public Reply withHeader(String name, String value) {
        var all = new java.util.LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, body, contentType, etag, Map.copyOf(all));
    }

    private static String etag(int version) {
        return '"' + Integer.toString(version) + '"';
    }
}
