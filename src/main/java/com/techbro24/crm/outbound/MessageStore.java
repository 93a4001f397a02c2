package com.techbro24.crm.outbound;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code outbound_messages}. */
final class MessageStore {
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int PURGED_AT_ONCE = 500;

    private static final Columns<Message> COLUMNS =
            Columns.of(MethodHandles.lookup(), Message.class, "outbound_messages")
                    .readBy("payload", row -> payload(row.text()))
                    .fixed("channel", "recipient", "payload", "about_type", "about_id")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Message> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Message::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private MessageStore() {}

    /** The filters of a list; an empty list or null filters nothing. */
    record Filter(
            List<MessageStatus> statuses,
            List<String> channels,
            @Nullable String agentId,
            @Nullable String aboutId) {}

    static void insert(Tx tx, Message message) {
        COLUMNS.insert(tx, message);
    }

    static void update(Tx tx, Message message) {
        COLUMNS.update(tx, message);
    }

    static Optional<Message> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    static Message get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(found -> visibility(tx, found).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Message.NOUN));
    }

    private static Visibility visibility(Tx tx, Message of) {
        return of.agentId() == null
                ? new Visibility(List.of(Caller.SCOPE_ADMINS))
                : Visibility.personal(tx, of.agentId());
    }

    static Optional<Message> findByProvider(Tx tx, String provider, String providerId) {
        return tx.first(
                SELECT + " WHERE provider_reference = ? AND provider = ?",
                COLUMNS::read,
                providerId,
                provider);
    }

    static List<Message> about(Tx tx, String type, String id, int rowsMax) {
        return tx.list(
                SELECT + " WHERE about_type = ? AND about_id = ? ORDER BY id DESC LIMIT ?",
                COLUMNS::read,
                type,
                id,
                rowsMax);
    }

    static Page<Message> list(Tx tx, Filter by, Caller caller, Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        Visibility.wherePersonal(filter, "agent_id", caller);
        if (by.agentId() != null) {
            filter.and("agent_id = ?", by.agentId());
        }
        if (by.aboutId() != null) {
            filter.and("about_id = ?", by.aboutId());
        }
        filter.in("status", by.statuses()).in("channel", by.channels());
        return LISTING.page(tx, filter, paging);
    }

    /** When the next message of a channel is due; empty for none. */
    static Optional<Instant> nextDueAt(Tx tx, String channel) {
        return tx.first(
                "SELECT due_at FROM outbound_messages WHERE channel = ? AND status = 'queued'"
                        + " ORDER BY due_at LIMIT 1",
                Row::time,
                channel);
    }

    /** Whether a node kept a message for too long. */
    static boolean hasExpired(Tx tx, Instant now) {
        return tx.exists(
                "SELECT 1 FROM outbound_messages WHERE status = 'sending' AND leased_until <= ?",
                now);
    }

    /** Takes the due messages of a channel for a node, longest waiting first. */
    static List<Message> lease(
            Tx tx, String channel, String node, Instant now, Instant until, int rowsMax) {
        List<Message> due =
                tx.list(
                        SELECT
                                + " WHERE channel = ? AND status = 'queued' AND due_at <= ?"
                                + " ORDER BY due_at LIMIT ?",
                        COLUMNS::read,
                        channel,
                        now,
                        rowsMax);
        List<Message> leased = new ArrayList<>(due.size());
        for (Message message : due) {
            Message sending = message.sending(now);
            update(tx, sending);
            tx.update(
                    "UPDATE outbound_messages SET leased_by = ?, leased_until = ? WHERE id = ?",
                    node,
                    until,
                    sending.id());
            leased.add(sending);
        }
        return leased;
    }

    /** Queues again what nodes that ended were sending. */
    static void releaseExpired(Tx tx, Instant now) {
        release(tx, now, " AND leased_until <= ?", now);
    }

    /** As {@link #releaseExpired}, where no other node can be sending. */
    static void releaseAll(Tx tx, Instant now) {
        release(tx, now, "");
    }

    private static void release(Tx tx, Instant now, String and, @Nullable Object... values) {
        tx.list(SELECT + " WHERE status = 'sending'" + and, COLUMNS::read, values)
                .forEach(message -> update(tx, message.released(now)));
    }

    /** Whether the node still has the message: it is not ended by two results. */
    static boolean isLeased(Tx tx, String id, String node) {
        return tx.exists(
                "SELECT 1 FROM outbound_messages WHERE id = ? AND status = 'sending'"
                        + " AND leased_by = ?",
                id,
                node);
    }

    static int hold(Tx tx, Instant now) {
        return tx.update(
                "UPDATE outbound_messages SET status = 'held', version = version + 1,"
                        + " updated_at = ? WHERE status IN ('queued', 'sending')",
                now);
    }

    static int releaseHeld(Tx tx, @Nullable String channel, Instant now) {
        return tx.update(
                "UPDATE outbound_messages SET status = 'queued', version = version + 1,"
                        + " updated_at = ? WHERE status = 'held' AND channel = COALESCE(?, channel)",
                now,
                channel);
    }

    /** Deletes messages that ended long ago. */
    static boolean purge(Tx tx, Instant now) {
        return tx.update(
                        "DELETE FROM outbound_messages WHERE id IN (SELECT id FROM"
                                + " outbound_messages WHERE created_at < ? AND updated_at < ?"
                                + " AND status NOT IN ('queued', 'sending', 'held')"
                                + " ORDER BY created_at LIMIT ?)",
                        now.minus(KEPT),
                        now.minus(KEPT),
                        PURGED_AT_ONCE)
                == PURGED_AT_ONCE;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> payload(String json) {
        return Json.read(json, Map.class);
    }
}
