package com.techbro24.crm.automation;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code automation_marks} and {@code automation_counts}. */
final class LimitStore {
    private LimitStore() {}

    /**
     * The last match of a rule about a row.
     *
     * @param freedAt when its run ended without acting: it does not count for later events
     */
    record Mark(Instant at, @Nullable Instant freedAt) {
        boolean countsAt(Instant event) {
            return freedAt == null || !freedAt.isBefore(event);
        }
    }

    static Optional<Mark> last(Tx tx, String ruleId, String entityId) {
        return tx.first(
                "SELECT last_at, freed_at FROM automation_marks"
                        + " WHERE rule_id = ? AND entity_id = ?",
                row -> new Mark(row.time(), row.timeOrNull()),
                ruleId,
                entityId);
    }

    /** When the rule last matched about the row, as it counts for an event at that time. */
    static Optional<Instant> lastAt(Tx tx, String ruleId, String entityId, Instant event) {
        return last(tx, ruleId, entityId).filter(mark -> mark.countsAt(event)).map(Mark::at);
    }

    static void mark(Tx tx, AutomationRun run, Instant at) {
        tx.update(
                "INSERT INTO automation_marks (rule_id, entity_id, run_id, last_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (rule_id, entity_id)"
                        + " DO UPDATE SET run_id = excluded.run_id, last_at = excluded.last_at,"
                        + " freed_at = NULL",
                run.ruleId(),
                Objects.requireNonNullElse(run.entityId(), ""),
                run.id(),
                at);
    }

    /** A run that did not act does not count from now on. */
    static void free(Tx tx, AutomationRun run, Instant now) {
        tx.update(
                "UPDATE automation_marks SET freed_at = ?"
                        + " WHERE rule_id = ? AND entity_id = ? AND run_id = ?",
                now,
                run.ruleId(),
                Objects.requireNonNullElse(run.entityId(), ""),
                run.id());
    }

    /** Frees what runs of a rule in these statuses have marked: they are about to be ended. */
    static void freeAll(Tx tx, String ruleId, List<RunStatus> statuses, Instant now) {
        for (RunStatus status : statuses) {
            tx.update(
                    "UPDATE automation_marks SET freed_at = ? WHERE rule_id = ? AND run_id IN"
                            + " (SELECT id FROM automation_runs WHERE rule_id = ? AND status = ?)",
                    now,
                    ruleId,
                    ruleId,
                    status);
        }
    }

    /** Counts one more in the period that starts then; returns how many there are now. */
    static long count(Tx tx, String ruleId, Instant period, String reason) {
        tx.update(
                "INSERT INTO automation_counts (rule_id, period, reason, count) VALUES (?, ?, ?, 1)"
                        + " ON CONFLICT (rule_id, period, reason)"
                        + " DO UPDATE SET count = automation_counts.count + 1",
                ruleId,
                period,
                reason);
        return tx.count(
                "SELECT count FROM automation_counts WHERE rule_id = ? AND period = ? AND reason = ?",
                ruleId,
                period,
                reason);
    }

    /** Deletes counts of periods before this time; returns how many. */
    static int purge(Tx tx, Instant before) {
        return tx.update("DELETE FROM automation_counts WHERE period < ?", before);
    }
}
