package com.techbro24.crm.reminders;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Each alert fires once, whatever the clock does. */
@ParameterizedClass
@EnumSource
record ReminderClockTest(TestDatabase kind) {
    private static final String NOON = "2026-03-04T12:00:00Z";

    @Test
    void due_and_overdue_each_fire_once() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode made = room.create(agent, NOON, null);

            room.set("2026-03-04T11:59:59.999Z");
            assertThat(room.clock().wake()).isEqualTo(Instant.parse(NOON));
            assertThat(room.kinds()).containsExactly(ReminderChange.CREATED);

            room.set(NOON);
            assertThat(room.clock().wake()).isEqualTo(Instant.parse("2026-03-04T12:15:00Z"));
            assertThat(room.clock().wake()).isEqualTo(Instant.parse("2026-03-04T12:15:00Z"));
            assertThat(room.kinds()).containsExactly(ReminderChange.CREATED, ReminderChange.DUE);
            assertThat(room.get(made).firedAt()).isEqualTo(NOON);

            room.set("2026-03-04T12:15:00Z");
            assertThat(room.clock().wake()).isEqualTo(Instant.MAX);
            room.advance("P30D");
            assertThat(room.clock().wake()).isEqualTo(Instant.MAX);
            assertThat(room.kinds())
                    .containsExactly(
                            ReminderChange.CREATED, ReminderChange.DUE, ReminderChange.OVERDUE);
        }
    }

    @Test
    void alerts_missed_while_stopped_fire_once_after_the_start() {
        DatabaseUrl url = kind.fresh();
        TestClock time = new TestClock();
        try (ReminderRoom before = ReminderRoom.open(url, time)) {
            before.create(Agents.agent().in(before.spine()), NOON, null);
        }
        time.set(Instant.parse("2026-03-07T00:00:00Z"));
        try (ReminderRoom after = ReminderRoom.open(url, time)) {
            after.clock().wake();
            after.clock().wake();
            assertThat(after.kinds())
                    .containsExactly(
                            ReminderChange.CREATED, ReminderChange.DUE, ReminderChange.OVERDUE);
        }
    }

    @Test
    void setting_the_clock_back_repeats_no_alert() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            room.create(Agents.agent().in(room.spine()), NOON, null);
            room.set(NOON);
            room.clock().wake();
            room.set("2026-03-04T11:00:00Z");
            room.clock().wake();
            room.set(NOON);
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(1);

            room.set("2026-03-04T12:20:00Z");
            room.clock().wake();
            room.set("2026-03-04T11:20:00Z");
            room.clock().wake();
            room.set("2026-03-04T12:20:00Z");
            room.clock().wake();
            assertThat(room.count(ReminderChange.OVERDUE)).isEqualTo(1);
        }
    }

    @Test
    void a_daily_reminder_fires_once_a_day_across_dst_changes() {
        for (String start : new String[] {"2026-03-27T01:30:00Z", "2026-10-23T00:30:00Z"}) {
            try (ReminderRoom room = ReminderRoom.open(kind)) {
                room.spine().clock().set(Instant.parse(start).minusSeconds(3600));
                Agent agent = Agents.agent().in(room.spine());
                JsonNode current =
                        room.run(
                                Agents.caller(agent),
                                ReminderCommand.CREATE,
                                Json.object()
                                        .put("title", "In the night")
                                        .put("dueAt", start)
                                        .put("timezone", "Europe/Berlin")
                                        .put("recurrence", "FREQ=DAILY"));
                for (int quarter = 0; quarter < 5 * 24 * 4 - 8; quarter++) {
                    room.advance("PT15M");
                    room.clock().wake();
                    if (room.get(current).firedAt() != null) {
                        String next =
                                room.on(agent, ReminderCommand.COMPLETE, current)
                                        .get("nextReminderId")
                                        .textValue();
                        current = Json.object().put("id", next);
                    }
                }
                assertThat(room.count(ReminderChange.DUE)).as(start).isEqualTo(5);
                assertThat(room.count(ReminderChange.OVERDUE)).isZero();
            }
        }
    }

    @Test
    void a_leap_day_reminder_fires_only_on_leap_days() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            room.set("2027-12-31T00:00:00Z");
            Agent agent = Agents.agent().in(room.spine());
            JsonNode made = room.create(agent, "2028-02-29T09:00:00Z", "FREQ=YEARLY");
            room.set("2028-02-28T23:59:59Z");
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isZero();
            room.set("2028-02-29T09:00:00Z");
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(1);

            room.on(agent, ReminderCommand.COMPLETE, made);
            room.set("2029-03-01T09:00:00Z");
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(1);
            room.set("2032-02-29T09:00:00Z");
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(2);
        }
    }

    @Test
    void a_snoozed_reminder_becomes_due_once_more() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode made = room.create(agent, NOON, null);
            room.set(NOON);
            room.clock().wake();
            room.run(
                    Agents.caller(agent),
                    ReminderCommand.SNOOZE,
                    ReminderRoom.id(made).put("until", "2026-03-04T12:05:00Z"));
            room.advance("PT4M");
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(1);
            room.advance("PT1M");
            room.clock().wake();
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(2);
            room.advance("PT15M");
            room.clock().wake();
            assertThat(room.count(ReminderChange.OVERDUE)).isEqualTo(1);
        }
    }

    @Test
    void warnings_fire_as_set_and_past_ones_are_skipped() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            room.set("2026-03-04T11:30:00Z");
            Agent agent = Agents.agent().in(room.spine());
            var input = Json.object().put("title", "Meet").put("dueAt", NOON);
            input.putArray("remindBefore").add("PT15M").add("PT1H").add("PT5M");
            JsonNode made = room.run(Agents.caller(agent), ReminderCommand.CREATE, input);

            room.clock().wake();
            assertThat(room.kinds()).containsExactly(ReminderChange.CREATED);
            room.set("2026-03-04T11:45:00Z");
            room.clock().wake();
            assertThat(room.get(made).warnedAt()).isEqualTo("2026-03-04T11:45:00Z");
            room.set("2026-03-04T11:56:00Z");
            room.clock().wake();
            room.set(NOON);
            room.clock().wake();
            assertThat(room.kinds())
                    .containsExactly(
                            ReminderChange.CREATED,
                            ReminderChange.UPDATED,
                            ReminderChange.UPDATED,
                            ReminderChange.DUE);
            assertThat(room.changes().get(1).fields()).contains("warnedAt");
        }
    }

    @Test
    void completed_cancelled_and_deleted_reminders_do_not_fire() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            room.on(agent, ReminderCommand.COMPLETE, room.create(agent, NOON, null));
            JsonNode deleted = room.create(agent, NOON, null);
            room.on(agent, ReminderCommand.DELETE, deleted);
            JsonNode cancelled = room.create(agent, NOON, null);
            room.run(
                    Agents.caller(agent),
                    ReminderCommand.UPDATE,
                    ReminderRoom.id(cancelled).put("status", "cancelled"));
            room.set("2026-03-05T00:00:00Z");
            assertThat(room.clock().wake()).isEqualTo(Instant.MAX);
            assertThat(room.kinds()).doesNotContain(ReminderChange.DUE, ReminderChange.OVERDUE);

            room.on(agent, ReminderCommand.RESTORE, deleted);
            room.clock().wake();
            assertThat(room.count(ReminderChange.DUE)).isEqualTo(1);
        }
    }

    @Test
    void many_simultaneous_reminders_each_fire_once_across_two_nodes() {
        DatabaseUrl url = kind.fresh();
        TestClock time = new TestClock();
        int reminders = ReminderHandler.FIRED_AT_ONCE_MAX * 3 + 7;
        try (ReminderRoom one = ReminderRoom.open(url, time)) {
            Agent agent = Agents.agent().in(one.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(one.spine()).id();
            for (int index = 0; index < reminders; index++) {
                var input = Json.object().put("title", "Call").put("dueAt", NOON);
                if (index % 2 == 0) {
                    input.put("leadId", lead);
                }
                one.run(Agents.caller(agent), ReminderCommand.CREATE, input);
            }
            if (kind == TestDatabase.SQLITE) {
                one.clock().start();
                time.set(Instant.parse(NOON));
                eventually(() -> assertThat(one.count(ReminderChange.DUE)).isEqualTo(reminders));
                return;
            }
            try (ReminderRoom other = ReminderRoom.open(url, time)) {
                one.clock().start();
                other.clock().start();
                time.set(Instant.parse(NOON));
                eventually(() -> assertThat(one.count(ReminderChange.DUE)).isEqualTo(reminders));
                time.advance(Duration.ofMinutes(15));
                eventually(
                        () -> assertThat(one.count(ReminderChange.OVERDUE)).isEqualTo(reminders));
            }
            assertThat(one.count(ReminderChange.DUE)).isEqualTo(reminders);
        }
    }

    @Test
    void a_new_reminder_wakes_the_clock() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            room.create(agent, "2030-01-01T00:00:00Z", null);
            room.clock().start();
            room.create(agent, room.now().minusSeconds(1), null);
            eventually(() -> assertThat(room.count(ReminderChange.DUE)).isEqualTo(1));
        }
    }

    @Test
    void completing_a_recurring_reminder_creates_the_next_future_one() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode made = room.create(agent, NOON, "FREQ=DAILY;COUNT=4");
            room.set("2026-03-05T15:00:00Z");
            JsonNode done = room.on(agent, ReminderCommand.COMPLETE, made);
            Reminder next = room.get(Json.object().set("id", done.get("nextReminderId")));
            assertThat(next.dueAt()).isEqualTo("2026-03-06T12:00:00Z");
            assertThat(next.occurrence()).isEqualTo(3);
            assertThat(next.status()).isEqualTo(ReminderStatus.PENDING);
            assertThat(room.kinds())
                    .containsExactly(
                            ReminderChange.CREATED,
                            ReminderChange.COMPLETED,
                            ReminderChange.CREATED);

            JsonNode again = room.on(agent, ReminderCommand.COMPLETE, made);
            assertThat(again).isEqualTo(done);
            JsonNode third =
                    room.on(agent, ReminderCommand.COMPLETE, ReminderRoom.id(Json.tree(next)));
            JsonNode last =
                    room.on(
                            agent,
                            ReminderCommand.COMPLETE,
                            Json.object().set("id", third.get("nextReminderId")));
            assertThat(last.get("nextReminderId").isNull()).isTrue();
        }
    }
}
