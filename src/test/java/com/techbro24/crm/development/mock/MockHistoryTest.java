package com.techbro24.crm.development.mock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.notifications.InAppSender;
import com.techbro24.crm.notifications.NotificationCommand;
import com.techbro24.crm.notifications.NotificationHandler;
import com.techbro24.crm.notifications.NotificationSettings;
import com.techbro24.crm.queue.NextLeadCommand;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record MockHistoryTest(TestDatabase kind) {
    private static final MockHistory.Size SIZE = new MockHistory.Size(4, 120, 700);
    private static final MockHistory.Size SMALL = new MockHistory.Size(2, 15, 100);

    private static Spine open(TestDatabase kind) {
        Spine spine = CallRoom.on(Spine.open(kind), CallSettings.DEFAULTS).spine();
        return spine.with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES)
                .with(
                        new NotificationHandler(
                                NotificationSettings.DEFAULT, List.of(new InAppSender())),
                        NotificationCommand.TYPES);
    }

    private static MockHistory.Made fill(
            Spine spine, MockHistory.Size size, long seed, boolean isLive) {
        return new MockHistory(
                        spine.catalog(),
                        spine.runner(),
                        spine.writer(),
                        spine.database(),
                        spine.reader(),
                        seed)
                .fill(size, "a-password-for-all", isLive, line -> {});
    }

    private record CallRow(
            String agentId, String zone, Instant from, Instant to, String direction) {}

    private static List<CallRow> calls(Spine spine) {
        return spine.database()
                .read(
                        tx ->
                                tx.list(
                                        "SELECT c.agent_id, l.timezone, c.started_at, c.ended_at,"
                                                + " c.direction FROM calls c JOIN leads l"
                                                + " ON l.id = c.lead_id ORDER BY c.started_at",
                                        row ->
                                                new CallRow(
                                                        row.text(),
                                                        row.text(),
                                                        row.time(),
                                                        row.time(),
                                                        row.text())));
    }

    @Test
    void half_a_year_of_data_is_plausible() {
        try (Spine spine = open(kind)) {
            MockHistory.Made made = fill(spine, SIZE, 5, false);

            List<CallRow> calls = calls(spine);
            assertThat(calls).hasSize(made.calls()).hasSizeBetween(660, 700);
            assertThat(spine.count("SELECT COUNT(*) FROM leads")).isEqualTo(120);
            assertThat(calls).allMatch(MockHistoryTest::isWithinCallingHours);
            Map<String, Instant> busyUntil = new HashMap<>();
            for (CallRow call : calls) {
                Instant before = busyUntil.put(call.agentId(), call.to());
                assertThat(before == null || !before.isAfter(call.from())).isTrue();
            }
            assertThat(spine.count("SELECT COUNT(*) FROM calls WHERE contact"))
                    .isBetween(140L, 330L);
            assertThat(spine.texts("SELECT DISTINCT status FROM leads"))
                    .contains("converted", "lost", "qualified", "attempted");
            assertThat(spine.texts("SELECT DISTINCT kind FROM changes"))
                    .contains("call.missed", "reminder.due", "reminder.completed", "lead.assigned");
            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM lead_reminders WHERE status = 'pending'"
                                            + " AND due_at > ?",
                                    spine.clock().instant()))
                    .isPositive();
            assertThat(made.notifications()).isPositive();
        }
    }

    @Test
    void large_histories_record_old_calls_in_batches_with_correct_totals() {
        try (Spine spine = open(kind)) {
            MockHistory.Made made =
                    new MockHistory(
                                    spine.catalog(),
                                    spine.runner(),
                                    spine.writer(),
                                    spine.database(),
                                    spine.reader(),
                                    1,
                                    150)
                            .fill(SIZE, "a-password-for-all", false, line -> {});

            assertThat(calls(spine))
                    .hasSize(made.calls())
                    .hasSizeBetween(600, 700)
                    .allMatch(MockHistoryTest::isWithinCallingHours);
            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM leads WHERE call_attempts <>"
                                            + " (SELECT COUNT(*) FROM calls WHERE lead_id = leads.id"
                                            + " AND direction = 'outbound')"))
                    .isZero();
            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM calls JOIN changes ON entity_id = calls.id"
                                            + " WHERE changes.at = calls.ended_at"))
                    .isEqualTo(made.calls());
            assertThat(spine.texts("SELECT DISTINCT status FROM leads"))
                    .contains("converted", "lost", "qualified", "attempted");
            assertThat(made.notifications()).isPositive();
        }
    }

    @Test
    void each_status_change_has_its_own_time_over_the_whole_history() {
        try (Spine spine = open(kind)) {
            var _ =
                    new MockHistory(
                                    spine.catalog(),
                                    spine.runner(),
                                    spine.writer(),
                                    spine.database(),
                                    spine.reader(),
                                    1,
                                    150)
                            .fill(SIZE, "a-password-for-all", false, line -> {});

            Instant end = spine.clock().instant();
            Duration month = MockHistory.LENGTH.dividedBy(6);
            for (int months = 6; months > 0; months--) {
                Instant from = end.minus(month.multipliedBy(months));
                assertThat(
                                spine.count(
                                        "SELECT COUNT(*) FROM lead_status_spans WHERE number > 1"
                                                + " AND entered_at >= ? AND entered_at < ?",
                                        from,
                                        from.plus(month)))
                        .isGreaterThan(5);
            }
            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM lead_status_spans WHERE left_at < entered_at"))
                    .isZero();
            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM lead_status_spans WHERE number > 1"
                                            + " AND NOT EXISTS (SELECT 1 FROM changes"
                                            + " WHERE entity_id = lead_status_spans.lead_id AND at = entered_at"
                                            + " AND kind = 'lead.status_changed')"))
                    .isZero();
        }
    }

    private static boolean isWithinCallingHours(CallRow call) {
        ZonedDateTime local = call.from().atZone(ZoneId.of(call.zone()));
        return local.getHour() >= 9
                && local.getHour() < 21
                && local.getDayOfWeek() != DayOfWeek.SATURDAY
                && local.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    @Test
    void the_same_seed_gives_the_same_history_and_another_seed_another() {
        try (Spine one = open(kind);
                Spine same = open(kind);
                Spine other = open(kind)) {
            fill(one, SMALL, 7, false);
            fill(same, SMALL, 7, false);
            fill(other, SMALL, 8, false);

            assertThat(history(same)).isEqualTo(history(one)).hasSizeGreaterThan(150);
            assertThat(history(other)).isNotEqualTo(history(one));
        }
    }

    private static List<String> history(Spine spine) {
        return spine.database()
                .read(
                        tx ->
                                tx.list(
                                        "SELECT kind, at, version, fields FROM changes ORDER BY seq",
                                        row ->
                                                row.text()
                                                        + row.time()
                                                        + row.integer()
                                                        + row.text()));
    }

    @Test
    void a_running_server_gets_no_reminders_in_the_past() {
        try (Spine spine = open(kind)) {
            fill(spine, SIZE, 1, true);

            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM lead_reminders WHERE next_alert_at <= ?",
                                    spine.clock().instant()))
                    .isZero();
            assertThat(spine.count("SELECT COUNT(*) FROM lead_reminders")).isPositive();
        }
    }

    @Test
    void more_calls_than_the_agents_have_time_for_are_refused() {
        assertThatThrownBy(() -> new MockHistory.Size(3, 10, 100_000))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("of which 2 make calls");
    }

    @Test
    void somebody_can_be_called_at_any_hour_of_the_day() {
        try (Spine spine = open(kind)) {
            fill(spine, SIZE, 1, false);
            String agentId =
                    spine.database()
                            .read(
                                    tx ->
                                            tx.first(
                                                    "SELECT agent_id FROM accounts WHERE role ="
                                                            + " 'agent' ORDER BY agent_id",
                                                    Row::text))
                            .orElseThrow();
            Caller agent = new Caller(agentId, Role.AGENT, null, true, Caller.Kind.SESSION, null);
            for (int hour = 0; hour < 24; hour++) {
                Instant at = spine.clock().instant().plus(Duration.ofHours(hour));
                Answer next =
                        spine.runner()
                                .run(Submission.of(new NextLeadCommand.ClaimNext(), agent).at(at));

                assertThat(
                                Json.read(Objects.requireNonNull(next.body()))
                                        .at("/lead/id")
                                        .isTextual())
                        .as("at %s", at)
                        .isTrue();
            }
        }
    }
}
