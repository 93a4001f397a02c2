package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {
    private final LoggerContext context = new LoggerContext();
    private final LoggingEvent event =
            new LoggingEvent(
                    "", context.getLogger("crm.Test"), Level.INFO, "Said \"{}\"", null, null);

    @Test
    void a_line_is_one_object_with_the_pairs_beside_the_message() throws IOException {
        event.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        event.setThreadName("main");
        event.addKeyValuePair(new KeyValuePair("port", 5000));
        event.addKeyValuePair(new KeyValuePair("time", "taken"));
        event.addKeyValuePair(new KeyValuePair("nothing", null));
        assertThat(line())
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                        {"time":"2026-01-02T03:04:05.678Z","level":"INFO",
                                        "logger":"crm.Test","message":"Said \\"{}\\"",
                                        "thread":"main","port":5000,"time_":"taken","nothing":null}
                                        """));
    }

    @Test
    void an_error_has_its_type_and_stack() throws IOException {
        event.setThrowableProxy(new ThrowableProxy(new IOException("gone\naway")));
        var error = line().get("error");
        assertThat(error.get("type").asText()).isEqualTo("java.io.IOException");
        assertThat(error.get("message").asText()).isEqualTo("gone\naway");
        assertThat(error.get("stack").asText()).contains("an_error_has_its_type_and_stack");
    }

    @BeforeEach
    void without_a_context_of_threads() {
        context.setMDCAdapter(new LogbackMDCAdapter());
    }

    private JsonNode line() throws IOException {
        var encoder = new JsonLogEncoder();
        encoder.setContext(context);
        encoder.start();
        var line = new String(encoder.encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("}\n").containsOnlyOnce("\n");
        return new ObjectMapper().readTree(line);
    }
}
