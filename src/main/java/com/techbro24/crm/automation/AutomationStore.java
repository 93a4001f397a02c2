package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Fold;
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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code automation_rules} and {@code automation_versions}. */
final class AutomationStore {
    private static final Columns<AutomationRule> COLUMNS =
            Columns.of(MethodHandles.lookup(), AutomationRule.class, "automation_rules")
                    .readBy("trigger", row -> Json.read(row.text(), Trigger.class))
                    .readOnly("trigger", "rule_trigger")
                    .derived("rule_trigger", AutomationRule::trigger)
                    .readBy("window", row -> tree(row.textOrNull()))
                    .readOnly("window", "time_window")
                    .derived("time_window", rule -> text(rule.window()))
                    .readBy("conditions", row -> tree(row.textOrNull()))
                    .writtenAs("conditions", rule -> text(rule.conditions()))
                    .readBy("actions", row -> List.of(Json.read(row.text(), RuleAction[].class)))
                    .readBy("burst", row -> Json.read(row.text(), Burst.class))
                    .readOnly("run_count", "run_count")
                    .readOnly("last_run_at", "last_run_at")
                    .derived("name_key", rule -> Fold.of(rule.name()))
                    .insertOnly("creation_hash")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<AutomationRule> LISTING =
            new Listing<>(SELECT, "id", "createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", AutomationRule::createdAt)
                    .sort("name", "name_key", rule -> Fold.of(rule.name()));

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = LISTING.sorts();

    private AutomationStore() {}

    private static @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : Json.read(text);
    }

    /** A text node is stored with its quotes. */
    private static @Nullable String text(@Nullable JsonNode tree) {
        return tree == null || tree.isNull() ? null : tree.toString();
    }

    /** The rules that the caller sees; null filters nothing. */
    static Page<AutomationRule> list(
            Tx tx,
            @Nullable Boolean enabled,
            @Nullable String ownerId,
            Caller caller,
            Paging paging) {
        Listing.Filter filter = new Listing.Filter().and("deleted_at IS NULL");
        Visibility.wherePersonal(filter, "owner_id", caller);
        if (ownerId != null) {
            filter.and("owner_id = ?", ownerId);
        }
        if (enabled != null) {
            filter.and("enabled = ?", enabled);
        }
        return LISTING.page(tx, filter, paging);
    }

    /** The rule, deleted or not, without a visibility check. */
    static Optional<AutomationRule> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** The rule; not found if it is deleted or the caller cannot see it. */
    static AutomationRule get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(rule -> rule.deletedAt() == null)
                .filter(rule -> visibility(tx, rule.ownerId()).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound("automation rule"));
    }

    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists(
                "SELECT 1 FROM automation_rules WHERE id = ? AND creation_hash = ?", id, hash);
    }

    static Visibility visibility(Tx tx, String ownerId) {
        return Visibility.personal(tx, ownerId);
    }

    static List<AutomationRule> enabledOf(Tx tx, String ownerId) {
        return tx.list(
                SELECT
                        + " WHERE owner_id = ? AND enabled = TRUE AND deleted_at IS NULL ORDER BY id",
                COLUMNS::read,
                ownerId);
    }

    static void insert(Tx tx, AutomationRule rule, @Nullable String creationHash) {
        COLUMNS.insert(tx, rule, creationHash);
    }

    static void update(Tx tx, AutomationRule rule) {
        COLUMNS.update(tx, rule);
    }

    /** The version of the rule stays: the time is no part of what it does. */
    static void setNextFire(Tx tx, String id, @Nullable Instant at) {
        tx.update("UPDATE automation_rules SET next_fire_at = ? WHERE id = ?", at, id);
    }

    /** When the next schedule fires. */
    static Optional<Instant> nextFire(Tx tx) {
        return tx.first(
                "SELECT next_fire_at FROM automation_rules WHERE next_fire_at IS NOT NULL"
                        + " ORDER BY next_fire_at LIMIT 1",
                Row::time);
    }

    /** The rules whose schedule fires after this time. */
    static List<AutomationRule> scheduledAfter(Tx tx, Instant time) {
        return tx.list(SELECT + " WHERE next_fire_at > ?", COLUMNS::read, time);
    }

    static List<AutomationRule> toFire(Tx tx, Instant now, int rowsMax) {
        return tx.list(
                SELECT
                        + " WHERE next_fire_at IS NOT NULL AND next_fire_at <= ?"
                        + " ORDER BY next_fire_at LIMIT ?",
                COLUMNS::read,
                now,
                rowsMax);
    }

    /** Counts a run that ended; returns how many failed in a row. */
    static long countRun(Tx tx, String id, boolean failed, Instant now) {
        tx.update(
                "UPDATE automation_rules SET run_count = run_count + 1, last_run_at = ?,"
                        + " failures_in_row = CASE WHEN ? THEN failures_in_row + 1 ELSE 0 END"
                        + " WHERE id = ?",
                now,
                failed,
                id);
        return tx.count("SELECT failures_in_row FROM automation_rules WHERE id = ?", id);
    }

    /** A rule that is enabled again begins without failures. */
    static void forgetFailures(Tx tx, String id) {
        tx.update("UPDATE automation_rules SET failures_in_row = 0 WHERE id = ?", id);
    }

    /** From this seq on, events meet this version. */
    static void putInForce(Tx tx, AutomationRule rule, long seq) {
        tx.update(
                "UPDATE automation_versions SET to_seq = ? WHERE rule_id = ? AND to_seq IS NULL"
                        + " AND from_seq < ?",
                seq,
                rule.id(),
                seq);
        tx.update(
                "INSERT INTO automation_versions (rule_id, version, from_seq, to_seq, definition)"
                        + " VALUES (?, ?, ?, NULL, ?) ON CONFLICT (rule_id, version) DO NOTHING",
                rule.id(),
                rule.version(),
                seq,
                Json.text(rule));
    }

    /** The versions in force after this seq, also of disabled and deleted rules. */
    static List<AutomationRule> inForce(Tx tx, long seq) {
        return tx.list(
                "SELECT definition FROM automation_versions WHERE from_seq <= ?"
                        + " AND (to_seq IS NULL OR to_seq > ?) ORDER BY from_seq, rule_id",
                row -> Json.read(row.text(), AutomationRule.class),
                seq,
                seq);
    }

    static Optional<AutomationRule> version(Tx tx, String id, int version) {
        return tx.first(
                "SELECT definition FROM automation_versions WHERE rule_id = ? AND version = ?",
                row -> Json.read(row.text(), AutomationRule.class),
                id,
                version);
    }
}
