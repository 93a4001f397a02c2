package com.techbro24.crm.automation;

import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.Optional;

/** The SQL of {@code automation_sweeps}. */
final class SweepStore {
    private static final Columns<Sweep> COLUMNS =
            Columns.of(MethodHandles.lookup(), Sweep.class, "automation_sweeps")
                    .fixed("rule_id", "rule_version", "kind", "occasion", "created_by", "rows_max")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private SweepStore() {}

    static void insert(Tx tx, Sweep sweep) {
        COLUMNS.insert(tx, sweep);
    }

    static void update(Tx tx, Sweep sweep) {
        COLUMNS.update(tx, sweep);
    }

    static Optional<Sweep> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The oldest that is not finished. */
    static Optional<Sweep> next(Tx tx) {
        return tx.first(
                SELECT + " WHERE status = 'running' ORDER BY created_at, id LIMIT 1",
                COLUMNS::read);
    }

    static Optional<Sweep> last(Tx tx, String ruleId, Sweep.Kind kind) {
        return tx.first(
                SELECT
                        + " WHERE rule_id = ? AND kind = ? ORDER BY created_at DESC, id DESC LIMIT 1",
                COLUMNS::read,
                ruleId,
                kind);
    }

    static boolean isRunning(Tx tx, String ruleId, Sweep.Kind kind) {
        return tx.exists(
                "SELECT 1 FROM automation_sweeps WHERE rule_id = ? AND kind = ?"
                        + " AND status = 'running'",
                ruleId,
                kind);
    }

    /** Whether the rule was applied at this tick already. */
    static boolean exists(Tx tx, String ruleId, String occasion) {
        return tx.exists(
                "SELECT 1 FROM automation_sweeps WHERE rule_id = ? AND occasion = ?",
                ruleId,
                occasion);
    }

    /** Stops those of a rule. */
    static void stopOf(Tx tx, String ruleId, Instant now) {
        tx.update(
                "UPDATE automation_sweeps SET status = 'stopped', version = version + 1,"
                        + " updated_at = ?, finished_at = ? WHERE rule_id = ? AND status = 'running'",
                now,
                now,
                ruleId);
    }

    static int purge(Tx tx, Instant before, int rowsMax) {
        return tx.update(
                "DELETE FROM automation_sweeps WHERE id IN (SELECT id FROM automation_sweeps"
                        + " WHERE finished_at < ? ORDER BY created_at LIMIT ?)",
                before,
                rowsMax);
    }
}
