package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Measures sync on both databases: a first sync, a page and an empty pull from a long log, a push,
 * and the size of the log. Run by {@code bench/room SyncBench [LEADS] [CHANGES]
 * [DATABASE...]}.
 */
final class SyncBench {
    private static final int PAGE = 500;
    private static final int AT_ONCE = 500;
    private static final double MIB = 1 << 20;

    private final SyncWorld world;
    private final Agent ann;
    private final List<String> ids = new ArrayList<>();

    private SyncBench(SyncWorld world) {
        this.world = world;
        ann = Agents.agent().team("north").in(world.spine());
    }

    public static void main(String[] arguments) {
        int leads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int changes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        List<String> kinds =
                arguments.length > 2
                        ? List.of(arguments).subList(2, arguments.length)
                        : List.of("SQLITE", "POSTGRESQL");
        for (String name : kinds) {
            TestDatabase kind = TestDatabase.valueOf(name.toUpperCase(Locale.ROOT));
            try (SyncWorld world = new SyncWorld(kind)) {
                System.out.printf("== %s, %,d leads, %,d changes%n", kind, leads, changes);
                new SyncBench(world).measure(leads, changes, kind);
            }
        }
    }

    private void measure(int leads, int changes, TestDatabase kind) {
        for (int count = 0; count < leads; count += AT_ONCE) {
            runAll("lead.create", count, Math.min(AT_ONCE, leads - count));
        }
        firstSync();
        String cursor = caughtUp();
        long from = world.head();
        double before = size(kind);
        for (long count = world.head(); count < changes; count += AT_ONCE) {
            runAll("lead.update", (int) count, AT_ONCE);
        }
        double per = (size(kind) - before) / Math.max(1, world.head() - from) * 100_000 / MIB;
        System.out.printf("  log and feed: %.1f MiB per 100,000 updates%n", per);
        median("a page of 500 from the middle of the log", () -> pull(cursor));
        String end = caughtUp();
        median("an empty pull", () -> pull(end));
        median("a push of 500 updates", this::push);
        median("500 single commands, one after another", this::single);
    }

    private void runAll(String command, int from, int rows) {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        CommandType<?> type = world.spine().catalog().find(command).orElseThrow();
        for (int index = 0; index < rows; index++) {
            ObjectNode input = Json.object();
            if (command.endsWith("create")) {
                ids.add(Id.next());
                input.put("id", ids.getLast()).put("assignedAgentId", ann.id());
                input.put("name", "Lee Lead").put("email", ids.getLast() + "@example.com");
                input.put("notes", "Asked for an offer; wants to hear from us next week.");
            } else {
                input.put("id", ids.get((from + index) * 7 % ids.size()));
                input.put("company", "Company " + (from + index));
            }
            answers.add(
                    world.spine()
                            .runner()
                            .submit(
                                    Submission.of(
                                            CommandCatalog.bind(type, input), Caller.SYSTEM)));
        }
        answers.forEach(GroupCommit::await);
    }

    private void firstSync() {
        long start = System.nanoTime();
        long most = 0;
        long least = Long.MAX_VALUE;
        int rows = 0;
        SyncPage page = world.pull(ann, "leads", null, PAGE);
        while (true) {
            rows += Json.bytes(page).length > 0 ? page.data().size() : 0;
            if (rows % 20_000 == 0 || !page.hasMore()) {
                System.gc();
                long used =
                        Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
                most = Math.max(most, used);
                least = Math.min(least, used);
            }
            if (!page.hasMore()) {
                break;
            }
            page = world.pull(ann, "leads", page.cursor(), PAGE);
        }
        System.out.printf(
                "  a first sync of %,d rows: %.1f s; heap after collection %.0f to %.0f MiB%n",
                rows, (System.nanoTime() - start) / 1e9, least / MIB, most / MIB);
    }

    private SyncPage pull(String cursor) {
        SyncPage page = world.pull(ann, "leads", cursor, PAGE);
        byte[] _ = Json.bytes(page);
        return page;
    }

    private String caughtUp() {
        SyncPage page = world.pull(ann, "leads", null, 2_000);
        while (page.hasMore()) {
            page = world.pull(ann, "leads", page.cursor(), 2_000);
        }
        return page.cursor();
    }

    private void push() {
        ObjectNode request = Json.object().put("deviceId", "bench");
        ArrayNode mutations = request.putArray("mutations");
        for (int index = 0; index < 500; index++) {
            ObjectNode mutation = mutations.addObject().put("mutationId", Id.next());
            mutation.put("op", "update").put("id", ids.get(index * 11 % ids.size()));
            mutation.putObject("set").put("source", mutation.get("mutationId").textValue());
        }
        String _ = world.push(ann, "leads", request.toString());
    }

    private void single() {
        for (int index = 0; index < 500; index++) {
            ObjectNode input = Json.object().put("id", ids.get(index * 13 % ids.size()));
            boolean _ = world.command(ann, "lead.update", input.put("source", Id.next()));
        }
    }

    private static void median(String what, Runnable work) {
        long[] took = new long[9];
        for (int round = -3; round < took.length; round++) {
            long start = System.nanoTime();
            work.run();
            if (round >= 0) {
                took[round] = System.nanoTime() - start;
            }
        }
        Arrays.sort(took);
        System.out.printf("  %s: %.2f ms%n", what, took[took.length / 2] / 1e6);
    }

    /** Bytes of the log and the feed with their indexes. */
    private double size(TestDatabase kind) {
        Map<TestDatabase, String> queries =
                Map.of(
                        TestDatabase.SQLITE,
                        "SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'change%'"
                                + " OR name LIKE 'sqlite_autoindex_change%'",
                        TestDatabase.POSTGRESQL,
                        "SELECT pg_total_relation_size('changes')"
                                + " + pg_total_relation_size('change_feed')");
        return world.spine().count(queries.getOrDefault(kind, ""));
    }
}
