package com.techbro24.crm.base;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error response in the form of RFC 9457. It can be thrown anywhere; REST and the socket each
 * write it in one place.
 */
public final class Problem extends RuntimeException {
    /** All problem codes, each with its HTTP status. */
    @Growing
    public enum Code {
        INVALID(400, "The request is not valid"),
        UNAUTHENTICATED(401, "Please log in"),
        FORBIDDEN(403, "Not allowed"),
        NOT_FOUND(404, "Not found"),
        METHOD_NOT_ALLOWED(405, "Method not allowed"),
        TIMEOUT(408, "The request took too long to arrive"),
        CONFLICT(409, "Conflict"),
        GONE(410, "Gone"),
        STALE(412, "The row has changed since it was read"),
        TOO_LARGE(413, "Too large"),
        UNSUPPORTED(415, "Unsupported media type"),
        UNPROCESSABLE(422, "A rule forbids this"),
        LIMITED(429, "Too many requests"),
        FAULT(500, "Internal server error"),
        UNAVAILABLE(503, "Not available right now");

        private final int status;
        private final String title;

        Code(int status, String title) {
            this.status = status;
            this.title = title;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }
    }

    /** Further errors are only counted, so that a response is not much longer than its request. */
    static final int ERRORS_LISTED_MAX = 100;

    private final Code code;
    private final List<InputError> errors;
    private final Map<String, Object> members = new LinkedHashMap<>();
    private boolean replayed;

    private Problem(Code code, String detail, List<InputError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public static Problem of(Code code, String detail) {
        return new Problem(code, detail, List.of());
    }

    /** 400 with all errors of the input. The JSON lists at most {@link #ERRORS_LISTED_MAX}. */
    public static Problem invalid(List<InputError> errors) {
        String named =
                errors.size() > ERRORS_LISTED_MAX
                        ? " errors; the first " + ERRORS_LISTED_MAX + " are listed in errors."
                        : " errors; see errors.";
        String detail = errors.size() == 1 ? errors.getFirst().message() : errors.size() + named;
        return new Problem(Code.INVALID, detail, errors);
    }

    public static Problem invalid(String detail) {
        return of(Code.INVALID, detail);
    }

    public static Problem unauthenticated(String detail) {
        return of(Code.UNAUTHENTICATED, detail);
    }

    public static Problem forbidden(String detail) {
        return of(Code.FORBIDDEN, detail);
    }

    /** Rows the caller cannot see are reported like missing rows. */
    public static Problem notFound(String what) {
        return of(Code.NOT_FOUND, "There is no " + what + " with this id.");
    }

    public static Problem conflict(String detail) {
        return of(Code.CONFLICT, detail);
    }

    public static Problem unprocessable(String detail) {
        return of(Code.UNPROCESSABLE, detail);
    }

    public static Problem unavailable(String detail) {
        return of(Code.UNAVAILABLE, detail);
    }

    /** Adds an extension member (RFC 9457, 3.2), such as the id of the conflicting row. */
    public Problem with(String member, @Nullable Object value) {
        members.put(member, value);
        return this;
    }

    /** Marks this as the stored answer of an earlier, equal request. */
    public Problem asReplayed() {
        replayed = true;
        return this;
    }

    public boolean replayed() {
        return replayed;
    }

    public Code code() {
        return code;
    }

    public int status() {
        return code.status();
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<InputError> errors() {
        return errors;
    }

    public Map<String, Object> members() {
        return members;
    }

    /** The problem as JSON, without the members that the transport adds (instance, request id). */
    public ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("type", "/docs/problems#" + EnumNames.of(code));
        json.put("title", code.title());
        json.put("status", code.status());
        json.put("detail", detail());
        json.put("code", EnumNames.of(code));
        members.forEach((name, value) -> json.set(name, Json.tree(value)));
        if (!errors.isEmpty()) {
            int listed = Math.min(errors.size(), ERRORS_LISTED_MAX);
            json.set("errors", Json.tree(errors.subList(0, listed)));
            if (listed < errors.size()) {
                json.put("errorsOmitted", errors.size() - listed);
            }
        }
        return json;
    }
}
