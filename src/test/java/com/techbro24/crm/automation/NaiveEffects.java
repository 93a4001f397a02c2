package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.database.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What the runs say was done equals what the log says. */
final class NaiveEffects {
    /**
     * Commands of one run about one row, or changes of the row that the log ascribes to the run.
     */
    private record Work(String via, long cause, String entityId) implements Comparable<Work> {
        @Override
        public int compareTo(Work other) {
            return toString().compareTo(other.toString());
        }
    }

    private NaiveEffects() {}

    static void check(AutomationRoom room, LogView log) {
        Map<Work, List<String>> said = new TreeMap<>();
        Map<Work, List<String>> logged = new TreeMap<>();
        for (AutomationRun run : runs(room)) {
            long seq = Objects.requireNonNull(run.seq());
            JsonNode trace = run.trace() == null ? MissingNode.getInstance() : run.trace();
            for (JsonNode action : trace.path("actions")) {
                for (JsonNode command : action.path("commands")) {
                    Work work =
                            new Work(
                                    "rule:" + run.ruleId(), seq, command.path("entityId").asText());
                    said.computeIfAbsent(work, key -> new ArrayList<>())
                            .add(command.path("name").asText());
                }
            }
        }
        for (Change change : log.all()) {
            String via = change.via();
            if (via != null && !isAboutRules(change)) {
                assertThat(change.actor())
                        .as("who did %s", change)
                        .isEqualTo(ownerOf(log, via, change.seq()));
                Work work =
                        new Work(via, Objects.requireNonNull(change.cause()), change.entityId());
                logged.computeIfAbsent(work, key -> new ArrayList<>())
                        .add(change.kind().wireName());
            }
        }
        logged.forEach(
                (work, changes) ->
                        assertThat(said.getOrDefault(work, List.of()))
                                .as("commands behind %s: %s", work, changes)
                                .hasSizeGreaterThanOrEqualTo(changes.size()));
        said.forEach(
                (work, commands) ->
                        assertThat(logged.getOrDefault(work, List.of()))
                                .as("changes by %s: %s", work, commands)
                                .hasSizeGreaterThanOrEqualTo(creations(commands)));
    }

    private static String ownerOf(LogView log, String via, long seq) {
        return log.rule(via.substring("rule:".length()), seq).orElseThrow().ownerId();
    }

    private static int creations(List<String> commands) {
        return (int) commands.stream().filter(name -> name.endsWith(".create")).count();
    }

    /** What is said to people about rules, and the log's own account of runs. */
    private static boolean isAboutRules(Change change) {
        return change.entityType().equals(AutomationRun.TYPE)
                || Json.read(change.after())
                        .at("/entity/type")
                        .asText()
                        .equals(AutomationRule.TYPE);
    }

    private static List<AutomationRun> runs(AutomationRoom room) {
        return room.spine
                .database()
                .read(
                        tx ->
                                tx.list("SELECT id FROM automation_runs", Row::text).stream()
                                        .map(id -> RunStore.find(tx, id).orElseThrow())
                                        .toList());
    }
}
