package com.techbro24.crm.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The only client for HTTP requests to other systems. It connects to the address that the guard
 * checked; the name is still that of the URL for the Host header and the certificate. It follows no
 * redirect, and the time and size of an answer are limited.
 */
public final class OutboundHttp implements AutoCloseable {
    private static final String USER_AGENT = "TechBro24-CRM";
    private static final int CONNECTIONS_EACH_MAX = 16;
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int KEEP_ALIVE_SECONDS = 30;

    private final Vertx vertx;
    private final AddressGuard guard;
    private final HttpClient http1;
    private final HttpClient http2;

    /** Trusts the certificate authorities of the JDK. */
    public OutboundHttp(Vertx vertx, AddressGuard guard) {
        this(vertx, guard, Optional.empty());
    }

    /**
     * @param trust other certificate authorities than those of the JDK
     */
    public OutboundHttp(Vertx vertx, AddressGuard guard, Optional<TrustOptions> trust) {
        this.vertx = vertx;
        this.guard = guard;
        PoolOptions pool =
                new PoolOptions()
                        .setHttp1MaxSize(CONNECTIONS_EACH_MAX)
                        .setHttp2MaxSize(1)
                        .setMaxWaitQueueSize(1_000);
        http1 = vertx.createHttpClient(options(trust), pool);
        http2 =
                vertx.createHttpClient(
                        options(trust).setProtocolVersion(HttpVersion.HTTP_2).setUseAlpn(true),
                        pool);
    }

    private static HttpClientOptions options(Optional<TrustOptions> trust) {
        HttpClientOptions options =
                new HttpClientOptions()
                        .setConnectTimeout(CONNECT_MILLIS_MAX)
                        .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setHttp2KeepAliveTimeout(KEEP_ALIVE_SECONDS)
                        .setVerifyHost(true);
        trust.ifPresent(options::setTrustOptions);
        return options;
    }

    public AddressGuard guard() {
        return guard;
    }

    /** Sends a request and waits for the answer; for virtual threads. */
    public OutboundResponse send(OutboundRequest request) throws OutboundException {
        long began = System.nanoTime();
        AddressGuard.Target target = guard.target(request.uri());
        Exchange exchange = new Exchange(request, began);
        exchange.start(target);
        try {
            return exchange.answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutboundException failure) {
                throw failure;
            }
            Throwable cause = e.getCause();
            throw OutboundException.failed(reason(cause == null ? e : cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.fail("it was interrupted");
            throw OutboundException.failed("it was interrupted");
        }
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** One request with its own timer: the timers of the client bound only idleness. */
    private final class Exchange {
        final CompletableFuture<OutboundResponse> answer = new CompletableFuture<>();
        private final OutboundRequest request;
        private final long began;
        private final Buffer body = Buffer.buffer();
        private volatile Optional<HttpClientRequest> sent = Optional.empty();

        Exchange(OutboundRequest request, long began) {
            this.request = request;
            this.began = began;
        }

        void start(AddressGuard.Target target) {
            long timer =
                    vertx.setTimer(
                            Math.max(1, request.timeout().toMillis()),
                            _ -> fail("no complete answer within " + request.timeout()));
            var _ = answer.whenComplete((_, _) -> vertx.cancelTimer(timer));
            HttpClient client = request.http2() ? http2 : http1;
            client.request(options(target))
                    .onSuccess(this::send)
                    .onFailure(failure -> fail("no connection: " + reason(failure)));
        }

        private RequestOptions options(AddressGuard.Target target) {
            String query = target.uri().getRawQuery();
            String path = target.uri().getRawPath();
            RequestOptions options =
                    new RequestOptions()
                            .setMethod(HttpMethod.valueOf(request.method()))
                            .setServer(server(target))
                            .setHost(target.host())
                            .setPort(target.port())
                            .setSsl(target.isTls())
                            .setURI(
                                    (path.isEmpty() ? "/" : path)
                                            + (query == null ? "" : "?" + query))
                            .putHeader("User-Agent", USER_AGENT);
            request.headers().forEach(options::putHeader);
            return options;
        }

        private void send(HttpClientRequest open) {
            sent = Optional.of(open);
            if (answer.isDone()) {
                var _ = open.reset();
                return;
            }
            var _ = open.exceptionHandler(failure -> fail(reason(failure)));
            var _ =
                    open.response()
                            .onSuccess(this::read)
                            .onFailure(failure -> fail(reason(failure)));
            if (request.body().length == 0) {
                var _ = open.end();
            } else {
                var _ = open.end(Buffer.buffer(request.body()));
            }
        }

        private void read(HttpClientResponse response) {
            var _ =
                    response.exceptionHandler(failure -> fail(reason(failure)))
                            .handler(chunk -> take(response, chunk))
                            .endHandler(_ -> complete(response, false));
        }

        private void take(HttpClientResponse response, Buffer chunk) {
            int left = request.answerBytesMax() - body.length();
            if (chunk.length() <= left) {
                var _ = body.appendBuffer(chunk);
                return;
            }
            var _ = body.appendBuffer(chunk, 0, Math.max(0, left));
            complete(response, true);
            reset();
        }

        private void complete(HttpClientResponse response, boolean isCut) {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            response.headers()
                    .forEach(
                            (name, value) ->
                                    headers.computeIfAbsent(
                                                    name.toLowerCase(Locale.ROOT),
                                                    _ -> new ArrayList<>())
                                            .add(value));
            answer.complete(
                    new OutboundResponse(
                            response.statusCode(),
                            headers,
                            body.getBytes(),
                            isCut,
                            Duration.ofNanos(System.nanoTime() - began)));
        }

        void fail(String reason) {
            if (answer.completeExceptionally(OutboundException.failed(reason))) {
                reset();
            }
        }

        private void reset() {
            sent.ifPresent(
                    open -> {
                        var _ = open.reset();
                    });
        }
    }

    /** By the bytes alone: an address that carries a name would be resolved again. */
    private static SocketAddress server(AddressGuard.Target target) {
        try {
            InetAddress bare = InetAddress.getByAddress(target.address().getAddress());
            return SocketAddress.inetSocketAddress(target.port(), bare.getHostAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        guard.close();
        http1.close();
        http2.close();
    }
}
