package com.techbro24.crm.reminders;

import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
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

    static final String ALERTING =
            ReminderColumns.SELECT_ALL + " WHERE next_alert_at <= ? ORDER BY next_alert_at LIMIT ?";

    private ReminderStore() {}

    /** How many reminders of an agent have had their time. */
    public static long overdue(Tx tx, String agentId, Instant now) {
        String where =
                " WHERE agent_id = ? AND remind_at < ? AND status = 'pending' AND deleted_at IS NULL";
        return tx.count("SELECT COUNT(*) FROM reminders" + where, agentId, now)
                + tx.count("SELECT COUNT(*) FROM lead_reminders" + where, agentId, now);
    }

    /**
     * What a list of reminders is narrowed to; an empty list and null narrow nothing.
     *
     * @param overdue whether their time has passed
     * @param from the earliest due time
     * @param to before which they are due
     * @param remindFrom the earliest time at which they are due, snoozing counted
     * @param remindTo before which they are due, snoozing counted
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
            @Nullable Instant remindTo) {
        static Filter ofAgent(String agentId) {
            return new Filter(
                    agentId, null, List.of(), List.of(), List.of(), null, null, null, null, null);
        }

        static Filter ofLead(String leadId) {
            return new Filter(
                    null, leadId, List.of(), List.of(), List.of(), null, null, null, null, null);
        }

        Filter overdueOnly() {
            return new Filter(
                    agentId, leadId, kinds, statuses, priorities, true, from, to, null, null);
        }

        /** Pending ones that are due in the span. */
        Filter dueBetween(Instant first, Instant last) {
            return new Filter(
                    agentId, leadId, kinds, statuses, priorities, false, from, to, first, last);
        }
    }

    /** One that stands or was deleted, whoever may see it. */
    public static Optional<Reminder> find(Tx tx, String id, Instant now) {
        return tx.first(
                ReminderColumns.SELECT_ALL + " WHERE id = ?",
                row -> ReminderColumns.read(row, now),
                id);
    }

    /** The reminder, also a deleted one, where the caller may see it. */
    static Reminder getAny(Tx tx, String id, Caller caller, Instant now) {
        return find(tx, id, now)
                .filter(reminder -> visibility(tx, reminder.agentId()).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Reminder.TYPE));
    }

    /** The reminder, where it stands and the caller may see it; otherwise it is not there. */
    public static Reminder get(Tx tx, String id, Caller caller, Instant now) {
        Reminder reminder = getAny(tx, id, caller, now);
        if (reminder.deletedAt() != null) {
            throw Problem.notFound(Reminder.TYPE);
        }
        return reminder;
    }

    /** Whether the caller may see it, deleted or not. */
    static boolean isSeen(Tx tx, String id, Caller caller) {
        return tx.first("SELECT agent_id FROM all_reminders WHERE id = ?", Row::text, id)
                .filter(agentId -> visibility(tx, agentId).isSeenBy(caller))
                .isPresent();
    }

    public static Visibility visibility(Tx tx, String agentId) {
        return Visibility.personal(tx, agentId);
    }

    public static Page<Reminder> list(Tx tx, Filter by, Caller caller, Paging paging, Instant now) {
        Listing.Filter filter = new Listing.Filter().and("deleted_at IS NULL");
        Visibility.wherePersonal(filter, "agent_id", caller);
        if (by.agentId() != null) {
            filter.and("agent_id = ?", by.agentId());
        }
        if (by.leadId() != null) {
            filter.and("lead_id = ?", by.leadId());
        }
        // Written out, so that the indexes of pending ones serve.
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

    /** What its lists may be sorted by. */
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

    /** When the next one makes itself heard; empty where none will. One look into each index. */
    static Optional<Instant> nextAlertAt(Tx tx) {
        return tx.list(NEXT_ALERT, row -> Optional.ofNullable(row.timeOrNull())).stream()
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** Those whose time to make themselves heard has come, the longest waiting first. */
    static List<Reminder> alerting(Tx tx, Instant now, int rowsMax) {
        return tx.list(ALERTING, row -> ReminderColumns.read(row, now), now, rowsMax);
    }

    /** All about a lead, deleted ones too. */
    static List<Reminder> ofLead(Tx tx, String leadId, Instant now) {
        return tx.list(
                ReminderColumns.SELECT_OF_LEADS + " WHERE lead_id = ? ORDER BY due_at, id",
                row -> ReminderColumns.read(row, now),
                leadId);
    }

    static void insert(Tx tx, Reminder reminder, @Nullable String creationHash) {
        tx.update(
                ReminderColumns.insert(reminder),
                ReminderColumns.insertValues(reminder, creationHash));
    }

    /** One that came to be about a lead, or is so no more, moves from table to table. */
    static void update(Tx tx, Reminder before, Reminder after) {
        if (ReminderColumns.table(before).equals(ReminderColumns.table(after))) {
            tx.update(ReminderColumns.update(after), ReminderColumns.updateValues(after));
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

    /** Keeps what many have told, in two round trips, and touches no index beyond what changed. */
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

    /** Whether it was created under an id that its client gave, by the command with this hash. */
    static boolean isCreatedBy(Tx tx, Reminder reminder, String hash) {
        return tx.exists(
                "SELECT 1 FROM "
                        + ReminderColumns.table(reminder)
                        + " WHERE id = ? AND brought_hash = ?",
                reminder.id(),
                hash);
    }
}
