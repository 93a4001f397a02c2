package com.techbro24.crm.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;

/** Kept facts = facts loaded now = a plain count of the rows, whatever happened. */
class AnalyticsPropertyTest {
    private static final List<String> ZONES =
            List.of(
                    "UTC",
                    "Asia/Kolkata",
                    "Asia/Kathmandu",
                    "America/St_Johns",
                    "Australia/Lord_Howe",
                    "Europe/Berlin",
                    "Pacific/Apia");

    /** Shortly before the clocks of some of the zones change. */
    private static final List<String> STARTS =
            List.of(
                    "2026-03-07T20:00:00Z",
                    "2026-03-28T20:00:00Z",
                    "2026-04-04T10:00:00Z",
                    "2026-10-24T18:00:00Z",
                    "2026-11-01T00:00:00Z");

    private static final List<String> SUMS =
            List.of(
                    "calls",
                    "inboundCalls",
                    "missedCalls",
                    "completedCalls",
                    "contacts",
                    "sales",
                    "successes",
                    "talkSeconds",
                    "conversions",
                    "losses",
                    "leadsCreated",
                    "leadsConverted",
                    "followUpsKept",
                    "followUpsLate",
                    "followUpsOpen",
                    "followUpsAhead");

    private static final Set<String> KINDS = new TreeSet<>();

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void kept_facts_equal_loaded_facts_and_a_plain_count(
            @ForAll TestDatabase kind, @ForAll long seed) throws Exception {
        Random random = new Random(seed);
        try (AnalyticsRoom room = new AnalyticsRoom(kind)) {
            room.spine.clock().set(Instant.parse(STARTS.get(random.nextInt(STARTS.size()))));
            AnalyticsHistory history = new AnalyticsHistory(room, seed);
            Analytics first = room.node();
            history.steps(150);
            compare(room, first);
            boolean isAlone = kind == TestDatabase.SQLITE;
            Analytics second = isAlone ? room.node() : room.otherNode();
            compare(room, second);
            history.steps(150);
            compare(room, first);
            compare(room, second);
            room.spine.texts("SELECT DISTINCT kind FROM changes").forEach(KINDS::add);
            for (int question = 0; question < 6; question++) {
                ask(room, second, history, random);
            }
        }
    }

    /** A history without corrections would prove nothing. */
    @AfterContainer
    static void everything_happened() {
        assertThat(KINDS)
                .contains(
                        "agent.status_changed",
                        "agent.updated",
                        "call.created",
                        "call.deleted",
                        "call.updated",
                        "lead.assigned",
                        "lead.deleted",
                        "lead.merged",
                        "lead.restored",
                        "lead.status_changed",
                        "reminder.completed",
                        "reminder.deleted",
                        "reminder.overdue",
                        "reminder.updated");
    }

    private static void compare(AnalyticsRoom room, Analytics node) {
        assertThat(node.ask(FactsText::of)).isEqualTo(FactsText.of(room.fresh()));
    }

    /** One question, to each report that can answer it. */
    private static void ask(
            AnalyticsRoom room, Analytics node, AnalyticsHistory history, Random random) {
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        Instant now = room.spine.clock().instant();
        LocalDate to = now.atZone(zone).toLocalDate().plusDays(random.nextInt(4) - 1);
        LocalDate from = to.minusDays(1 + random.nextInt(25));
        Agent agent = history.someAgent();
        String team = random.nextBoolean() ? agent.team() : null;
        NaiveFigures.Who who =
                new NaiveFigures.Who(random.nextInt(3) == 0 ? agent.id() : null, team);
        Period period = Period.ofDays(from, to, zone);
        NaiveFigures naive = room.spine.database().snapshot(tx -> new NaiveFigures(tx, zone, now));
        Question question =
                new Question(
                        Caller.SYSTEM,
                        who.agent(),
                        who.team(),
                        from.toString(),
                        to.toString(),
                        Optional.of(zone));
        assertThat(node.<Period>ask(facts -> question.period(facts, zone, now))).isEqualTo(period);
        String asked = "%s to %s in %s for %s".formatted(from, to, zone, who);
        overview(node, question, period, naive, who, now, asked);
        reports(node, question, period, naive, who, now, asked);
    }

    private static void overview(
            Analytics node,
            Question question,
            Period period,
            NaiveFigures naive,
            NaiveFigures.Who who,
            Instant now,
            String asked) {
        Overview overview =
                node.ask(facts -> Overview.of(facts, period, question.scope(facts), now));
        LocalDate from = period.firstDay();
        LocalDate to = period.endDay();
        Map<String, Long> sums = naive.figures(from, to, who);
        equal(overview.figures(), sums, asked);
        assertThat(overview.figures().overdueReminders())
                .as(asked)
                .isEqualTo(sums.getOrDefault("overdueReminders", 0L));
        Map<String, Long> times = naive.times(from, to, who);
        overview.figures()
                .secondsByStatus()
                .forEach(
                        (status, seconds) ->
                                assertThat(seconds)
                                        .as(asked + " " + status)
                                        .isEqualTo(times.getOrDefault(status, 0L) / 1_000));
        LocalDate date = from;
        for (Overview.Day day : overview.daily()) {
            assertThat(day.date()).isEqualTo(date);
            equal(day.figures(), naive.figures(date, date.plusDays(1), who), asked + " " + date);
            date = date.plusDays(1);
        }
        assertThat(date).isEqualTo(to);
    }

    private static void reports(
            Analytics node,
            Question question,
            Period period,
            NaiveFigures naive,
            NaiveFigures.Who who,
            Instant now,
            String asked) {
        LocalDate from = period.firstDay();
        LocalDate to = period.endDay();
        AgentsReport agents =
                node.ask(
                        facts ->
                                AgentsReport.of(
                                        facts, question, period, question.scope(facts), now));
        for (AgentsReport.Line line : agents.agents()) {
            NaiveFigures.Who one = new NaiveFigures.Who(line.agentId(), who.team());
            equal(line.figures(), naive.figures(from, to, one), asked + " " + line.name());
        }
        equal(agents.total(), naive.figures(from, to, who), asked + " total");
        for (FunnelReport.Mode mode : FunnelReport.Mode.values()) {
            FunnelReport funnel =
                    node.ask(
                            facts ->
                                    FunnelReport.of(
                                            facts, period, question.scope(facts), mode, now));
            Map<String, List<Long>> stages =
                    naive.funnel(from, to, who, mode == FunnelReport.Mode.COHORT);
            for (FunnelReport.Step step : funnel.stages()) {
                assertThat(
                                List.of(
                                        step.entered(),
                                        step.advanced(),
                                        step.lost(),
                                        step.movedBack(),
                                        step.stillThere()))
                        .as(asked + " " + mode + " " + step.stage())
                        .isEqualTo(
                                stages.getOrDefault(
                                        EnumNames.of(step.stage()), List.of(0L, 0L, 0L, 0L, 0L)));
            }
        }
        speed(node, question, period, naive.waits(from, to, who), now, asked);
    }

    private static void speed(
            Analytics node,
            Question question,
            Period period,
            List<Long> plain,
            Instant now,
            String asked) {
        SpeedReport speed =
                node.ask(facts -> SpeedReport.of(facts, period, question.scope(facts), now));
        List<Long> waits = new ArrayList<>(plain);
        assertThat(speed.figures().leads()).as(asked).isEqualTo(waits.size());
        waits.removeIf(wait -> wait < 0);
        assertThat(speed.figures().called()).as(asked).isEqualTo(waits.size());
        assertThat(speed.figures().within1Hour())
                .isEqualTo(waits.stream().filter(wait -> wait <= 3_600).count());
    }

    private static void equal(Figures figures, Map<String, Long> sums, String asked) {
        JsonNode told = Json.tree(figures);
        for (String name : SUMS) {
            assertThat(told.required(name).asLong())
                    .as(asked + " " + name)
                    .isEqualTo(sums.getOrDefault(name, 0L));
        }
    }
}
