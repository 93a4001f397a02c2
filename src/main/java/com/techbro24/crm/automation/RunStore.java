package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code automation_runs}. */
final class RunStore {
    private static final Columns<AutomationRun> COLUMNS =
            Columns.of(MethodHandles.lookup(), AutomationRun.class, "automation_runs")
                    .readBy("entity_id", row -> emptyAsNull(row.text()))
                    .writtenAs("entity_id", run -> Objects.requireNonNullElse(run.entityId(), ""))
                    .readBy("then", row -> tree(row.textOrNull()))
                    .readOnly("then", "then_values")
                    .derived("then_values", AutomationRun::then)
                    .readBy("trace", row -> tree(row.textOrNull()))
                    .fixed(
                            "rule_id",
                            "rule_version",
                            "owner_id",
                            "rule_name",
                            "occasion",
                            "event",
                            "seq")
                    .fixed("entity_type", "entity_id", "subject_type", "subject_id", "depth")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<AutomationRun> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", AutomationRun::createdAt);

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = LISTING.sorts();

    /** Statuses of runs that act, acted or may still act. */
    private static final String NOT_GIVEN_UP = "status IN ('waiting', 'held', 'done', 'failed')";

    private RunStore() {}

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : Json.read(text);
    }

    /**
     * The filters of a list of runs; null filters nothing.
     *
     * @param ruleId the rule of the runs
     */
    record Filter(
            @Nullable String ruleId,
            @Nullable String entityId,
            List<RunStatus> statuses,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** The runs that the caller sees: a rule may have had another owner. */
    static Page<AutomationRun> list(Tx tx, Filter by, Caller caller, Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.wherePersonal(filter, "owner_id", caller);
        if (by.ruleId() != null) {
            filter.and("rule_id = ?", by.ruleId());
        }
        if (by.entityId() != null) {
            filter.and("entity_id = ?", by.entityId());
        }
        filter.in("status", by.statuses()).between("created_at", by.from(), by.to());
        return LISTING.page(tx, filter, paging);
    }

    static Optional<AutomationRun> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The run; not found if the caller cannot see it. */
    static AutomationRun get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(run -> isVisible(tx, run, caller))
                .orElseThrow(() -> Problem.notFound(AutomationRun.NOUN));
    }

    static boolean isVisible(Tx tx, AutomationRun run, Caller caller) {
        return AutomationStore.visibility(tx, run.ownerId()).isSeenBy(caller);
    }

    static boolean exists(Tx tx, String ruleId, String occasion, String entityId) {
        return tx.exists(
                "SELECT 1 FROM automation_runs WHERE rule_id = ? AND occasion = ? AND entity_id = ?",
                ruleId,
                occasion,
                entityId);
    }

    /** How many rules set each other off before the rule answered this; 0 if no run is kept. */
    static int depth(Tx tx, String ruleId, String occasion) {
        return tx.first(
                        "SELECT depth FROM automation_runs WHERE rule_id = ? AND occasion = ? LIMIT 1",
                        Row::integer,
                        ruleId,
                        occasion)
                .orElse(0);
    }

    static boolean isWaiting(Tx tx, String id) {
        return tx.exists("SELECT 1 FROM automation_runs WHERE id = ? AND status = 'waiting'", id);
    }

    static void insert(Tx tx, AutomationRun run) {
        COLUMNS.insert(tx, run);
    }

    static void update(Tx tx, AutomationRun run) {
        COLUMNS.update(tx, run);
    }

    /** A run about the row that was waiting at that time. */
    static Optional<AutomationRun> dueAfter(Tx tx, String ruleId, String entityId, Instant at) {
        return tx.first(
                SELECT
                        + " WHERE entity_id = ? AND rule_id = ? AND due_at > ? AND ("
                        + NOT_GIVEN_UP
                        + " OR finished_at >= ? AND status <> 'stopped')"
                        + " ORDER BY due_at DESC, id DESC LIMIT 1",
                COLUMNS::read,
                entityId,
                ruleId,
                at,
                at);
    }

    /** The last run of a rule about a row. */
    static Optional<AutomationRun> last(Tx tx, String ruleId, String entityId) {
        return tx.first(
                SELECT
                        + " WHERE entity_id = ? AND rule_id = ? ORDER BY due_at DESC, id DESC LIMIT 1",
                COLUMNS::read,
                entityId,
                ruleId);
    }

    /** When runs of the rule ended that did not act, by what they were for. */
    static Map<Occasion, Instant> givenUp(Tx tx, String ruleId) {
        Map<Occasion, Instant> ended = new HashMap<>();
        tx.list(
                "SELECT seq, entity_id, finished_at FROM automation_runs WHERE rule_id = ?"
                        + " AND status IN ('skipped', 'cancelled', 'dropped') AND seq IS NOT NULL",
                row -> ended.put(new Occasion(row.longInteger(), row.text()), row.time()),
                ruleId);
        return ended;
    }

    /** The event that a run is for, and its row. */
    record Occasion(long seq, String entityId) {}

    static boolean isHolding(Tx tx, String ruleId) {
        return tx.exists(
                "SELECT 1 FROM automation_runs WHERE rule_id = ? AND status = 'held' LIMIT 1",
                ruleId);
    }

    static long held(Tx tx, String ruleId) {
        return tx.count(
                "SELECT COUNT(*) FROM automation_runs WHERE rule_id = ? AND status = 'held'",
                ruleId);
    }

    static List<AutomationRun> heldBefore(Tx tx, Instant before, int rowsMax) {
        return tx.list(
                SELECT + " WHERE status = 'held' AND created_at < ? ORDER BY id LIMIT ?",
                COLUMNS::read,
                before,
                rowsMax);
    }

    /** Cancels what waits or is held of a rule; such runs count for nothing. */
    static void cancelOpen(Tx tx, String ruleId, RunReason reason, Instant now) {
        LimitStore.freeAll(tx, ruleId, List.of(RunStatus.WAITING, RunStatus.HELD), now);
        tx.update(
                "UPDATE automation_runs SET status = 'cancelled', reason = ?, updated_at = ?,"
                        + " finished_at = ?, version = version + 1"
                        + " WHERE rule_id = ? AND status IN ('waiting', 'held')",
                reason,
                now,
                now,
                ruleId);
    }

    /** Makes what is held of a rule wait, one after the other. */
    static void release(Tx tx, String ruleId, Duration apart, Instant now) {
        String at = "? + held.place * ?";
        tx.update(
                "UPDATE automation_runs SET status = 'waiting', reason = NULL, due_at = "
                        + at
                        + ", next_at = "
                        + at
                        + ", updated_at = ?, version = version + 1"
                        + " FROM (SELECT id AS run_id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS place"
                        + " FROM automation_runs WHERE rule_id = ? AND status = 'held') AS held"
                        + " WHERE automation_runs.id = held.run_id",
                now,
                apart.toMillis(),
                now,
                apart.toMillis(),
                now,
                ruleId);
    }

    /** Drops what is held of a rule; such runs count for nothing. */
    static void drop(Tx tx, String ruleId, Instant now) {
        LimitStore.freeAll(tx, ruleId, List.of(RunStatus.HELD), now);
        tx.update(
                "UPDATE automation_runs SET status = 'dropped', reason = 'dropped', updated_at = ?,"
                        + " finished_at = ?, version = version + 1"
                        + " WHERE rule_id = ? AND status = 'held'",
                now,
                now,
                ruleId);
    }

    /** Runs that are due, oldest first. */
    static List<AutomationRun> due(Tx tx, Instant now, int rowsMax) {
        return tx.list(
                SELECT + " WHERE status = 'waiting' AND next_at <= ? ORDER BY next_at, id LIMIT ?",
                COLUMNS::read,
                now,
                rowsMax);
    }

    /** When the next run is due. */
    static Optional<Instant> nextDue(Tx tx) {
        return tx.first(
                "SELECT next_at FROM automation_runs WHERE status = 'waiting'"
                        + " ORDER BY next_at, id LIMIT 1",
                Row::time);
    }

    static long stoppedSince(Tx tx, String ruleId, Instant since) {
        return tx.count(
                "SELECT COUNT(*) FROM automation_runs WHERE rule_id = ? AND created_at > ?"
                        + " AND status = 'stopped'",
                ruleId,
                since);
    }

    /** Deletes old runs: failed ones later. Returns how many. */
    static int purge(Tx tx, Instant before, Instant failedBefore, int rowsMax) {
        return tx.update(
                "DELETE FROM automation_runs WHERE id IN (SELECT id FROM automation_runs"
                        + " WHERE finished_at IS NOT NULL AND (finished_at < ? OR finished_at < ?"
                        + " AND status <> 'failed') ORDER BY finished_at LIMIT ?)",
                failedBefore,
                before,
                rowsMax);
    }
}
