package com.techbro24.crm.http.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.PublicUrl;
import com.techbro24.crm.http.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Problems as answers (RFC 9457), with the members that only HTTP has. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger("http");
    private static final int RETRY_SECONDS = 2;

    private Problems() {}

    static Reply reply(Exchange exchange, int status, Problem problem) {
        ObjectNode json = problem.json();
        json.put("status", status);
        Reply reply = reply(exchange, status, json);
        if (problem.replayed()) {
            reply = reply.asReplayed();
        }
        return switch (problem.code()) {
            case UNAUTHENTICATED -> reply.withHeader("WWW-Authenticate", challenge(exchange));
            case LIMITED, UNAVAILABLE -> {
                Object seconds = problem.members().get(Exchange.RETRY_AFTER);
                String after = String.valueOf(seconds == null ? RETRY_SECONDS : seconds);
                yield reply.withHeader("Retry-After", after);
            }
            // RFC 9110, 15.5.16: the supported Content-Encoding.
            case UNSUPPORTED -> reply.withHeader("Accept-Encoding", "gzip, identity");
            case METHOD_NOT_ALLOWED ->
                    exchange.match instanceof Router.Match.Refused refused
                            ? reply.withHeader("Allow", String.join(", ", refused.allowed()))
                            : reply;
            case INVALID,
                    FORBIDDEN,
                    NOT_FOUND,
                    TIMEOUT,
                    CONFLICT,
                    GONE,
                    STALE,
                    TOO_LARGE,
                    UNPROCESSABLE,
                    FAULT ->
                    reply;
        };
    }

    /** An internal error: the caller gets the request id, the log has the details. */
    static Reply internalError(Exchange exchange, Throwable failure) {
        LOG.atError()
                .addKeyValue("requestId", exchange.requestId)
                .addKeyValue("method", exchange.request.method().name())
                .addKeyValue("path", loggedPath(exchange))
                .setCause(failure)
                .log("a request failed");
        ObjectNode json = Problem.of(Problem.Code.FAULT, "").json();
        json.remove("detail");
        return reply(exchange, 500, json);
    }

    private static String loggedPath(Exchange exchange) {
        return exchange.match instanceof Router.Match.Found found
                        && found.mounted().route().hasSecretPath()
                ? found.mounted().route().path()
                : exchange.path;
    }

    private static Reply reply(Exchange exchange, int status, ObjectNode json) {
        PublicUrl publicUrl = exchange.loop.server().settings().publicUrl();
        json.put("type", publicUrl.path(json.get("type").textValue()));
        json.put("instance", publicUrl.path(exchange.path));
        json.put("requestId", exchange.requestId);
        return Reply.of(status, Reply.PROBLEM_JSON, Json.bytes(json));
    }

    /** RFC 6750, 3. */
    private static String challenge(Exchange exchange) {
        return exchange.headers().value(Headers.AUTHORIZATION) == null
                ? "Bearer realm=\"TechBro24 CRM\""
                : "Bearer realm=\"TechBro24 CRM\", error=\"invalid_token\"";
    }
}
