package com.techbro24.crm.analytics;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.app.AnalyticsSources;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.support.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The check of the figures finds what is wrong, and nothing else. */
@ParameterizedClass
@EnumSource
record AnalyticsCheckTest(TestDatabase kind) {
    @Test
    void figures_equal_the_tables_until_a_fact_is_lost() throws Exception {
        try (AnalyticsRoom room = new AnalyticsRoom(kind)) {
            AnalyticsHistory history = new AnalyticsHistory(room, 1);
            history.steps(200);
            Analytics node = room.node();
            List<CheckReport> alerts = new ArrayList<>();
            AnalyticsChecks checks =
                    new AnalyticsChecks(
                            node,
                            room.spine.clock(),
                            ZoneOffset.UTC,
                            alerts::add,
                            new SimpleMeterRegistry());
            assertThat(node.<Long>ask(facts -> facts.calls().size())).isPositive();
            assertThat(checks.check().differences()).isEmpty();
            history.steps(50);
            assertThat(checks.check().differences()).isEmpty();
            assertThat(alerts).isEmpty();

            assertThat(node.<Long>ask(AnalyticsCheckTest::lose)).isPositive();
            CheckReport report = checks.check();
            assertThat(report.equal()).isFalse();
            assertThat(report.differences())
                    .singleElement()
                    .satisfies(each -> assertThat(each.group()).startsWith("calls "));
            assertThat(alerts).containsExactly(report);
            // The facts were loaded again.
            assertThat(node.<Long>ask(facts -> facts.calls().size()))
                    .isEqualTo(room.fresh().calls().size());
            assertThat(checks.check().equal()).isTrue();
        }
    }

    @Test
    void every_night_the_figures_are_checked() throws Exception {
        try (AnalyticsRoom room = new AnalyticsRoom(kind)) {
            new AnalyticsHistory(room, 3).steps(150);
            Analytics node = room.node();
            assertThat(node.<Long>ask(AnalyticsCheckTest::lose)).isPositive();
            List<CheckReport> alerts = Collections.synchronizedList(new ArrayList<>());
            try (AnalyticsChecks checks =
                    new AnalyticsChecks(
                            node,
                            room.spine.clock(),
                            ZoneOffset.UTC,
                            alerts::add,
                            new SimpleMeterRegistry())) {
                checks.start();
                eventually(
                        () -> {
                            room.spine.clock().advance(Duration.ofDays(1));
                            assertThat(alerts).hasSize(1);
                        });
            }
        }
    }

    /** Takes one started call away. */
    private static long lose(Facts facts) {
        List<long[]> started = new ArrayList<>();
        facts.calls()
                .visitAll(
                        (start, day) -> {
                            for (int index = 0; index < day.size(); index++) {
                                if (CallFact.isStarted(day.first(index))) {
                                    started.add(
                                            new long[] {
                                                start, day.first(index), day.second(index)
                                            });
                                }
                            }
                        });
        long[] lost = started.getFirst();
        facts.calls().remove(lost[0], lost[1], lost[2]);
        return started.size();
    }

    @Test
    void the_command_counts_as_the_tables_do() throws Exception {
        try (AnalyticsRoom room = new AnalyticsRoom(kind)) {
            new AnalyticsHistory(room, 2).steps(250);
            Instant now = room.spine.clock().instant();
            CheckReport report =
                    AnalyticsChecks.ofTables(room.spine.database(), new AnalyticsSources(), now);
            assertThat(report.differences()).isEmpty();
            assertThat(report.groups()).isGreaterThan(20);
        }
    }

    @Test
    void a_log_that_begins_anew_is_loaded_anew() throws Exception {
        try (AnalyticsRoom room = new AnalyticsRoom(kind)) {
            Agent ann = room.agent("Ann", Role.AGENT, "north");
            Analytics node = room.node();
            assertThat(node.<Integer>ask(facts -> facts.leads().size())).isZero();
            var _ = room.spine.writer().write(LogMeta::startEpoch);
            // Until they are loaded, facts of the log before are no difference.
            assertThatThrownBy(() -> node.check(room.spine.clock().instant()))
                    .isInstanceOf(Problem.class);
            String lead = "{'name':'Ada','assignedAgentId':'" + ann.id() + "'}";
            assertThat(room.run(room.admin, "lead.create", lead)).isNotEmpty();
            eventually(() -> assertThat(sizeOf(node)).isEqualTo(1));
            assertThat(node.ask(FactsText::of)).isEqualTo(FactsText.of(room.fresh()));
        }
    }

    /** -1 while the facts are loaded. */
    private static int sizeOf(Analytics node) {
        try {
            return node.ask(facts -> facts.leads().size());
        } catch (Problem loading) {
            return -1;
        }
    }
}
