package com.techbro24.crm.calls;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code calls}. */
public final class CallStore {
    private static final String SELECT =
            "SELECT id, version, created_at, updated_at, deleted_at, agent_id, lead_id, direction,"
                    + " phone, status, outcome, scheduled_at, started_at, answered_at, ended_at,"
                    + " ring_seconds, duration_seconds, wrap_up_seconds, notes, recording_url,"
                    + " callback_at, contact, sale, end_reason, override, violations, provider,"
                    + " provider_call_id FROM calls";

    private static final Listing<Call> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", CallStore::read)
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

    private static final List<String> COLUMNS =
            List.of(
                    "version",
                    "updated_at",
                    "deleted_at",
                    "agent_id",
                    "lead_id",
                    "direction",
                    "phone",
                    "status",
                    "outcome",
                    "scheduled_at",
                    "started_at",
                    "answered_at",
                    "ended_at",
                    "ring_seconds",
                    "duration_seconds",
                    "wrap_up_seconds",
                    "notes",
                    "recording_url",
                    "callback_at",
                    "contact",
                    "sale",
                    "end_reason",
                    "override",
                    "violations",
                    "provider",
                    "provider_call_id",
                    "at",
                    "active",
                    "open");

    private static final String INSERT =
            "INSERT INTO calls ("
                    + String.join(", ", COLUMNS)
                    + ", id, created_at, brought_hash) VALUES ("
                    + String.join(", ", Collections.nCopies(COLUMNS.size() + 3, "?"))
                    + ")";

    private static final String UPDATE =
            "UPDATE calls SET " + String.join(" = ?, ", COLUMNS) + " = ? WHERE id = ?";

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
        return tx.first(SELECT + " WHERE id = ?", CallStore::read, id);
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
        return tx.first(SELECT + " WHERE agent_id = ? AND active", CallStore::read, agentId);
    }

    /** All calls with a lead, including deleted ones. */
    static List<Call> ofLead(Tx tx, String leadId) {
        return tx.list(
                SELECT + " WHERE lead_id = ? ORDER BY created_at, id", CallStore::read, leadId);
    }

    /** The call with this provider id that is not deleted. */
    static Optional<Call> ofProvider(
            Tx tx, @Nullable String provider, @Nullable String providerCallId) {
        if (provider == null || providerCallId == null) {
            return Optional.empty();
        }
        return tx.first(
                SELECT + " WHERE provider = ? AND provider_call_id = ? AND deleted_at IS NULL",
                CallStore::read,
                provider,
                providerCallId);
    }

    /** The agent's call that ended at this time and whose wrap-up is not finished. */
    static Optional<Call> inWrapUpOf(Tx tx, String agentId, Instant ended) {
        return tx.first(
                SELECT
                        + " WHERE agent_id = ? AND at BETWEEN ? AND ? AND ended_at = ?"
                        + " AND wrap_up_seconds IS NULL AND deleted_at IS NULL",
                CallStore::read,
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
        tx.update(INSERT, insertValues(call, creationHash));
    }

    static void insertAll(Tx tx, List<Call> calls) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Call call : calls) {
            rows.add(insertValues(call, null));
        }
        tx.updateAll(INSERT, rows);
    }

    private static @Nullable Object[] insertValues(Call call, @Nullable String creationHash) {
        List<@Nullable Object> values = values(call);
        values.add(call.id());
        values.add(call.createdAt());
        values.add(creationHash);
        return values.toArray();
    }

    static void update(Tx tx, Call call) {
        List<@Nullable Object> values = values(call);
        values.add(call.id());
        tx.update(UPDATE, values.toArray());
    }

    /** The values of {@link #COLUMNS}, in their order. */
    private static List<@Nullable Object> values(Call call) {
        List<@Nullable Object> values = new ArrayList<>(COLUMNS.size() + 3);
        values.add(call.version());
        values.add(call.updatedAt());
        values.add(call.deletedAt());
        values.add(call.agentId());
        values.add(call.leadId());
        values.add(call.direction());
        values.add(call.phone());
        values.add(call.status());
        values.add(call.outcome());
        values.add(call.scheduledAt());
        values.add(call.startedAt());
        values.add(call.answeredAt());
        values.add(call.endedAt());
        values.add(call.ringSeconds());
        values.add(call.durationSeconds());
        values.add(call.wrapUpSeconds());
        values.add(call.notes());
        values.add(call.recordingUrl());
        values.add(call.callbackAt());
        values.add(call.contact());
        values.add(call.sale());
        values.add(call.endReason());
        values.add(call.override());
        values.add(call.violations().stream().map(EnumNames::of).toList());
        values.add(call.provider());
        values.add(call.providerCallId());
        values.add(call.at());
        values.add(call.active());
        values.add(call.open());
        return values;
    }

    private static Call read(Row row) {
        return new Call(
                row.text(),
                row.integer(),
                row.time(),
                row.time(),
                row.timeOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.word(CallDirection.class),
                row.textOrNull(),
                row.word(CallStatus.class),
                row.wordOrNull(CallOutcome.class),
                row.timeOrNull(),
                row.timeOrNull(),
                row.timeOrNull(),
                row.timeOrNull(),
                row.integerOrNull(),
                row.integerOrNull(),
                row.integerOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.timeOrNull(),
                row.bool(),
                row.bool(),
                row.textOrNull(),
                override(row.textOrNull()),
                violations(row.texts()),
                row.textOrNull(),
                row.textOrNull());
    }

    private static List<CallingRule> violations(List<String> stored) {
        return stored.stream().map(name -> EnumNames.get(CallingRule.class, name)).toList();
    }

    private static @Nullable CallOverride override(@Nullable String stored) {
        return stored == null ? null : Json.read(stored, CallOverride.class);
    }
}
