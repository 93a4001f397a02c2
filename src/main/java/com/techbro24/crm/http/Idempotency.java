package com.techbro24.crm.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Receipts;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code Idempotency-Key}: a POST that is sent again is answered again and not done again. Commands
 * keep their answer in their own transaction; here is the key, and the keeping for the routes with
 * an endpoint of their own.
 */
final class Idempotency {
    private static final int KEY_LENGTH_MAX = 255;

    private final CommandRunner runner;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Idempotency(CommandRunner runner) {
        this.runner = runner;
    }

    /** Under what the answer is kept; null where no key came, or none is taken. */
    static Receipts.@Nullable Key key(Route route, Request request, @Nullable String query) {
        return key(
                route,
                request,
                Objects.requireNonNullElse(query, ""),
                () -> Sha256.of(request.body()));
    }

    static Receipts.@Nullable Key key(
            Route route, Request request, String query, Supplier<String> bodyHash) {
        String key = request.headers().get("idempotency-key");
        Caller caller = request.callerOrNull();
        if (key == null || caller == null || route.method() != Route.Method.POST) {
            return null;
        }
        if (key.isEmpty() || key.length() > KEY_LENGTH_MAX || !Headers.isVisibleAscii(key)) {
            String message =
                    "Idempotency-Key must be 1 to " + KEY_LENGTH_MAX + " visible ASCII characters.";
            throw Problem.invalid(List.of(new Fault("Idempotency-Key", "invalid_format", message)));
        }
        String values = new java.util.TreeMap<>(request.pathValues()).toString();
        String hash = Receipts.hash(route.toString(), values, query, bodyHash.get());
        // An agent's sessions share their keys, so that a new login can repeat.
        return new Receipts.Key("http:" + caller.subject(), key, hash, Receipts.KEPT);
    }

    /** Answers once: what was answered before, or what {@code endpoint} answers now, kept. */
    Reply once(Receipts.Key key, Request request, Endpoint endpoint) {
        String mark = key.scope() + ' ' + key.key();
        if (!underWay.add(mark)) {
            throw Problem.conflict("A request with this key is still under way.");
        }
        try {
            Optional<Answer> kept = runner.kept(key);
            if (kept.isPresent()) {
                return read(Objects.requireNonNull(kept.get().body())).asReplayed();
            }
            Reply reply = endpoint.answer(request);
            if (reply.stream() == null) {
                runner.keep(key, new Answer(write(reply), null, false, false, null));
            }
            return reply;
        } catch (Problem problem) {
            if (problem.status() < 500 && problem.code() != Problem.Code.LIMITED) {
                runner.keep(key, problem);
            }
            throw problem;
        } finally {
            underWay.remove(mark);
        }
    }

    private static String write(Reply reply) {
        ObjectNode json = Json.object();
        json.put("status", reply.status());
        json.put("contentType", reply.contentType());
        json.put("etag", reply.etag());
        json.put("body", reply.body());
        json.set("headers", Json.tree(reply.headers()));
        return json.toString();
    }

    private static Reply read(String kept) {
        JsonNode json = Json.read(kept);
        Map<String, String> headers = new HashMap<>();
        json.get("headers")
                .properties()
                .forEach(header -> headers.put(header.getKey(), header.getValue().textValue()));
        try {
            byte[] body = json.get("body").isNull() ? null : json.get("body").binaryValue();
            return new Reply(
                    json.get("status").intValue(),
                    body,
                    json.get("contentType").textValue(),
                    json.get("etag").textValue(),
                    headers);
        } catch (IOException fault) {
            throw new java.io.UncheckedIOException(fault);
        }
    }
}
