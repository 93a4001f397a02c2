package com.techbro24.crm.http;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.changelog.Receipts;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and checks the {@code Idempotency-Key} of a request. */
public final class IdempotencyKey {
    private static final int KEY_LENGTH_MAX = 255;

    private IdempotencyKey() {}

    /**
     * The key under which the answer is stored; null without a key, or if the route accepts none.
     */
    public static Receipts.@Nullable Key of(Route route, Request request, @Nullable String query) {
        return of(
                route,
                request,
                Objects.requireNonNullElse(query, ""),
                () -> Sha256.of(request.body()));
    }

    static Receipts.@Nullable Key of(
            Route route, Request request, String query, Supplier<String> bodyHash) {
        String key = request.headers().get("idempotency-key");
        Caller caller = request.callerOrNull();
        if (key == null || caller == null || route.method() != Route.Method.POST) {
            return null;
        }
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX || !Request.isVisibleAscii(key)) {
            String message =
                    "Idempotency-Key must be 1 to " + KEY_LENGTH_MAX + " visible ASCII characters.";
            throw Problem.invalid(
                    List.of(new InputError("Idempotency-Key", "invalid_format", message)));
        }
        String values = new TreeMap<>(request.pathValues()).toString();
        String hash = Receipts.hash(route.toString(), values, query, bodyHash.get());
        // An agent's sessions share their keys, so that a new login can repeat.
        return new Receipts.Key("http:" + caller.subject(), key, hash, Receipts.KEPT);
    }
}
