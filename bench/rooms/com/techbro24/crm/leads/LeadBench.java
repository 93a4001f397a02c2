package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * Measures searching and listing 100,000 leads on both databases. Run by {@code bench/room LeadBench}. Arguments: how many leads, and
 * which databases.
 */
final class LeadBench {
    private static final int LEADS = 100_000;
    private static final int AGENTS = 50;
    private static final int ROUNDS = 200;
    private static final List<String> FIRST =
            List.of(
                    ("Anna Ben Carla David Elena Felix Greta Hannes Ines Jonas Katharina Lukas Maria Nico"
                                    + " Olivia Paul Quentin Rosa Samuel Theresa Ulrich Vera Walter Xenia"
                                    + " Yusuf Zoe John Johanna Michael Sarah Ahmed Fatima Wei Priya Diego"
                                    + " Lucia Pierre Chloe Igor Svetlana")
                            .split(" "));
    private static final List<String> SYLLABLES =
            List.of(
                    "ber mann stein hof lin ger schmi dt mül ler john son ra mi rez ko wal ski"
                            .split(" "));
    private static final List<String> TRADES =
            List.of(
                    "Solar Roofing Logistics Bakery Consulting Motors Dental Foods Media Energy"
                            .split(" "));

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Random random = new Random(42);
    private final Spine spine;
    private final List<Agent> agents = new ArrayList<>();
    private final Caller admin;

    private LeadBench(Spine spine) {
        this.spine = spine;
        admin = Agents.caller(Agents.admin().in(spine));
        for (int count = 0; count < AGENTS; count++) {
            agents.add(Agents.agent().team("team" + count % 5).in(spine));
        }
    }

    public static void main(String[] arguments) {
        int leads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : LEADS;
        List<TestDatabase> kinds =
                arguments.length > 1
                        ? Arrays.stream(arguments).skip(1).map(TestDatabase::valueOf).toList()
                        : List.of(TestDatabase.values());
        for (TestDatabase kind : kinds) {
            try (Spine spine = Spine.open(kind)) {
                LeadBench bench =
                        new LeadBench(
                                spine.with(Agents.handler(), AgentCommand.TYPES)
                                        .with(new LeadHandler(), LeadCommand.TYPES));
                System.out.println("== " + kind + ", " + leads + " leads");
                bench.fill(leads);
                bench.run();
            }
        }
    }

    private void fill(int leads) {
        long start = System.nanoTime();
        long cpu = processNanos();
        for (int from = 0; from < leads; from += 1_000) {
            var _ =
                    spine.writer()
                            .write(
                                    tx -> {
                                        for (int count = 0; count < 1_000; count++) {
                                            LeadStore.insert(tx, lead(), null);
                                        }
                                        return 0;
                                    });
        }
        System.out.printf(
                "filled in %d s; %.3f ms CPU of this process each%n",
                (System.nanoTime() - start) / 1_000_000_000, (processNanos() - cpu) / 1e6 / leads);
    }

    private Lead lead() {
        String first = any(FIRST);
        String last = word(2 + random.nextInt(2));
        LeadStatus status = any(List.of(LeadStatus.values()));
        Leads leads =
                Leads.lead()
                        .named(first + " " + last)
                        .with("phone", "+4930" + (1_000_000 + random.nextInt(8_999_999)))
                        .with("email", first + "." + last + random.nextInt(1_000) + "@example.com")
                        .with("company", word(2) + " " + any(TRADES))
                        .with("source", any(List.of("web", "fair", "import", "referral")))
                        .with("priority", any(List.of(LeadPriority.values())))
                        .with("tags", List.of("tag" + random.nextInt(50)))
                        .status(status);
        if (status == LeadStatus.LOST) {
            leads = leads.with("lostReason", "too dear");
        }
        spine.clock().advance(Duration.ofMillis(random.nextInt(60_000)));
        String agentId = random.nextInt(5) == 0 ? null : any(agents).id();
        return Lead.create(leads.command(), Id.next(), agentId, spine.runner().now());
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int count = 0; count < syllables; count++) {
            word.append(any(SYLLABLES));
        }
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void run() {
        Agent agent = agents.getFirst();
        Caller own = Agents.caller(agent);
        Caller team = Agents.caller(Agents.manager().team("team0").in(spine));
        for (String query :
                List.of(
                        "a",
                        "jo",
                        "ann",
                        "com",
                        "@example.com",
                        "mann",
                        "johnson",
                        "anna",
                        "anna muller",
                        "schmidtberlin",
                        "jonson",
                        "anna johnsonn",
                        "Katharnia",
                        "4930",
                        "030 1234",
                        "98765",
                        "solar",
                        "xyzzyq")) {
            search("all", admin, query);
            search("team", team, query);
            search("own", own, query);
        }
        list("all, newest change", admin, null, filter -> filter);
        list("all, by name", admin, "name", filter -> filter);
        list("all, by follow-up", admin, "nextFollowUpAt", filter -> filter);
        list("one status", admin, null, filter -> filter.status(List.of(LeadStatus.LOST)));
        list(
                "two statuses",
                admin,
                null,
                filter -> filter.status(List.of(LeadStatus.NEW, LeadStatus.ATTEMPTED)));
        list("one category", admin, null, filter -> filter.category(List.of(LeadCategory.WON)));
        list("one priority", admin, null, filter -> filter.priority(List.of(LeadPriority.HIGH)));
        list("one tag", admin, null, filter -> filter.tag(List.of("tag7")));
        list("one source", admin, null, filter -> filter.source("fair"));
        list("one agent's", admin, null, filter -> filter.assignedTo(agent.id()));
        list("nobody's", admin, null, LeadFilter::unassigned);
        list("own", own, null, filter -> filter);
        list("own, by follow-up", own, "nextFollowUpAt", filter -> filter);
        list("own, one status", own, null, f -> f.status(List.of(LeadStatus.NEW)));
        list("team", team, null, filter -> filter);
        list("team, one status", team, null, f -> f.status(List.of(LeadStatus.NEW)));
        create();
    }

    private void search(String who, Caller caller, String query) {
        int[] found = new int[1];
        String times =
                measure(
                        tx -> {
                            found[0] = LeadSearch.find(tx, query, caller, 50).size();
                            return found[0];
                        });
        System.out.printf("search %-5s %-15s %3d found  %s%n", who, query, found[0], times);
    }

    private void list(
            String what,
            Caller caller,
            @org.jspecify.annotations.Nullable String sort,
            Function<LeadFilter, LeadFilter> narrow) {
        Paging paging = new Paging(50, null, sort, false);
        String times =
                measure(tx -> LeadStore.list(tx, narrow.apply(new LeadFilter(caller)), paging));
        System.out.printf("list   %-30s %s%n", what, times);
    }

    private void create() {
        long[] nanos = new long[ROUNDS];
        long cpu = processNanos();
        for (int round = 0; round < ROUNDS; round++) {
            LeadCommand.Create command =
                    Leads.lead()
                            .named(any(FIRST) + " " + word(2))
                            .with("email", "bench" + round + "@example.org")
                            .command();
            long start = System.nanoTime();
            var _ = spine.runner().run(Submission.of(command, admin));
            nanos[round] = System.nanoTime() - start;
        }
        System.out.printf(
                "create %-30s %s   %.3f ms CPU of this process each%n",
                "one after another", times(nanos), (processNanos() - cpu) / 1e6 / ROUNDS);
    }

    private String measure(Function<Tx, Object> work) {
        long[] nanos = new long[ROUNDS];
        long[] cpuNanos = new long[ROUNDS];
        for (int round = -ROUNDS / 3; round < ROUNDS; round++) {
            long start = System.nanoTime();
            long cpu = THREADS.getCurrentThreadCpuTime();
            var _ = spine.database().read(work);
            if (round >= 0) {
                cpuNanos[round] = THREADS.getCurrentThreadCpuTime() - cpu;
                nanos[round] = System.nanoTime() - start;
            }
        }
        return times(nanos) + "   this thread's CPU " + times(cpuNanos);
    }

    /** On a busy machine CPU says more than the clock; of PostgreSQL it says only the client's. */
    private static long processNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private static String times(long[] nanos) {
        Arrays.sort(nanos);
        return "p50 %6.2f ms  p99 %6.2f ms"
                .formatted(nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
    }
}
