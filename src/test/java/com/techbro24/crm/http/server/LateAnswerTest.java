package com.techbro24.crm.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class LateAnswerTest {
    private static final HttpServerSettings SHORT =
            new HttpServerSettings(
                    "127.0.0.1",
                    0,
                    List.of(),
                    List.of(),
                    64 * 1024,
                    Duration.ofMillis(100),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    1_000_000,
                    1_000_000,
                    2_000,
                    1);

    @ParameterizedTest
    @ValueSource(strings = {"/api/slow", "/api/slow-export"})
    void a_request_that_took_too_long_is_logged_and_counted_once(
            String path, @TempDir Path folder) {
        var http = (Logger) LoggerFactory.getLogger("http");
        Level before = http.getLevel();
        var lines = new Lines();
        lines.start();
        http.setLevel(Level.INFO);
        http.addAppender(lines);
        try (TestServer server = new TestServer(folder, SHORT)) {
            assertThat(server.get(path).send().status()).isEqualTo(503);
            server.things.slow.countDown();
            server.awaitQuiet();
            assertThat(server.get("/api/things").send().status()).isEqualTo(200);

            assertThat(lines.routes).containsOnlyOnce(path);
            assertThat(
                            server
                                    .metrics
                                    .get("crm.http.requests")
                                    .tag("route", path)
                                    .timers()
                                    .stream()
                                    .mapToLong(Timer::count)
                                    .sum())
                    .isOne();
        } finally {
            http.detachAppender(lines);
            http.setLevel(before);
        }
    }

    /** The routes of the lines that requests wrote. */
    private static final class Lines extends AppenderBase<ILoggingEvent> {
        final List<String> routes = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getMessage().equals("request")) {
                event.getKeyValuePairs().stream()
                        .filter(pair -> pair.key.equals("route"))
                        .forEach(pair -> routes.add(String.valueOf(pair.value)));
            }
        }
    }
}
