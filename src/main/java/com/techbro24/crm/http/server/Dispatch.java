package com.techbro24.crm.http.server;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.Endpoint;
import com.techbro24.crm.http.IdempotencyKey;
import com.techbro24.crm.http.Mounted;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.Upload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handles a received request on its own thread: authentication, authorisation, validation, then the
 * route.
 */
final class Dispatch {
    private final Function<String, Optional<Caller>> callers;
    private final CommandRunner runner;
    private final RateLimits limits;
    private final ClientAddress addresses;
    private final Cors cors;
    private final Idempotency idempotency;

    Dispatch(
            HttpServerSettings settings,
            Function<String, Optional<Caller>> callers,
            CommandRunner runner,
            RateLimits limits) {
        this.callers = callers;
        this.runner = runner;
        this.limits = limits;
        this.addresses = new ClientAddress(settings.trustedProxies());
        this.cors = new Cors(settings);
        this.idempotency = new Idempotency(runner);
    }

    Reply answer(Exchange exchange) {
        Headers headers = exchange.headers();
        exchange.address = addresses.of(exchange.peer(), headers.list(Headers.FORWARDED_FOR));
        Caller caller = admit(exchange, headers.value(Headers.AUTHORIZATION));
        return switch (exchange.match) {
            case Router.Match.Refused refused -> throw refused.problem();
            case Router.Match.Options options ->
                    cors.options(
                            options.allowed(),
                            headers.value(Headers.ORIGIN),
                            headers.get("access-control-request-method"));
            case Router.Match.Found found -> answer(exchange, found, caller);
        };
    }

    /** The caller, after the rate limit; null on an open route without a valid token. */
    private @Nullable Caller admit(Exchange exchange, @Nullable String authorization) {
        Problem refused = null;
        Caller caller = null;
        if (authorization != null) {
            try {
                caller = authenticate(authorization);
                exchange.caller = caller;
            } catch (Problem problem) {
                refused = problem;
            }
        }
        boolean counted =
                !(exchange.match instanceof Router.Match.Found found)
                        || found.mounted().route().isCounted();
        if (counted) {
            count(exchange, caller);
        }
        boolean needed =
                exchange.match instanceof Router.Match.Found found
                        && !found.mounted().route().open();
        if (caller == null && needed) {
            throw refused != null
                    ? refused
                    : Problem.unauthenticated("A session token or an API key is required.");
        }
        if (refused != null && refused.code() != Problem.Code.UNAUTHENTICATED) {
            throw refused;
        }
        return caller;
    }

    private void count(Exchange exchange, @Nullable Caller caller) {
        RateLimits.Verdict verdict =
                caller == null
                        ? limits.ofAddress(exchange.address)
                        : limits.ofCaller(caller.subject());
        exchange.verdict = verdict;
        if (!verdict.allowed()) {
            throw Problem.of(
                            Problem.Code.LIMITED,
                            "Too many requests; please wait " + verdict.retrySeconds() + " s.")
                    .with(Exchange.RETRY_AFTER, verdict.retrySeconds());
        }
    }

    private Caller authenticate(String authorization) {
        boolean bearer = authorization.regionMatches(true, 0, "Bearer ", 0, 7);
        String token = bearer ? authorization.substring(7).strip() : "";
        if (token.isEmpty()) {
            throw Problem.unauthenticated("Authorization must be: Bearer <token>.");
        }
        return callers.apply(token)
                .orElseThrow(() -> Problem.unauthenticated("This token is not valid."));
    }

    private Reply answer(Exchange exchange, Router.Match.Found found, @Nullable Caller caller) {
        Mounted mounted = found.mounted();
        Route route = mounted.route();
        if (caller != null && !route.open() && !route.roles().contains(caller.role())) {
            throw Problem.forbidden("Your role does not allow this.");
        }
        if (exchange.bodyTooLarge) {
            throw Upload.tooLarge(exchange.bodyBytesMax);
        }
        RequestErrors requestErrors = new RequestErrors();
        String me = caller == null ? null : caller.agentId();
        Map<String, List<String>> query = Query.read(exchange.query, mounted, me, requestErrors);
        byte[] body = requestErrors.of(() -> body(exchange, route));
        if (body == null) {
            requestErrors.tell();
        }
        Request request =
                new Request(
                        route,
                        exchange.path,
                        found.values(),
                        query,
                        exchange.headers(),
                        Objects.requireNonNull(body),
                        upload(exchange, route),
                        caller,
                        exchange.query,
                        exchange.address,
                        exchange.requestId);
        Reply reply = run(mounted, request, exchange.query, requestErrors);
        List<String> fields = query.get(Mounted.FIELDS);
        return fields == null || mounted.fields().isEmpty()
                ? reply
                : Projection.apply(reply, route.list() != null, fields);
    }

    private static @Nullable Upload upload(Exchange exchange, Route route) {
        RequestStream stream = exchange.stream();
        if (stream == null) {
            return null;
        }
        Headers headers = exchange.headers();
        Bodies.checkType(headers.get("content-type"), route);
        return Bodies.decompress(stream, headers.get("content-encoding"), exchange.bodyBytesMax);
    }

    private static byte[] body(Exchange exchange, Route route) {
        byte[] packed = exchange.body;
        if (packed.length == 0) {
            return packed;
        }
        Headers headers = exchange.headers();
        boolean takesJson = route.body() != null;
        boolean takesOther = !route.consumes().contains("application/json");
        if (route.method() == Route.Method.GET) {
            throw Problem.invalid("This route does not accept a body.");
        }
        Bodies.checkType(headers.get("content-type"), route);
        byte[] body =
                Bodies.decompress(packed, headers.get("content-encoding"), exchange.bodyBytesMax);
        if (!takesJson && !takesOther && !isEmptyObject(body)) {
            throw Problem.invalid("This route does not accept a body.");
        }
        return body;
    }

    /** Some clients send {@code {}} with each POST. */
    private static boolean isEmptyObject(byte[] body) {
        return body.length == 2 && body[0] == '{' && body[1] == '}';
    }

    /** Validates all parts of the request, reports all errors at once, and only then runs it. */
    private Reply run(
            Mounted mounted, Request request, @Nullable String query, RequestErrors requestErrors) {
        Route route = mounted.route();
        Receipts.Key key = requestErrors.of(() -> IdempotencyKey.of(route, request, query));
        CommandType<?> type = route.command();
        if (type != null) {
            Integer expected = requestErrors.of(request::expectedVersion);
            String device = requestErrors.of(request::device);
            Command command = requestErrors.of(() -> CommandBinding.bind(type, mounted, request));
            requestErrors.tell();
            Submission submission =
                    Submission.of(Objects.requireNonNull(command), request.caller())
                            .expecting(expected)
                            .withReceipt(route.secret() ? null : key)
                            .from(device);
            Reply reply = Reply.of(runner.run(submission));
            boolean own = reply.status() == 200 && route.status() >= 202 && route.status() != 204;
            return own ? reply.withStatus(route.status()) : reply;
        }
        Endpoint endpoint = route.endpoint();
        if (endpoint == null) {
            throw new IllegalStateException(route + " has no handler");
        }
        Class<?> body = route.body();
        if (!requestErrors.isEmpty() && body != null && request.body().length > 0) {
            // Only to collect its errors; otherwise the endpoint reads it.
            var _ = requestErrors.of(() -> request.body(body));
        }
        requestErrors.tell();
        // Streamed routes store their answer themselves, with request.receipt().
        return key == null || route.secret() || route.streamed()
                ? endpoint.answer(request)
                : idempotency.once(key, request, endpoint);
    }
}
