package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.socketio.NodeScript;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The feed of the whole program, read by the library that calendar programs use. */
class CalendarFeedTest {
    @Test
    void ical_js_reads_the_feed_of_an_agent() throws Exception {
        String database = RunningCrm.address(TestDatabase.SQLITE);
        try (RunningCrm crm = new RunningCrm(database, new TestClock())) {
            Person ann = crm.person("Ann", "agent", "north");
            String lead = crm.lead(ann.token(), "Grüße, Söhne; & Co");
            String meeting =
                    Json.object()
                            .put("title", "Talk about the offer of the second half of the year")
                            .put("dueAt", "2026-03-25T09:00:00.000Z")
                            .put("timezone", "Europe/Berlin")
                            .put("recurrence", "FREQ=WEEKLY;COUNT=2")
                            .put("leadId", lead)
                            .put("kind", "meeting")
                            .toString();
            crm.post(ann.token(), "/api/reminders", meeting).expect(201);
            String call =
                    Json.object()
                            .put("leadId", lead)
                            .put("phone", "+4930901820")
                            .put("scheduledAt", "2026-03-06T10:30:00.000Z")
                            .toString();
            crm.post(ann.token(), "/api/calls", call).expect(201);
            String url = crm.url() + newFeed(crm, ann);
            assertThat(NodeScript.run("calendar.js", url))
                    .isEqualTo(
                            """
                            0
                            2026-03-06T10:30:00.000Z PT15M 1 Call – Grüße, Söhne; & Co
                            2026-03-25T09:00:00.000Z PT1H 1 Talk about the offer of the second half of the year – Grüße, Söhne; & Co
                            2026-04-01T08:00:00.000Z PT1H 1 Talk about the offer of the second half of the year – Grüße, Söhne; & Co
                            """);
        }
    }

    @Test
    void the_address_is_whole_behind_a_proxy_and_never_in_the_log() {
        var log = (Logger) LoggerFactory.getLogger("http");
        var lines = new ListAppender<ILoggingEvent>();
        lines.list = new CopyOnWriteArrayList<>(); // read while the server still writes
        lines.start();
        log.setLevel(Level.INFO);
        log.addAppender(lines);
        String database = RunningCrm.address(TestDatabase.SQLITE);
        try (RunningCrm crm =
                new RunningCrm(
                        database,
                        new TestClock(),
                        Map.of("CRM_PUBLIC_URL", "https://crm.example.com/sales"))) {
            Person ann = crm.person("Ann", "agent", "north");
            String url = newFeed(crm, ann);
            assertThat(url).startsWith("https://crm.example.com/sales/calendar/crm_f_");
            String path = url.substring("https://crm.example.com".length());
            assertThat(crm.send("GET", path, null, null).statusCode()).isEqualTo(200);
            eventually(
                    () ->
                            assertThat(lines.list.toString() + pairs(lines))
                                    .contains("/calendar/:file")
                                    .doesNotContain("crm_f_"));
        } finally {
            log.detachAppender(lines);
            log.setLevel(null);
        }
    }

    private static String pairs(ListAppender<ILoggingEvent> lines) {
        StringBuilder all = new StringBuilder();
        lines.list.forEach(line -> all.append(line.getKeyValuePairs()));
        return all.toString();
    }

    private static String newFeed(RunningCrm crm, Person person) {
        return crm.post(person.token(), "/api/calendar/feed", "{}")
                .expect(201)
                .json()
                .get("url")
                .textValue();
    }
}
