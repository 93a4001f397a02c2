package com.techbro24.crm.http.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.http.Endpoint;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code Idempotency-Key}: a repeated POST gets the stored answer and is not run again. Commands
 * store their answer in their own transaction; this class stores answers for routes with their own
 * endpoint.
 */
final class Idempotency {
    private final CommandRunner runner;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    Idempotency(CommandRunner runner) {
        this.runner = runner;
    }

    /** Returns the stored answer of the key, or runs {@code endpoint} and stores its answer. */
    Reply once(Receipts.Key key, Request request, Endpoint endpoint) {
        String mark = key.scope() + ' ' + key.key();
        if (!inProgress.add(mark)) {
            throw Problem.conflict("A request with this key is still in progress.");
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
            inProgress.remove(mark);
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
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
