package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The log lines of sockets, and the last event before a shutdown. */
class SocketLogTest {
    @Test
    void a_command_has_its_line_in_the_log_under_the_id_that_its_problem_tells() throws Exception {
        var log = (Logger) LoggerFactory.getLogger("socket");
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = new CopyOnWriteArrayList<>(); // read while the server still writes
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            LiveClient client = crm.connect(crm.admin());
            client.next("ready");
            JsonNode problem = client.ask("lead.create", Json.object()).get("problem");
            client.ask("lead.explode", Json.object());
            client.close();
            eventually(
                    () ->
                            assertThat(lines.list)
                                    .extracting(SocketLogTest::said)
                                    .containsSubsequence(
                                            "connected null null",
                                            "command lead.create 400",
                                            "command none 404",
                                            "disconnected null null"));
            assertThat(lines.list)
                    .extracting(line -> value(line, "requestId"))
                    .contains(problem.get("requestId").textValue());
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
        }
    }

    private static String said(ILoggingEvent line) {
        return line.getMessage() + ' ' + value(line, "command") + ' ' + value(line, "status");
    }

    private static @Nullable Object value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> pair.value)
                .findFirst()
                .orElse(null);
    }

    @Test
    void a_server_that_stops_says_so_before_it_closes_the_connection() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            LiveClient socket = crm.connect(crm.admin());
            LiveClient polling = crm.connect(crm.admin(), null, "polling");
            socket.next("ready");
            polling.next("ready");
            crm.stop();
            socket.next("server.closing");
            polling.next("server.closing");
            // On a websocket the Java client only notices the end when it closes itself.
            polling.next("disconnect");
        }
    }
}
