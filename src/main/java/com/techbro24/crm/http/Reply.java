package com.techbro24.crm.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param body the bytes; null for none, or if {@code stream} writes them
 * @param etag the entity's version in quotes; null for none
 * @param stream writes a body too long for memory; null for none
 */
public record Reply(
        int status,
        byte @Nullable [] body,
        String contentType,
        @Nullable String etag,
        Map<String, String> headers,
        @Nullable Stream stream) {
    /** The media type of problems (RFC 9457). */
    public static final String PROBLEM_JSON = "application/problem+json";

    /** The Content-Security-Policy of an answer that is not a page. */
    public static final String LOAD_NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private static final String JSON = "application/json";

    /** A body that is streamed as fast as the client reads. */
    public interface Stream {
        void writeTo(OutputStream out) throws IOException;
    }

    public Reply(
            int status,
            byte @Nullable [] body,
            String contentType,
            @Nullable String etag,
            Map<String, String> headers) {
        this(status, body, contentType, etag, headers, null);
    }

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

    /** A long body. A failure after its start can only close the connection. */
    public static Reply stream(String contentType, Stream stream) {
        return new Reply(200, null, contentType, null, Map.of(), stream);
    }

    /** A command's answer: 201 for a new row, 204 without a body, 200 otherwise. */
    public static Reply of(Answer answer) {
        if (answer.body() == null) {
            return answer.replayed() ? empty().asReplayed() : empty();
        }
        String etag = answer.version() == null ? null : etag(answer.version());
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        Reply reply = new Reply(answer.created() ? 201 : 200, body, JSON, etag, Map.of());
        return answer.replayed() ? reply.asReplayed() : reply;
    }

    public Reply asReplayed() {
        return withHeader("Idempotent-Replayed", "true");
    }

    public Reply withStatus(int code) {
        return new Reply(code, body, contentType, etag, headers, stream);
    }

    public Reply withBody(byte @Nullable [] bytes) {
        return new Reply(status, bytes, contentType, etag, headers, stream);
    }

    public Reply withEtag(@Nullable String tag) {
        return new Reply(status, body, contentType, tag, headers, stream);
    }

    public Reply withHeader(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, body, contentType, etag, Map.copyOf(all), stream);
    }

    /** The id of the row in the body; null for none. */
    public @Nullable String rowId() {
        if (body == null || !contentType.equals(JSON)) {
            return null;
        }
        // Stops at the id, which is a row's first field, so that a long row is not read.
        try (JsonParser json = Json.MAPPER.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                if (name.equals("id")) {
                    return json.nextTextValue();
                }
                json.nextToken();
                var _ = json.skipChildren();
            }
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String etag(int version) {
        return '"' + Integer.toString(version) + '"';
    }
}
