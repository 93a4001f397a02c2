package com.techbro24.crm.http.server;

import com.techbro24.crm.http.PublicUrl;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the server: address, limits and timeouts.
 *
 * @param port 0 for any free one
 * @param corsOrigins other origins whose pages may call; {@code *} for all
 * @param trustedProxies addresses and ranges ({@code 10.0.0.0/8}) whose X-Forwarded-For is trusted
 * @param requestTimeout maximum time until the response
 * @param headerTimeout maximum time for the first request's headers, and for a request's body
 * @param keepAlive maximum idle time between requests
 * @param publicUrl the address behind a proxy, for links in answers
 */
public record HttpServerSettings(
        String host,
        int port,
        List<String> corsOrigins,
        List<String> trustedProxies,
        int bodyBytesMax,
        Duration requestTimeout,
        Duration headerTimeout,
        Duration keepAlive,
        int callerRequestsPerMinuteMax,
        int addressRequestsPerMinuteMax,
        int requestsInFlightMax,
        int eventLoops,
        PublicUrl publicUrl) {
    public static final HttpServerSettings STANDARD =
            new HttpServerSettings(
                    "127.0.0.1",
                    5000,
                    List.of(),
                    List.of(),
                    1 << 20,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(75),
                    600,
                    120,
                    2_000,
                    Runtime.getRuntime().availableProcessors());

    /** Without a proxy. */
    public HttpServerSettings(
            String host,
            int port,
            List<String> corsOrigins,
            List<String> trustedProxies,
            int bodyBytesMax,
            Duration requestTimeout,
            Duration headerTimeout,
            Duration keepAlive,
            int callerRequestsPerMinuteMax,
            int addressRequestsPerMinuteMax,
            int requestsInFlightMax,
            int eventLoops) {
        this(
                host,
                port,
                corsOrigins,
                trustedProxies,
                bodyBytesMax,
                requestTimeout,
                headerTimeout,
                keepAlive,
                callerRequestsPerMinuteMax,
                addressRequestsPerMinuteMax,
                requestsInFlightMax,
                eventLoops,
                PublicUrl.NONE);
    }
}
