package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The whole server with a clock that stops, jumps and goes back: due items are sent once, and
 * nobody is blocked.
 */
@ParameterizedClass
@EnumSource
record ClockTest(TestDatabase kind) {
    private static final String NOON = "2026-03-04T12:00:00.000Z";

    @Test
    void who_sleeps_through_many_times_tells_each_once_and_a_series_makes_no_storm() {
        String database = RunningCrm.address(kind);
        TestClock clock = new TestClock();
        Person ann;
        try (RunningCrm crm = new RunningCrm(database, clock)) {
            ann = crm.person("Ann", "agent", "north");
            reminder(crm, ann, "Once", NOON, null);
            reminder(crm, ann, "Later", "2026-03-05T12:00:00.000Z", null);
            reminder(crm, ann, "Daily", NOON, "FREQ=DAILY");
            reminder(crm, ann, "Hourly", NOON, "FREQ=HOURLY");
            reminder(crm, ann, "Yet to come", "2026-03-20T12:00:00.000Z", null);
        }
        clock.advance(Duration.ofDays(5));
        for (int start = 0; start < 2; start++) {
            try (RunningCrm crm = new RunningCrm(database, clock);
                    DatabaseState stand = new DatabaseState(database)) {
                for (String event : List.of("reminder.due", "reminder.overdue")) {
                    eventually(() -> assertThat(stand.changes(event)).isEqualTo(4));
                }
                eventually(() -> assertThat(stand.changes("notification.created")).isEqualTo(8));
            }
        }
        try (RunningCrm crm = new RunningCrm(database, clock);
                DatabaseState stand = new DatabaseState(database)) {
            String token = crm.login("ann@example.com", "a-password-of-Ann");
            for (String title : List.of("Daily", "Hourly")) {
                JsonNode next = crm.get(token, completed(crm, token, title)).expect(200).json();
                assertThat(Instant.parse(next.get("dueAt").textValue())).isAfter(clock.instant());
            }
            clock.advance(Duration.ofHours(1));
            eventually(() -> assertThat(stand.changes("reminder.due")).isEqualTo(5));
            eventually(() -> assertThat(unread(crm, token)).isEqualTo(9));
        }
    }

    /** Completes the reminder of this title; answers the path of the one that comes next. */
    private static String completed(RunningCrm crm, String token, String title) {
        for (JsonNode each : crm.get(token, "/api/reminders").expect(200).json().get("data")) {
            if (each.get("title").textValue().equals(title)) {
                String path = "/api/reminders/" + each.get("id").textValue() + "/complete";
                JsonNode done = crm.post(token, path, "{}").expect(200).json();
                return "/api/reminders/" + done.get("nextReminderId").textValue();
            }
        }
        throw new AssertionError("no reminder is titled " + title);
    }

    private static void reminder(
            RunningCrm crm,
            Person person,
            String title,
            String dueAt,
            @Nullable String recurrence) {
        ObjectNode body = Json.object().put("title", title).put("dueAt", dueAt);
        body.put("recurrence", recurrence);
        crm.post(person.token(), "/api/reminders", body.toString()).expect(201);
    }

    private static int unread(RunningCrm crm, String token) {
        return crm.get(token, "/api/notifications/stats/me")
                .expect(200)
                .json()
                .get("unread")
                .intValue();
    }

    @Test
    void a_clock_that_is_set_back_an_hour_repeats_nothing_and_locks_nobody_out() {
        String database = RunningCrm.address(kind);
        TestClock clock = new TestClock();
        try (RunningCrm crm = new RunningCrm(database, clock);
                DatabaseState stand = new DatabaseState(database)) {
            Person ann = crm.person("Ann", "agent", "north");
            Person bob = crm.person("Bob", "agent", "north");
            reminder(crm, ann, "Noon", NOON, null);
            String lead = callable(crm, ann, "Wanted");
            callable(crm, bob, "Another");
            clock.set(Instant.parse(NOON));
            eventually(() -> assertThat(stand.changes("reminder.due")).isEqualTo(1));
            String call = call(crm, ann, lead);
            crm.post(ann.token(), "/api/calls/" + call + "/start", "{}").expect(200);
            String claimed = claim(crm, bob);

            clock.set(Instant.parse(NOON).minus(Duration.ofHours(1)));
            JsonNode ended =
                    crm.post(ann.token(), "/api/calls/" + call + "/end", "{}").expect(200).json();
            assertThat(ended.get("durationSeconds").intValue()).isZero();
            crm.post(ann.token(), "/api/calls/" + call + "/wrap-up", "{}").expect(200);
            String again = call(crm, ann, lead);
            crm.post(ann.token(), "/api/calls/" + again + "/start", "{}").expect(200);
            assertThat(claim(crm, bob)).isEqualTo(claimed);
            crm.get(ann.token(), "/api/agents/me/stats").expect(200);
            crm.login("ann@example.com", "a-password-of-Ann");

            for (Duration step : List.of(Duration.ofHours(1), Duration.ofMinutes(-30))) {
                clock.advance(step);
                crm.get(ann.token(), "/api/auth/me").expect(200);
            }
            clock.set(Instant.parse("2026-03-04T12:15:00Z"));
            eventually(() -> assertThat(stand.changes("reminder.overdue")).isEqualTo(1));
            eventually(() -> assertThat(unread(crm, ann.token())).isEqualTo(2));
            assertThat(stand.changes("reminder.due")).isEqualTo(1);
        }
    }

    private static String callable(RunningCrm crm, Person person, String name) {
        ObjectNode body = Json.object().put("name", name).put("timezone", "Europe/London");
        body.put("phone", name.equals("Wanted") ? "+44 20 7946 0001" : "+44 20 7946 0002");
        return crm.post(person.token(), "/api/leads", body.toString()).expect(201).id();
    }

    private static String call(RunningCrm crm, Person person, String lead) {
        String body = Json.object().put("leadId", lead).toString();
        return crm.post(person.token(), "/api/calls", body).expect(201).id();
    }

    @Test
    void two_nodes_tell_each_once_and_one_message_each() {
        String database = RunningCrm.address(kind);
        TestClock clock = new TestClock();
        int reminders = 30;
        try (RunningCrm one = new RunningCrm(database, clock);
                DatabaseState stand = new DatabaseState(database)) {
            Person ann = one.person("Ann", "agent", "north");
            for (int index = 0; index < reminders; index++) {
                reminder(one, ann, "Reminder " + index, NOON, null);
            }
            try (AutoCloseable other =
                    kind == TestDatabase.POSTGRESQL ? new RunningCrm(database, clock) : () -> {}) {
                assertThat(other).isNotNull();
                clock.set(Instant.parse(NOON));
                eventually(() -> assertThat(stand.changes("reminder.due")).isEqualTo(reminders));
                clock.advance(Duration.ofMinutes(15));
                eventually(
                        () -> assertThat(stand.changes("reminder.overdue")).isEqualTo(reminders));
                eventually(() -> assertThat(unread(one, ann.token())).isEqualTo(2 * reminders));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            Answer stats = one.get(ann.token(), "/api/notifications/stats/me").expect(200);
            assertThat(stats.json().get("unread").intValue()).isEqualTo(2 * reminders);
            assertThat(stand.changes("reminder.due")).isEqualTo(reminders);
        }
    }

    private static String claim(RunningCrm crm, Person agent) {
        return crm.post(agent.token(), "/api/leads/next", "{}")
                .expect(200)
                .json()
                .at("/lead/id")
                .textValue();
    }
}
