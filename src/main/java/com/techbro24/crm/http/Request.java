package com.techbro24.crm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Input;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Receipts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One request, after routing, authentication and validation of its query parameters; so the getters
 * here need no error handling.
 *
 * @param rawQuery the query as it was sent; null for none
 * @param address the client's address, as reported by trusted proxies
 * @param caller null only on an open route without a valid token
 */
public record Request(
        Route route,
        String path,
        Map<String, String> pathValues,
        Map<String, List<String>> queryValues,
        Map<String, String> headers,
        byte[] body,
        @Nullable Upload uploadOrNull,
        @Nullable Caller callerOrNull,
        @Nullable String rawQuery,
        String address,
        String requestId) {
    private static final int DEVICE_LENGTH_MAX = 100;

    public Caller caller() {
        if (callerOrNull == null) {
            throw Problem.unauthenticated("A session token or an API key is required.");
        }
        return callerOrNull;
    }

    /** A value of the path; present, since the route matched. */
    public String pathValue(String name) {
        String value = pathValues.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no :" + name);
        }
        return value;
    }

    /** An id in the path; an invalid one is reported as not found. */
    public String id(String name, String what) {
        String value = pathValue(name);
        if (!Id.isValid(value)) {
            throw Problem.notFound(what);
        }
        return value;
    }

    /** An enum value in the path; an unknown one is reported as not found. */
    public <E extends Enum<E>> E word(String name, Class<E> type) {
        return EnumNames.find(type, pathValue(name))
                .orElseThrow(
                        () ->
                                Problem.of(
                                        Problem.Code.NOT_FOUND,
                                        name + " must be one of " + EnumNames.list(type) + "."));
    }

    /** The agent id in the path; {@code me} is the caller. */
    public String agentId(String name) {
        return pathValue(name).equals("me") ? caller().agent() : id(name, "agent");
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(queryValues.get(name)).map(List::getFirst);
    }

    /** All values of a parameter that may be given several times. */
    public List<String> texts(String name) {
        return queryValues.getOrDefault(name, List.of());
    }

    public Optional<Integer> number(String name) {
        return text(name).map(Integer::valueOf);
    }

    public boolean flag(String name) {
        return text(name).map(Boolean::valueOf).orElse(false);
    }

    public Optional<Boolean> flagOrNone(String name) {
        return text(name).map(Boolean::valueOf);
    }

    public Optional<Instant> time(String name) {
        return text(name).map(value -> Times.parse(value).orElseThrow());
    }

    public Optional<Duration> duration(String name) {
        return text(name).map(Duration::parse);
    }

    public Optional<ZoneId> zone(String name) {
        return text(name).map(ZoneId::of);
    }

    public <E extends Enum<E>> List<E> words(String name, Class<E> type) {
        return texts(name).stream().map(word -> EnumNames.get(type, word)).toList();
    }

    /** The page requested by {@code limit}, {@code cursor}, {@code sort} and {@code total}. */
    public Paging paging() {
        return new Paging(
                number("limit").orElse(Limits.PAGE_ROWS_DEFAULT),
                text("cursor").orElse(null),
                text("sort").orElse(null),
                flag("total"));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The version in {@code If-Match}; null without one. */
    public @Nullable Integer expectedVersion() {
        return Etags.expectedVersion(headers.get("if-match"));
    }

    /** The device in {@code X-Device-Id}; null for none. */
    public @Nullable String device() {
        String device = headers.get("x-device-id");
        if (device != null
                && (device.isEmpty()
                        || device.length() > DEVICE_LENGTH_MAX
                        || !isVisibleAscii(device))) {
            String message =
                    "X-Device-Id must be 1 to " + DEVICE_LENGTH_MAX + " visible ASCII characters.";
            throw Problem.invalid(
                    List.of(new InputError("X-Device-Id", "invalid_format", message)));
        }
        return device;
    }

    /** The body as a stream; for routes that {@link Route#streams}. */
    public Upload upload() {
        if (uploadOrNull == null) {
            throw new IllegalStateException(route + " does not stream");
        }
        return uploadOrNull;
    }

    /**
     * The idempotency key of a streamed body, available after the whole body is read; null without
     * an {@code Idempotency-Key}.
     */
    public Receipts.@Nullable Key receipt() {
        return IdempotencyKey.of(
                route, this, new TreeMap<>(queryValues).toString(), upload()::hash);
    }

    public JsonNode json() {
        int first = body.length > 0 ? body[0] & 0xff : 1;
        int second = body.length > 1 ? body[1] & 0xff : 1;
        if (first == 0 || second == 0 || first >= 0xfe) {
            throw Problem.invalid("The body is not valid JSON: it is not UTF-8.");
        }
        return Json.parse(body);
    }

    /** The body bound to a record; reports every error at once. */
    public <T> T body(Class<T> type) {
        return Input.bind(type, json());
    }

    static boolean isVisibleAscii(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) <= 0x20 || text.charAt(index) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
