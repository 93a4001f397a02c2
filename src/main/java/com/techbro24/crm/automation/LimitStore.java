package com.techbro24.crm.automation;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** The SQL of {@code automation_marks} and {@code automation_counts}. */
final class LimitStore {
    private LimitStore() {}

    /** When the rule last matched about the row, without runs that did not act. */
    static Optional<Instant> lastAt(Tx tx, String ruleId, String entityId) {
        return tx.first(
                "SELECT last_at FROM automation_marks WHERE rule_id = ? AND entity_id = ?",
                Row::time,
                ruleId,
                entityId);
    }

    static void mark(Tx tx, AutomationRun run, Instant at) {
        tx.update(
                "INSERT INTO automation_marks (rule_id, entity_id, run_id, last_at)"
                        + " VALUES (?, ?, ?, ?) ON CONFLICT (rule_id, entity_id)"
                        + " DO UPDATE SET run_id = excluded.run_id, last_at = excluded.last_at",
                run.ruleId(),
                Objects.requireNonNullElse(run.entityId(), ""),
                run.id(),
                at);
    }

    /** A run that did not act counts for nothing. */
    static void unmark(Tx tx, AutomationRun run) {
        tx.update(
                "DELETE FROM automation_marks WHERE rule_id = ? AND entity_id = ? AND run_id = ?",
                run.ruleId(),
                Objects.requireNonNullElse(run.entityId(), ""),
                run.id());
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
