package com.techbro24.crm.automation;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A run as it stands in its table at one moment. */
record RunSeen(
        Key key,
        int version,
        int ruleVersion,
        RunStatus status,
        @Nullable String reason,
        int depth,
        Instant createdAt,
        Instant dueAt,
        Instant nextAt,
        int attempts,
        @Nullable Instant finishedAt) {
    /** What is unique about a run. */
    record Key(String ruleId, String occasion, String entityId) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }

        /** The change that set it off; 0 for none. */
        long seq() {
            return occasion.startsWith("seq:") ? Long.parseLong(occasion.substring(4)) : 0;
        }
    }

    static Map<Key, RunSeen> all(Tx tx) {
        Map<Key, RunSeen> all = new TreeMap<>();
        tx.list(
                        "SELECT rule_id, occasion, entity_id, version, rule_version, status, reason, depth,"
                                + " created_at, due_at, next_at, attempts,"
                                + " finished_at FROM automation_runs",
                        RunSeen::read)
                .forEach(run -> all.put(run.key, run));
        return all;
    }

    private static RunSeen read(Row row) {
        return new RunSeen(
                new Key(row.text(), row.text(), row.text()),
                row.integer(),
                row.integer(),
                EnumNames.find(RunStatus.class, row.text()).orElseThrow(),
                row.textOrNull(),
                row.integer(),
                row.time(),
                row.time(),
                row.time(),
                row.integer(),
                row.timeOrNull());
    }

    /** Whether it acts, acted or may still act. */
    boolean counts() {
        return switch (status) {
            case WAITING, HELD, DONE, FAILED -> true;
            case SKIPPED, CANCELLED, STOPPED, DROPPED -> false;
        };
    }

    /** Whether it counted when an event of that time happened: what did not act frees its rule. */
    boolean countsAt(Instant event) {
        return counts()
                || status != RunStatus.STOPPED && finishedAt != null && !finishedAt.isBefore(event);
    }

    /** What the model says of a run before it acts. */
    String plan() {
        return "%s, version %d, depth %d, due %s"
                .formatted(EnumNames.of(status), ruleVersion, depth, dueAt);
    }
}
