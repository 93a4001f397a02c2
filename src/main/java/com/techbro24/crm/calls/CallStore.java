package com.techbro24.crm.calls;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code calls}. */
public final class CallStore {
    private static final Columns<Call> COLUMNS =
            Columns.of(MethodHandles.lookup(), Call.class, "calls")
                    .derived("at", Call::at)
                    .derived("active", Call::active)
                    .derived("open", Call::open)
                    .insertOnly("brought_hash")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Call> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Call::createdAt)
                    .sort("startedAt", "at", Call::at);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    public static final RowType<Call> ROWS =
            new RowType<>(
                    Call.TYPE,
                    Call.class,
                    false,
                    LISTING,
                    caller -> {
                        Listing.Filter filter = new Listing.Filter().and("deleted_at IS NULL");
                        Visibility.where(filter, "agent_id", caller);
                        return filter;
                    });

    private CallStore() {}

    /**
     * The filters of a list of calls; an empty list or null filters nothing.
     *
     * @param from the earliest time of a call
     * @param to the end, exclusive
     * @param deleted whether to list only deleted calls
     */
    public record Filter(
            @Nullable String agentId,
            @Nullable String leadId,
            List<CallStatus> statuses,
            List<CallOutcome> outcomes,
            List<CallDirection> directions,
            @Nullable Instant from,
            @Nullable Instant to,
            boolean deleted) {
        public static final Filter NONE =
                new Filter(null, null, List.of(), List.of(), List.of(), null, null, false);
    }

    public static Optional<Call> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    /**
     * The call, if the caller can see it; otherwise it is reported as not found. Deleted calls are
     * visible to those who can restore them.
     */
    public static Call get(Tx tx, String id, Caller caller) {
        return find(tx, id)
                .filter(call -> !call.isDeleted() || caller.role() != Role.AGENT)
                .filter(call -> visibility(tx, call).isSeenBy(caller))
                .orElseThrow(() -> Problem.notFound(Call.TYPE));
    }

    /** Who can see the call, by the current team of its agent. */
    public static Visibility visibility(Tx tx, Call call) {
        String agentId = call.agentId();
        return call.visibility(
                agentId == null ? null : AccountStore.teamOf(tx, agentId).orElse(null));
    }

    public static Page<Call> list(Tx tx, Filter by, Caller caller, Paging paging) {
        Listing.Filter filter = new Listing.Filter();
        filter.and(by.deleted() ? "deleted_at IS NOT NULL" : "deleted_at IS NULL");
        Visibility.where(filter, "agent_id", caller);
        if (by.agentId() != null) {
            filter.and("agent_id = ?", by.agentId());
        }
        if (by.leadId() != null) {
            filter.and("lead_id = ?", by.leadId());
        }
        filter.in("status", by.statuses())
                .in("outcome", by.outcomes())
                .in("direction", by.directions())
                .between("at", by.from(), by.to());
        return LISTING.page(tx, filter, paging);
    }

    /** The call the agent is on. */
    public static Optional<Call> activeOf(Tx tx, String agentId) {
        return tx.first(SELECT + " WHERE agent_id = ? AND active", COLUMNS::read, agentId);
    }

    /** The agent's scheduled calls at or after a time, the first first. */
    public static List<Call> scheduledOf(Tx tx, String agentId, Instant from, int rowsMax) {
        return tx.list(
                SELECT
                        + " WHERE agent_id = ? AND at >= ? AND status = 'scheduled'"
                        + " AND deleted_at IS NULL ORDER BY at, id LIMIT ?",
                COLUMNS::read,
                agentId,
                from,
                rowsMax);
    }

    /** All calls with a lead, including deleted ones. */
    static List<Call> ofLead(Tx tx, String leadId) {
        return tx.list(
                SELECT + " WHERE lead_id = ? ORDER BY created_at, id", COLUMNS::read, leadId);
    }

    /** The call with this provider id that is not deleted. */
    static Optional<Call> ofProvider(
            Tx tx, @Nullable String provider, @Nullable String providerCallId) {
        if (provider == null || providerCallId == null) {
            return Optional.empty();
        }
        return tx.first(
                SELECT + " WHERE provider = ? AND provider_call_id = ? AND deleted_at IS NULL",
                COLUMNS::read,
                provider,
                providerCallId);
    }

    /** The agent's call that ended at this time and whose wrap-up is not finished. */
    static Optional<Call> inWrapUpOf(Tx tx, String agentId, Instant ended) {
        return tx.first(
                SELECT
                        + " WHERE agent_id = ? AND at BETWEEN ? AND ? AND ended_at = ?"
                        + " AND wrap_up_seconds IS NULL AND deleted_at IS NULL",
                COLUMNS::read,
                agentId,
                ended.minusSeconds(CallFields.SECONDS_MAX),
                ended,
                ended);
    }

    /** Whether a call of the agent's that took place overlaps a time. */
    static boolean isBusy(Tx tx, String agentId, Instant from, Instant to) {
        return tx.exists(
                "SELECT 1 FROM calls WHERE agent_id = ? AND at >= ? AND at < ?"
                        + " AND answered_at < ? AND COALESCE(ended_at, ?) > ?"
                        + " AND deleted_at IS NULL LIMIT 1",
                agentId,
                from.minusSeconds(CallFields.SECONDS_MAX),
                to,
                to,
                to,
                from);
    }

    /** The ids of open calls that started by then, oldest first. */
    static List<String> openSince(Tx tx, Instant startedUntil, int rowsMax) {
        return tx.list(
                "SELECT id FROM calls WHERE open AND started_at <= ? ORDER BY started_at LIMIT ?",
                Row::text,
                startedUntil,
                rowsMax);
    }

    /** Whether a create command with this hash and a client-provided id created it. */
    static boolean isCreatedBy(Tx tx, String id, String hash) {
        return tx.exists("SELECT 1 FROM calls WHERE id = ? AND brought_hash = ?", id, hash);
    }

    static void insert(Tx tx, Call call, @Nullable String creationHash) {
        COLUMNS.insert(tx, call, creationHash);
    }

    static void insertAll(Tx tx, List<Call> calls) {
        COLUMNS.insertAll(tx, calls, (@Nullable Object) null);
    }

    static void update(Tx tx, Call call) {
        COLUMNS.update(tx, call);
    }
}
