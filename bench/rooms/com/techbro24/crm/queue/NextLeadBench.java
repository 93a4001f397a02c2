package com.techbro24.crm.queue;

import com.techbro24.crm.queue.ClaimStore;
import com.sun.management.OperatingSystemMXBean;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.TestDatabase;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Measures the cost of claiming the next of 100,000 leads, and of assigning one among 200 and
 * 2,000 agents, on both databases. Run by {@code bench/room NextLeadBench}.
 */
final class NextLeadBench {
    private static final int LEADS = 100_000;
    private static final int AGENTS = 200;
    private static final int MORE_AGENTS = 2_000;
    private static final int ZONES = 60;
    private static final int ROUNDS = 2_000;

    private NextLeadBench() {}

    public static void main(String[] arguments) {
        for (TestDatabase kind : TestDatabase.values()) {
            System.out.println("== " + kind + ", " + LEADS + " leads in " + ZONES + " time zones");
            try (CallRoom room = CallRoom.open(kind)) {
                run(room);
            }
        }
    }

    private static void run(CallRoom room) {
        List<Agent> agents = new ArrayList<>();
        add(room, agents, AGENTS);
        Instant now = room.spine().clock().instant();
        List<String> zones = NextLeads.zones(ZONES);
        NextLeads.fill(room.spine(), agents, zones, LEADS, now);
        for (ClaimStore.Source owner : ClaimStore.Source.values()) {
            room.spine()
                    .database()
                    .read(tx -> NextLeads.plan(tx, owner, agents.getFirst(), zones))
                    .forEach(line -> System.out.println("  " + line));
        }
        measure(
                "an own lead is claimed out and given back",
                round -> {
                    Agent agent = agents.get(round % AGENTS);
                    var _ = room.run(agent, "lead.claim_next", "{}");
                    var _ = room.run(agent, "lead.release_claim", "{}");
                });
        List<Agent> newcomers = new ArrayList<>();
        add(room, newcomers, 1);
        measure(
                "a lead is drawn from the pool and given back",
                _ -> {
                    var _ = room.run(newcomers.getFirst(), "lead.claim_next", "{}");
                    var _ = room.run(newcomers.getFirst(), "lead.release_claim", "{}");
                });
        measure("a lead is shared out among " + agents.size(), round -> share(room, round));
        add(room, agents, MORE_AGENTS - AGENTS);
        measure("a lead is shared out among " + agents.size(), round -> share(room, round));
    }

    private static void add(CallRoom room, List<Agent> agents, int count) {
        for (int index = 0; index < count; index++) {
            agents.add(Agents.agent().in(room.spine()));
        }
    }

    private static void share(CallRoom room, int round) {
        var input = Json.object().put("id", NextLeads.id(round * 5)).put("strategy", "round_robin");
        var assign = CommandCatalog.bind(LeadCommand.ASSIGN, input);
        var _ = room.spine().runner().run(Submission.of(assign, Caller.SYSTEM));
    }

    /** Prints this process's CPU time for each round, and how long a round takes. */
    private static void measure(String what, IntConsumer work) {
        for (int round = 0; round < ROUNDS / 4; round++) {
            work.accept(round);
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long[] took = new long[ROUNDS];
        long before = system.getProcessCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.accept(round);
            took[round] = System.nanoTime() - start;
        }
        long spent = system.getProcessCpuTime() - before;
        Arrays.sort(took);
        System.out.printf(
                "  %s: %d us of CPU each, p50 %d us, p99 %d us%n",
                what,
                spent / ROUNDS / 1_000,
                took[ROUNDS / 2] / 1_000,
                took[ROUNDS * 99 / 100] / 1_000);
    }
}
