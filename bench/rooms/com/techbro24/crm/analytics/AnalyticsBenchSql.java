package com.techbro24.crm.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Spine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What reports would cost by plain SQL over the tables: in this process, and on SQLite also in Node
 * with better-sqlite3, as the Express peer would run it.
 */
final class AnalyticsBenchSql {
    private static final int ROUNDS = 7;
    private static final Path PEER = Path.of("bench", "peer");

    /** One of the queries of a report over the last days, on one zone offset. */
    private record Query(String name, String sql) {}

    private static final List<Query> QUERIES =
            List.of(
                    new Query(
                            "30 days by day",
                            """
                            SELECT (at + 19800000) / 86400000 AS day, COUNT(*),
                              SUM(CASE WHEN contact THEN 1 ELSE 0 END), SUM(duration_seconds),
                              SUM(CASE WHEN direction = 'outbound' THEN 1 ELSE 0 END),
                              SUM(CASE WHEN status = 'completed' THEN 1 ELSE 0 END)
                            FROM calls WHERE at >= ? AND deleted_at IS NULL GROUP BY day
                            """),
                    new Query(
                            "30 days by agent",
                            """
                            SELECT agent_id, COUNT(*), SUM(CASE WHEN contact THEN 1 ELSE 0 END),
                              SUM(duration_seconds)
                            FROM calls WHERE at >= ? AND deleted_at IS NULL GROUP BY agent_id
                            """),
                    new Query(
                            "30 days of the funnel",
                            """
                            SELECT s.status, next_status, COUNT(*) FROM lead_status_spans s
                            JOIN leads ON leads.id = lead_id
                            WHERE entered_at >= ? AND deleted_at IS NULL
                            GROUP BY s.status, next_status
                            """));

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Instant from;

    AnalyticsBenchSql(Instant now) {
        from = now.minus(Duration.ofDays(30));
    }

    void run(Spine spine, DatabaseUrl url) throws IOException, InterruptedException {
        for (Query query : QUERIES) {
            here(spine, query);
        }
        if (url instanceof DatabaseUrl.Sqlite sqlite
                && Files.isDirectory(PEER.resolve("node_modules"))) {
            inNode(sqlite.file());
        }
    }

    private void here(Spine spine, Query query) {
        List<Long> times = new ArrayList<>();
        long cpu = threads.getCurrentThreadCpuTime();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            spine.database()
                    .<Integer>read(tx -> tx.list(query.sql, row -> row.textOrEmpty(), from).size());
            times.add(System.nanoTime() - start);
        }
        cpu = threads.getCurrentThreadCpuTime() - cpu;
        times.sort(null);
        print("plain SQL: " + query.name, times.get(ROUNDS / 2) / 1e6, cpu / 1e6 / ROUNDS);
    }

    private void inNode(Path file) throws IOException, InterruptedException {
        ObjectNode input = Json.object().put("file", file.toString()).put("rounds", ROUNDS);
        ArrayNode queries = input.putArray("queries");
        for (Query query : QUERIES) {
            ObjectNode each = queries.addObject().put("name", query.name).put("sql", query.sql);
            each.putArray("parameters").add(from.toEpochMilli());
        }
        Process node =
                new ProcessBuilder("node", "analytics.js")
                        .directory(PEER.toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var output = node.getOutputStream()) {
            output.write(Json.bytes(input));
        }
        String lines =
                new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (node.waitFor() != 0) {
            throw new IllegalStateException("node analytics.js fails");
        }
        for (String line : lines.split("\n")) {
            JsonNode found = Json.read(line);
            String name = "Node, plain SQL: " + found.path("name").textValue();
            print(name, found.path("median").doubleValue(), found.path("cpu").doubleValue());
        }
    }

    private static void print(String what, double median, double cpu) {
        System.out.printf("  %-38s %8.2f ms median, %8.2f ms CPU%n", what, median, cpu);
    }
}
