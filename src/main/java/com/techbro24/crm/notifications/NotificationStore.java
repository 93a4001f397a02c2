package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code notifications}; each write also updates the counts. */
public final class NotificationStore {
    private static final Columns<Notification> COLUMNS =
            Columns.of(MethodHandles.lookup(), Notification.class, "notifications")
                    .readOnly("entity", "about_type, about_id")
                    .readBy("entity", row -> about(row.textOrNull(), row.textOrNull()))
                    .derived("about_type", of -> of.entity() == null ? null : of.entity().type())
                    .derived("about_id", of -> of.entity() == null ? null : of.entity().id())
                    .fixed("agent_id", "type", "priority", "dedup_key", "group_key", "broadcast_id")
                    .insertOnly("brought_hash")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Notification> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Notification::createdAt);

    /** The sort keys of its lists. */
    static final Collection<String> SORTS = LISTING.sorts();

    public static final RowType<Notification> ROWS =
            new RowType<>(
                    Notification.TYPE,
                    Notification.class,
                    true,
                    LISTING,
                    caller ->
                            new Listing.Filter()
                                    .and("deleted_at IS NULL")
                                    .and("agent_id = ?", caller.agentId()),
                    new RowType.Bulk(Inbox.TYPE, NotificationStore::readSince));

    private NotificationStore() {}

    /**
     * The filters of a list of notifications; an empty list or null filters nothing.
     *
     * @param deleted whether to list only deleted notifications
     */
    public record Filter(
            String agentId,
            @Nullable Boolean unread,
            List<NotificationType> types,
            List<NotificationPriority> priorities,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean deleted) {}

    public static Optional<Notification> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /** Counts all notifications, including deleted ones. */
    public static long count(Tx tx) {
        return tx.count("SELECT COUNT(*) FROM notifications");
    }

    /** The notification, deleted or not; not found if the caller cannot see it. */
    static Notification getAny(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> visibility(tx, found.agentId()).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Notification.TYPE));
    }

    /** The notification; not found if it is deleted or the caller cannot see it. */
    public static Notification get(Tx tx, String id, Caller caller) {
        Notification notification = getAny(tx, id, caller);
        if (notification.isDeleted()) {
            throw Problem.notFound(Notification.TYPE);
        }
        return notification;
    }

    static Visibility visibility(Tx tx, String agentId) {
        return Visibility.personal(tx, agentId);
    }

    /**
     * Lists an agent's notifications; the caller must check visibility. Unread excludes snoozed.
     */
    public static Page<Notification> list(Tx tx, Filter by, Paging paging, Instant now) {
        Listing.Filter filter =
                new Listing.Filter()
                        .and(by.deleted() ? "deleted_at IS NOT NULL" : "deleted_at IS NULL")
                        .and("agent_id = ?", by.agentId());
        if (by.unread() != null) {
            filter.and(by.unread() ? "read_at IS NULL" : "read_at IS NOT NULL");
            if (by.unread()) {
                filter.and("(snoozed_until IS NULL OR snoozed_until <= ?)", now);
            }
        }
        filter.in("type", by.types())
                .in("priority", by.priorities())
                .between("created_at", by.from(), by.to());
        return LISTING.page(tx, filter, paging);
    }

    /** The existing notification with this dedupKey: unread, or newer than {@code since}. */
    static Optional<Notification> duplicate(Tx tx, String agentId, String dedupKey, Instant since) {
        return tx.first(
                SELECT
                        + " WHERE agent_id = ? AND dedup_key = ? AND deleted_at IS NULL"
                        + " AND (read_at IS NULL OR created_at > ?) ORDER BY created_at DESC"
                        + " LIMIT 1",
                COLUMNS::read,
                agentId,
                dedupKey,
                since);
    }

    /**
     * The notifications since a time that are not deleted, oldest first, the newest of too many.
     */
    static List<Notification> newestOf(Tx tx, String agentId, Instant since, int rowsMax) {
        return tx.list(
                        SELECT
                                + " WHERE agent_id = ? AND created_at >= ? AND deleted_at IS NULL"
                                + " ORDER BY created_at DESC, id DESC LIMIT ?",
                        COLUMNS::read,
                        agentId,
                        since,
                        rowsMax)
                .reversed();
    }

    /** The newest unread notifications with this groupKey, at most {@code rowsMax}. */
    static List<Notification> unreadInGroup(
            Tx tx, String agentId, String groupKey, Instant since, int rowsMax) {
        return tx.list(
                SELECT
                        + " WHERE agent_id = ? AND group_key = ? AND read_at IS NULL"
                        + " AND deleted_at IS NULL AND updated_at > ?"
                        + " ORDER BY updated_at DESC, id DESC LIMIT ?",
                COLUMNS::read,
                agentId,
                groupKey,
                since,
                rowsMax);
    }

    static void insert(Tx tx, Notification notification, @Nullable String creationHash) {
        COLUMNS.insert(tx, notification, creationHash);
        NotificationCountStore.add(tx, notification, 1, notification.isUnread() ? 1 : 0);
    }

    /** Inserts many at once, at most one per agent. */
    static void insertAll(Tx tx, List<Notification> notifications) {
        if (!notifications.isEmpty()) {
            COLUMNS.insertAll(tx, notifications, (@Nullable Object) null);
            NotificationCountStore.addAll(tx, notifications);
        }
    }

    static void update(Tx tx, Notification before, Notification after) {
        COLUMNS.update(tx, after);
        int total = (after.isDeleted() ? 0 : 1) - (before.isDeleted() ? 0 : 1);
        int unread = (after.isUnread() ? 1 : 0) - (before.isUnread() ? 1 : 0);
        if (total != 0 || unread != 0) {
            NotificationCountStore.add(tx, after, total, unread);
        }
    }

    /** Marks the newest unread notifications as read, at most {@code rowsMax}; returns how many. */
    static int readAll(Tx tx, String agentId, Instant now, int rowsMax) {
        int read =
                tx.update(
                        "UPDATE notifications SET version = version + 1, updated_at = ?, read_at"
                                + " = ?,"
                                + " snoozed_until = NULL WHERE id IN (SELECT id FROM notifications"
                                + " WHERE agent_id = ? AND read_at IS NULL AND deleted_at IS NULL"
                                + " ORDER BY created_at DESC, id DESC LIMIT ?)",
                        now,
                        now,
                        agentId,
                        rowsMax);
        if (read < rowsMax) {
            NotificationCountStore.resetUnread(tx, agentId);
        } else {
            NotificationCountStore.recountUnread(tx, agentId);
        }
        return read;
    }

    /** The notifications that were read since a time, among them those that were read at once. */
    private static List<String> readSince(Tx tx, String agentId, Instant time) {
        return tx.list(
                "SELECT id FROM notifications WHERE agent_id = ? AND read_at >= ?",
                Row::text,
                agentId,
                time);
    }

    /** Deletes rows that were read or deleted before {@code before}, at most {@code rowsMax}. */
    static int purge(Tx tx, Instant before, int rowsMax) {
        List<Notification> old =
                new ArrayList<>(
                        tx.list(
                                SELECT + " WHERE deleted_at <= ? ORDER BY deleted_at LIMIT ?",
                                COLUMNS::read,
                                before,
                                rowsMax));
        if (old.size() < rowsMax) {
            old.addAll(
                    tx.list(
                            SELECT
                                    + " WHERE read_at <= ? AND deleted_at IS NULL"
                                    + " ORDER BY read_at LIMIT ?",
                            COLUMNS::read,
                            before,
                            rowsMax - old.size()));
        }
        List<@Nullable Object[]> ids = new ArrayList<>(old.size());
        for (Notification notification : old) {
            ids.add(new @Nullable Object[] {notification.id()});
            if (!notification.isDeleted()) {
                NotificationCountStore.add(tx, notification, -1, 0);
            }
        }
        if (!ids.isEmpty()) {
            tx.updateAll("DELETE FROM notifications WHERE id = ?", ids);
        }
        return old.size();
    }

    /** Whether a create command with this hash and a client-provided id created it. */
    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists("SELECT 1 FROM notifications WHERE id = ? AND brought_hash = ?", id, hash);
    }

    private static @Nullable About about(@Nullable String type, @Nullable String id) {
        return type == null || id == null ? null : new About(type, id);
    }
}
