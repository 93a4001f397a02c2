package com.techbro24.crm.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much one caller, or one address, may ask. */
class LimitTest {
    private static HttpServerSettings settings(int caller, int address) {
        var base = TestServer.SETTINGS;
        return new HttpServerSettings(
                base.host(),
                base.port(),
                base.corsOrigins(),
                base.trustedProxies(),
                base.bodyBytesMax(),
                base.requestTimeout(),
                base.headerTimeout(),
                base.keepAlive(),
                caller,
                address,
                base.requestsInFlightMax(),
                base.eventLoops());
    }

    /** A clock that a test moves. */
    private static final class Hand extends Clock {
        final AtomicReference<Instant> now =
                new AtomicReference<>(Instant.parse("2026-03-04T09:00:00Z"));

        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void a_caller_over_its_limit_waits_and_others_do_not(@TempDir Path folder) {
        Hand clock = new Hand();
        try (TestServer server = new TestServer(folder, settings(3, 2), clock, null)) {
            var first = server.get("/api/things").send();
            assertThat(first.header("RateLimit-Policy")).isEqualTo("\"caller\";q=3;w=60");
            assertThat(first.header("RateLimit")).isEqualTo("\"caller\";r=2;t=20");
            server.get("/api/things").send();
            server.get("/api/things").send();
            var fourth = server.get("/api/things").send();
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.code()).isEqualTo("limited");
            assertThat(fourth.header("Retry-After")).isEqualTo("20");
            assertThat(fourth.header("RateLimit")).isEqualTo("\"caller\";r=0;t=60");
            assertThat(server.get("/api/things").as("manager").send().status()).isEqualTo(200);
            clock.now.updateAndGet(now -> now.plus(Duration.ofSeconds(20)));
            assertThat(server.get("/api/things").send().status()).isEqualTo(200);
            assertThat(server.get("/api/things").send().status()).isEqualTo(429);
        }
    }

    @Test
    void an_address_without_a_caller_has_its_own_limit_also_for_guessed_tokens(
            @TempDir Path folder) {
        try (TestServer server = new TestServer(folder, settings(3, 2), new Hand(), null)) {
            assertThat(server.get("/api/whoami").as(null).send().header("RateLimit-Policy"))
                    .isEqualTo("\"address\";q=2;w=60");
            assertThat(server.get("/api/things").as("guess-1").send().status()).isEqualTo(401);
            assertThat(server.get("/api/things").as("guess-2").send().status()).isEqualTo(429);
            assertThat(
                            server.get("/api/whoami")
                                    .as(null)
                                    .header("X-Forwarded-For", "203.0.113.9")
                                    .send()
                                    .status())
                    .isEqualTo(200);
            assertThat(server.get("/api/things").send().status()).isEqualTo(200);
        }
    }

    @Test
    void a_clock_that_is_set_back_blocks_no_caller() {
        Hand clock = new Hand();
        RateLimits limits = new RateLimits(settings(3, 2), clock);
        for (int request = 0; request < 3; request++) {
            assertThat(limits.ofCaller("ann").allowed()).isTrue();
        }
        assertThat(limits.ofCaller("ann").allowed()).isFalse();
        clock.now.updateAndGet(now -> now.minus(Duration.ofHours(1)));
        for (int request = 0; request < 3; request++) {
            assertThat(limits.ofCaller("ann").allowed()).isTrue();
        }
        assertThat(limits.ofCaller("ann").retrySeconds()).isEqualTo(20);
    }

    @Test
    void addresses_of_one_ipv6_network_count_as_one_and_a_full_bucket_is_forgotten() {
        Hand clock = new Hand();
        RateLimits limits = new RateLimits(settings(3, 2), clock);
        assertThat(limits.ofAddress("2001:db8::1").allowed()).isTrue();
        assertThat(limits.ofAddress("2001:db8::2").allowed()).isTrue();
        assertThat(limits.ofAddress("2001:db8::3").allowed()).isFalse();
        assertThat(limits.ofAddress("2001:db8:0:1::1").allowed()).isTrue();
        limits.forget();
        assertThat(limits.ofAddress("2001:db8::3").allowed()).isFalse();
        clock.now.updateAndGet(now -> now.plus(Duration.ofMinutes(2)));
        limits.forget();
        assertThat(limits.ofAddress("2001:db8::3").state()).isEqualTo("\"address\";r=1;t=30");
    }
}
