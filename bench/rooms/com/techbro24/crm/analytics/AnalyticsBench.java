package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.app.AnalyticsSources;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures analytics over half a year: how long the facts take to load and how much memory they
 * take, each report, the same counts by plain SQL, and following the log. Run by {@code bench/room
 * AnalyticsBench [CALLS] [LEADS] [DATABASE...]}.
 */
final class AnalyticsBench {
    private static final int ROUNDS = 41;
    private static final double MIB = 1 << 20;
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Spine spine;
    private final DatabaseUrl url;
    private final Instant now;
    private final AnalyticsBenchRows rows;

    private AnalyticsBench(DatabaseUrl url, Spine spine) {
        this.url = url;
        this.spine = spine;
        now = spine.clock().instant();
        rows = new AnalyticsBenchRows(spine);
    }

    public static void main(String[] arguments) throws Exception {
        int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int leads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        List<String> kinds =
                arguments.length > 2
                        ? List.of(arguments).subList(2, arguments.length)
                        : List.of("SQLITE");
        for (String kind : kinds) {
            System.out.printf("== %s, %,d calls, %,d leads%n", kind, calls, leads);
            DatabaseUrl url = TestDatabase.valueOf(kind.toUpperCase(Locale.ROOT)).fresh();
            try (Spine spine = Spine.open(url)) {
                var _ = spine.with(Agents.handler(), com.techbro24.crm.agents.AgentCommand.TYPES);
                new AnalyticsBench(url, spine).measure(calls, leads);
            }
        }
    }

    private void measure(int calls, int leadCount) throws Exception {
        rows.make(calls, leadCount);
        Facts facts = load();
        System.out.printf(
                "  facts: %.1f MiB in all; calls %.1f bytes each, leads and stays %.0f bytes a lead%n",
                facts.bytes() / MIB,
                (double) facts.calls().bytes() / facts.calls().size(),
                (double) facts.leads().bytes() / facts.leads().size());
        reports(facts);
        new AnalyticsBenchSql(now).run(spine, url);
        follow(facts);
    }

    private Facts load() {
        AnalyticsSources sources = new AnalyticsSources();
        Facts facts = null;
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            long cpu = threads.getCurrentThreadCpuTime();
            facts = spine.database().snapshot(tx -> FactsLoading.load(tx, sources));
            System.out.printf(
                    "  loading: %.2f s, %.2f s CPU%n",
                    (System.nanoTime() - start) / 1e9,
                    (threads.getCurrentThreadCpuTime() - cpu) / 1e9);
        }
        return Objects.requireNonNull(facts);
    }

    private void reports(Facts facts) {
        Scope all = Scope.everyone(facts.agents());
        Scope team = Scope.team(facts.agents(), facts.agents().team("team3"));
        Scope one = Scope.agent(facts.agents(), 17, 0);
        Question question =
                new Question(Caller.SYSTEM, null, null, null, null, Optional.of(KOLKATA));
        for (int days : List.of(30, AnalyticsBenchRows.DAYS)) {
            LocalDate to = now.atZone(KOLKATA).toLocalDate().plusDays(1);
            Period period = Period.ofDays(to.minusDays(days), to, KOLKATA);
            String of = days + " days, ";
            median(of + "overview", () -> Overview.of(facts, period, all, now));
            median(of + "overview of a team", () -> Overview.of(facts, period, team, now));
            median(of + "agents", () -> AgentsReport.of(facts, question, period, all, now));
            median(of + "one agent", () -> AgentReport.of(facts, period, one, now));
            median(of + "calls", () -> CallsReport.of(facts, period, all, CallFilter.ALL, now));
            median(
                    of + "funnel",
                    () -> FunnelReport.of(facts, period, all, FunnelReport.Mode.PERIOD, now));
            median(of + "hours", () -> HoursReport.of(facts, period, all, CallFilter.ALL, now));
            median(of + "speed to lead", () -> SpeedReport.of(facts, period, all, now));
        }
        median("pipeline", () -> PipelineReport.of(facts, all, now));
    }

    private void median(String what, Runnable report) {
        for (int round = 0; round < 40; round++) {
            report.run();
        }
        long[] times = new long[ROUNDS];
        long cpu = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            report.run();
            times[round] = System.nanoTime() - start;
        }
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        Arrays.sort(times);
        System.out.printf(
                "  %-38s %8.2f ms median, %8.2f ms CPU%n",
                what, times[ROUNDS / 2] / 1e6, cpu / 1e6 / ROUNDS);
    }

    /** A call that is created, and then ends with an outcome. */
    private void follow(Facts facts) {
        FactsChanges changes = new FactsChanges(facts);
        int count = 200_000;
        List<Change> all = new ArrayList<>();
        long seq = facts.seq();
        ChangeKind kind = ChangeKind.of("call.updated");
        for (int index = 0; index < count / 2; index++) {
            String id = Id.next();
            String row =
                    Json.object()
                            .put("id", id)
                            .put("createdAt", "2026-03-04T08:00:00.000Z")
                            .put("startedAt", "2026-03-04T08:%02d:00.000Z".formatted(index % 60))
                            .put("agentId", rows.agent())
                            .put("leadId", rows.lead())
                            .put("direction", "outbound")
                            .put("status", "completed")
                            .put("notes", "Asked for an offer; wants to hear from us next week.")
                            .put("durationSeconds", 90)
                            .put("contact", true)
                            .toString();
            all.add(change(++seq, kind, id, null, row));
            String before = "{\"durationSeconds\":90,\"outcome\":null}";
            String after = row.replace(":90", ":95").replace("}", ",\"outcome\":\"sale\"}");
            all.add(change(++seq, kind, id, before, after));
        }
        long start = System.nanoTime();
        Consumer<Change> apply = changes::apply;
        all.forEach(apply);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("  following: %,.0f changes of calls a second%n", count / seconds);
    }

    private static Change change(
            long seq, ChangeKind kind, String id, @Nullable String before, String after) {
        return new Change(
                seq,
                kind,
                "call",
                id,
                1,
                List.of("durationSeconds", "outcome"),
                before,
                after,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                null,
                Visibility.ALL,
                Visibility.ALL);
    }
}
