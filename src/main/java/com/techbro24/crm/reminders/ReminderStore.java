package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code reminders} and {@code lead_reminders}. */
public final class ReminderStore {

    static final String NEXT_ALERT =
            "SELECT MIN(next_alert_at) FROM reminders WHERE next_alert_at IS NOT NULL"
                    + " UNION ALL SELECT MIN(next_alert_at) FROM lead_reminders"
                    + " WHERE next_alert_at IS NOT NULL";

    static final String WITH_DUE_ALERT =
            ReminderColumns.SELECT_ALL + " WHERE next_alert_at <= ? ORDER BY next_alert_at LIMIT ?";

    private ReminderStore() {}

    /** Counts the overdue reminders of an agent. */
    public static long overdue(Tx tx, String agentId, Instant now) {
        String where =
                " WHERE agent_id = ? AND remind_at < ? AND status = 'pending' AND deleted_at IS"
                        + " NULL";
        return tx.count("SELECT COUNT(*) FROM reminders" + where, agentId, now)
                + tx.count("SELECT COUNT(*) FROM lead_reminders" + where, agentId, now);
    }

    /** Whether the lead has a pending reminder of this kind. */
    public static boolean isPending(Tx tx, String leadId, String kind) {
        return tx.exists(
                "SELECT 1 FROM lead_reminders WHERE lead_id = ? AND kind = ? AND status = 'pending'"
                        + " AND deleted_at IS NULL",
                leadId,
                kind);
    }

    /**
     * The filters of a list of reminders; an empty list or null filters nothing.
     *
     * @param overdue whether the due time has passed
     * @param from the earliest {@code dueAt}
     * @param to the end of {@code dueAt}, exclusive
     * @param remindFrom the earliest effective due time, after snoozing
     * @param remindTo the end of the effective due time, exclusive
     * @param deleted whether to list only deleted reminders
     */
    public record Filter(
            @Nullable String agentId,
            @Nullable String leadId,
            List<ReminderKind> kinds,
            List<ReminderStatus> statuses,
            List<ReminderPriority> priorities,
            @Nullable Boolean overdue,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Instant remindFrom,
            @Nullable Instant remindTo,
            boolean deleted) {
        static Filter ofAgent(String agentId) {
            return new Filter(
                    agentId, null, List.of(), List.of(), List.of(), null, null, null, null, null,
                    false);
        }

        static Filter ofLead(String leadId) {
            return new Filter(
                    null, leadId, List.of(), List.of(), List.of(), null, null, null, null, null,
                    false);
        }

        Filter overdueOnly() {
            return new Filter(
                    agentId,
                    leadId,
                    kinds,
                    statuses,
                    priorities,
                    true,
                    from,
                    to,
                    null,
                    null,
                    deleted);
        }

        /** Pending reminders that are due in the period. */
        Filter dueBetween(Instant first, Instant last) {
            return new Filter(
                    agentId,
                    leadId,
                    kinds,
                    statuses,
                    priorities,
                    false,
                    from,
                    to,
                    first,
                    last,
                    deleted);
        }
    }

    /** The reminder, deleted or not, without a visibility check. */
    public static Optional<Reminder> find(Tx tx, String id, Instant now) {
        return tx.first(
                ReminderColumns.SELECT_ALL + " WHERE id = ?",
                row -> ReminderColumns.read(row, now),
                id);
    }

    /** The reminder, deleted or not; not found if the caller cannot see it. */
    static Reminder getAny(Tx tx, String id, Caller caller, Instant now) {
        return find(tx, id, now)
                .filter(reminder -> visibility(tx, reminder.agentId()).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Reminder.TYPE));
    }

    /** The reminder; not found if it is deleted or the caller cannot see it. */
    public static Reminder get(Tx tx, String id, Caller caller, Instant now) {
        Reminder reminder = getAny(tx, id, caller, now);
        if (reminder.deletedAt() != null) {
            throw Problem.notFound(Reminder.TYPE);
        }
        return reminder;
    }

    /** Whether the caller may see the reminder, deleted or not. */
    static boolean isVisible(Tx tx, String id, Caller caller) {
        return tx.first("SELECT agent_id FROM all_reminders WHERE id = ?", Row::text, id)
                .filter(agentId -> visibility(tx, agentId).isSeenBy(caller))
                .isPresent();
    }

    public static Visibility visibility(Tx tx, String agentId) {
        return Visibility.personal(tx, agentId);
    }

    public static Page<Reminder> list(Tx tx, Filter by, Caller caller, Paging paging, Instant now) {
        Listing.Filter filter =
                new Listing.Filter()
                        .and(by.deleted() ? "deleted_at IS NOT NULL" : "deleted_at IS NULL");
        Visibility.wherePersonal(filter, "agent_id", caller);
        if (by.agentId() != null) {
            filter.and("agent_id = ?", by.agentId());
        }
        if (by.leadId() != null) {
            filter.and("lead_id = ?", by.leadId());
        }
        // The literal status lets the planner use the partial indexes of pending reminders.
        if (Boolean.TRUE.equals(by.overdue())) {
            filter.and("status = 'pending' AND remind_at < ?", now);
        } else if (by.remindFrom() != null) {
            filter.and("status = 'pending'").between("remind_at", by.remindFrom(), by.remindTo());
        } else if (Boolean.FALSE.equals(by.overdue())) {
            filter.and("(status <> 'pending' OR remind_at >= ?)", now);
        }
        filter.in("kind", by.kinds())
                .in("status", by.statuses())
                .in("priority", by.priorities())
                .between("due_at", by.from(), by.to());
        boolean byTime = Boolean.TRUE.equals(by.overdue()) || by.remindFrom() != null;
        return listing(by.leadId() != null, byTime, now).page(tx, filter, paging);
    }

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = listing(false, false, Instant.EPOCH).sorts();

    /** Without {@code overdue}, which depends on the time of reading: it is always false here. */
    public static final RowType<Reminder> ROWS =
            new RowType<>(
                    Reminder.TYPE,
                    Reminder.class,
                    false,
                    listing(false, false, Instant.EPOCH),
                    caller -> {
                        Listing.Filter filter = new Listing.Filter().and("deleted_at IS NULL");
                        Visibility.wherePersonal(filter, "agent_id", caller);
                        return filter;
                    });

    private static Listing<Reminder> listing(boolean ofLead, boolean byTime, Instant now) {
        return new Listing<>(
                        ofLead ? ReminderColumns.SELECT_OF_LEADS : ReminderColumns.SELECT_ALL,
                        "id",
                        byTime ? "remindAt" : "dueAt",
                        row -> ReminderColumns.read(row, now))
                .sort("dueAt", "due_at", Reminder::dueAt)
                .sort("remindAt", "remind_at", Reminder::remindAt)
                .sort("createdAt", "created_at", Reminder::createdAt)
                .sort("updatedAt", "updated_at", Reminder::updatedAt);
    }

    /** When the next alert is due; empty for none. One lookup in each index. */
    static Optional<Instant> nextAlertAt(Tx tx) {
        return tx.list(NEXT_ALERT, row -> Optional.ofNullable(row.timeOrNull())).stream()
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** The reminders with a due alert, longest waiting first. */
    static List<Reminder> withDueAlert(Tx tx, Instant now, int rowsMax) {
        return tx.list(WITH_DUE_ALERT, row -> ReminderColumns.read(row, now), now, rowsMax);
    }

    /** All reminders about a lead, including deleted ones. */
    static List<Reminder> ofLead(Tx tx, String leadId, Instant now) {
        return tx.list(
                ReminderColumns.SELECT_OF_LEADS + " WHERE lead_id = ? ORDER BY due_at, id",
                row -> ReminderColumns.read(row, now),
                leadId);
    }

    static void insert(Tx tx, Reminder reminder, @Nullable String creationHash) {
        ReminderColumns.of(reminder).insert(tx, reminder, creationHash);
    }

    /** Moves the row to the other table if {@code leadId} was set or cleared. */
    static void update(Tx tx, Reminder before, Reminder after) {
        if (ReminderColumns.table(before).equals(ReminderColumns.table(after))) {
            ReminderColumns.of(after).update(tx, after);
            return;
        }
        String hash =
                tx.first(
                                "SELECT brought_hash FROM "
                                        + ReminderColumns.table(before)
                                        + " WHERE id = ?",
                                Row::textOrEmpty,
                                before.id())
                        .filter(found -> !found.isEmpty())
                        .orElse(null);
        tx.update("DELETE FROM " + ReminderColumns.table(before) + " WHERE id = ?", before.id());
        insert(tx, after, hash);
    }

    /** Stores the fired alerts in two round trips, and writes only the changed columns. */
    static void updateAlerted(Tx tx, List<Reminder> reminders) {
        for (boolean ofLead : List.of(false, true)) {
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (Reminder reminder : reminders) {
                if ((reminder.leadId() != null) == ofLead) {
                    rows.add(
                            new @Nullable Object[] {
                                reminder.version(),
                                reminder.updatedAt(),
                                reminder.warnedAt(),
                                reminder.firedAt(),
                                reminder.overdueFiredAt(),
                                reminder.nextAlertAt(),
                                reminder.id()
                            });
                }
            }
            if (!rows.isEmpty()) {
                tx.updateAll(
                        "UPDATE "
                                + (ofLead ? "lead_reminders" : "reminders")
                                + " SET version = ?, updated_at = ?, warned_at = ?, fired_at = ?,"
                                + " overdue_fired_at = ?, next_alert_at = ? WHERE id = ?",
                        rows);
            }
        }
    }

    /** Whether a create command with this hash and a client-provided id created it. */
    static boolean isCreatedBy(Tx tx, Reminder reminder, String hash) {
        return tx.exists(
                "SELECT 1 FROM "
                        + ReminderColumns.table(reminder)
                        + " WHERE id = ? AND brought_hash = ?",
                reminder.id(),
                hash);
    }
}
