package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedules over two nodes: each tick once, whatever the clocks do. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AutomationScheduleTest {
    private static final String HALF_PAST_TWO = "30 2 * * *";

    @Parameter TestDatabase kind;
    TestClock clock;
    AutomationRoom one;
    AutomationRoom two;
    AutomationClock second;
    Agent manager;

    /** On SQLite, two schedulers in one process. */
    @BeforeEach
    void open() {
        clock = new TestClock();
        DatabaseUrl url = kind.fresh();
        one = AutomationRoom.on(Spine.open(url, clock));
        boolean shares = kind == TestDatabase.SQLITE;
        two = shares ? one : AutomationRoom.on(Spine.open(url, clock));
        second = shares ? new AutomationClock(one.services, clock) : two.clock;
        manager = Agents.manager().in(one.spine);
    }

    @AfterEach
    void close() {
        second.close();
        one.close();
        if (two != one) {
            two.close();
        }
    }

    private AutomationRule rule(String cron, String more) {
        return one.rule(
                manager,
                """
                {'name':'Tick','trigger':{'schedule':{'cron':'%s','timezone':'Europe/Berlin'}%s},
                 'actions':[{'type':'send_notification','params':{'to':'owner','title':'{{now}}'}}]}
                """
                        .formatted(cron, more));
    }

    private void bothStep() {
        var _ = one.clock.step();
        var _ = second.step();
        var _ = one.clock.step();
    }

    /** Lets the time pass, in steps of ten minutes. */
    private void pass(String from, String to) {
        clock.set(Instant.parse(from));
        while (clock.instant().isBefore(Instant.parse(to))) {
            bothStep();
            clock.advance(Duration.ofMinutes(10));
        }
        bothStep();
    }

    private List<String> ticks(AutomationRule rule) {
        return one.spine.texts(
                "SELECT occasion FROM automation_sweeps WHERE rule_id = ? ORDER BY created_at, id",
                rule.id());
    }

    private List<String> runs(AutomationRule rule) {
        return one.runs(rule).stream().map(AutomationRun::occasion).toList();
    }

    @Test
    void a_skipped_time_of_day_fires_at_the_end_of_the_gap_and_a_repeated_one_once() {
        clock.set(Instant.parse("2026-03-27T20:00:00Z"));
        AutomationRule rule = rule(HALF_PAST_TWO, "");
        pass("2026-03-27T20:00:00Z", "2026-03-30T06:00:00Z");

        assertThat(ticks(rule))
                .containsExactly(
                        "tick:2026-03-28T01:30:00.000Z",
                        "tick:2026-03-29T01:00:00.000Z",
                        "tick:2026-03-30T00:30:00.000Z");
        assertThat(runs(rule)).isEqualTo(ticks(rule));
        var _ = one.run(manager, "automation.delete", "{'id':'" + rule.id() + "'}");

        clock.set(Instant.parse("2026-10-23T20:00:00Z"));
        AutomationRule autumn = rule(HALF_PAST_TWO, "");
        pass("2026-10-23T20:00:00Z", "2026-10-26T06:00:00Z");
        assertThat(ticks(autumn))
                .containsExactly(
                        "tick:2026-10-24T00:30:00.000Z",
                        "tick:2026-10-25T00:30:00.000Z",
                        "tick:2026-10-26T01:30:00.000Z");
        assertThat(runs(autumn)).isEqualTo(ticks(autumn));
        assertThat(one.notifications(manager)).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void an_hourly_schedule_fires_each_real_hour_over_both_changes() {
        clock.set(Instant.parse("2026-03-28T23:30:00Z"));
        AutomationRule spring = rule("0 * * * *", "");
        pass("2026-03-28T23:30:00Z", "2026-03-29T03:30:00Z");
        assertThat(ticks(spring))
                .containsExactly(
                        "tick:2026-03-29T00:00:00.000Z",
                        "tick:2026-03-29T01:00:00.000Z",
                        "tick:2026-03-29T02:00:00.000Z",
                        "tick:2026-03-29T03:00:00.000Z");

        clock.set(Instant.parse("2026-10-24T23:30:00Z"));
        AutomationRule autumn = rule("0 * * * *", "");
        pass("2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z");
        assertThat(ticks(autumn))
                .containsExactly(
                        "tick:2026-10-25T00:00:00.000Z",
                        "tick:2026-10-25T01:00:00.000Z",
                        "tick:2026-10-25T02:00:00.000Z");
        assertThat(runs(autumn)).isEqualTo(ticks(autumn));
    }

    @Test
    void a_node_that_looked_at_the_schedule_before_the_other_fired_does_not_fire_it_again() {
        AutomationRule rule = rule("0 12 * * *", ",'each':'lead'");
        var _ = Leads.lead().in(one.spine);
        Instant noon = Objects.requireNonNull(rule.nextFireAt());
        clock.set(noon);
        AutomationCommand.Tick tick = new AutomationCommand.Tick(rule.id(), noon);
        var _ = one.spine.runner().run(Submission.of(tick, Caller.SYSTEM));
        bothStep();
        var _ = Leads.lead().in(one.spine);
        clock.advance(Duration.ofHours(2));
        Instant next = Objects.requireNonNull(one.rule(rule.id()).nextFireAt());
        var _ = two.spine.runner().run(Submission.of(tick, Caller.SYSTEM));
        bothStep();

        assertThat(ticks(rule)).hasSize(1);
        assertThat(one.runs(rule)).hasSize(1);
        assertThat(next).isEqualTo(noon.plus(Duration.ofDays(1)));
        assertThat(one.rule(rule.id()).nextFireAt()).isEqualTo(next);
    }

    @Test
    void a_tick_of_a_schedule_that_was_changed_meanwhile_does_not_fire() {
        AutomationRule rule = rule("0 12 * * *", "");
        Instant noon = Objects.requireNonNull(rule.nextFireAt());
        clock.set(noon.minus(Duration.ofMinutes(10)));
        var _ =
                one.run(
                        manager,
                        "automation.update",
                        "{'id':'"
                                + rule.id()
                                + "','trigger':{'schedule':{'cron':'30 11 * * *',"
                                + "'timezone':'Europe/Berlin'}}}");
        clock.set(noon);
        AutomationCommand.Tick tick = new AutomationCommand.Tick(rule.id(), noon);
        var _ = two.spine.runner().run(Submission.of(tick, Caller.SYSTEM));

        assertThat(ticks(rule)).isEmpty();
    }

    @Test
    void of_missed_ticks_the_newest_of_the_last_hour_fires_once() {
        AutomationRule often = rule("*/10 * * * *", "");
        AutomationRule daily = rule("0 11 * * *", "");
        clock.set(Instant.parse("2026-03-04T15:05:00Z"));
        bothStep();

        assertThat(ticks(often)).containsExactly("tick:2026-03-04T15:00:00.000Z");
        assertThat(ticks(daily)).isEmpty();
        assertThat(one.rule(daily.id()).nextFireAt())
                .isEqualTo(Instant.parse("2026-03-05T10:00:00Z"));
        assertThat(one.rule(often.id()).nextFireAt())
                .isEqualTo(Instant.parse("2026-03-04T15:10:00Z"));
    }

    @Test
    void a_clock_that_was_a_year_ahead_stops_no_schedule_and_repeats_no_tick() {
        AutomationRule rule = rule("0 * * * *", "");
        pass("2026-03-04T09:00:00Z", "2026-03-04T11:00:00Z");
        clock.set(Instant.parse("2027-03-04T12:05:00Z"));
        bothStep();
        pass("2026-03-04T10:00:00Z", "2026-03-04T13:00:00Z");

        assertThat(ticks(rule))
                .containsExactlyInAnyOrder(
                        "tick:2026-03-04T10:00:00.000Z",
                        "tick:2026-03-04T11:00:00.000Z",
                        "tick:2027-03-04T12:00:00.000Z",
                        "tick:2026-03-04T12:00:00.000Z",
                        "tick:2026-03-04T13:00:00.000Z");
        assertThat(one.statuses(rule)).containsOnly(RunStatus.DONE);
    }
}
