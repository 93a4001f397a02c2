package com.techbro24.crm.extensions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code custom_endpoints} and {@code custom_endpoint_calls}. */
public final class EndpointStore {
    private static final Duration CALLS_KEPT = Duration.ofDays(7);
    private static final int PURGED_AT_ONCE_MAX = 500;

    private static final Columns<CustomEndpoint> COLUMNS =
            Columns.of(MethodHandles.lookup(), CustomEndpoint.class, "custom_endpoints")
                    .readBy("schema", row -> tree(row.textOrNull()))
                    .readBy("timeout", row -> Duration.ofMillis(row.longInteger()))
                    .writtenAs("timeout", of -> of.timeout().toMillis())
                    .fixed("agent_id", "name")
                    .insertOnly("secret")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<CustomEndpoint> LISTING =
            new Listing<>(SELECT, "id", "name", COLUMNS::read)
                    .sort("name", "name", CustomEndpoint::name)
                    .sort("createdAt", "created_at", CustomEndpoint::createdAt);

    private static final Columns<EndpointCall> CALL_COLUMNS =
            Columns.of(MethodHandles.lookup(), EndpointCall.class, "custom_endpoint_calls").build();

    private static final Listing<EndpointCall> CALLS =
            new Listing<>(CALL_COLUMNS.select(), "id", "-createdAt", CALL_COLUMNS::read)
                    .sort("createdAt", "created_at", EndpointCall::createdAt);

    /** The fields by which the lists can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    static final Collection<String> CALL_SORTS = CALLS.sorts();

    private EndpointStore() {}

    private static @Nullable ObjectNode tree(@Nullable String json) {
        return json == null ? null : (ObjectNode) Json.read(json);
    }

    static CustomEndpoint get(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id)
                .orElseThrow(() -> Problem.notFound(CustomEndpoint.TYPE));
    }

    /** By its name or its id, which no name looks like. */
    static Optional<CustomEndpoint> named(Tx tx, String nameOrId) {
        return tx.first(SELECT + " WHERE name = ? OR id = ?", COLUMNS::read, nameOrId, nameOrId);
    }

    static Page<CustomEndpoint> list(Tx tx, Paging paging) {
        return LISTING.page(tx, new Listing.Filter(), paging);
    }

    static List<CustomEndpoint> enabled(Tx tx) {
        return tx.list(SELECT + " WHERE enabled ORDER BY name", COLUMNS::read);
    }

    static long count(Tx tx) {
        return tx.count("SELECT COUNT(*) FROM custom_endpoints");
    }

    static String secret(Tx tx, String id) {
        return tx.first("SELECT secret FROM custom_endpoints WHERE id = ?", Row::text, id)
                .orElseThrow(() -> Problem.notFound(CustomEndpoint.TYPE));
    }

    static void setSecret(Tx tx, String id, String sealed) {
        tx.update("UPDATE custom_endpoints SET secret = ? WHERE id = ?", sealed, id);
    }

    static void insert(Tx tx, CustomEndpoint row, String sealed) {
        COLUMNS.insert(tx, row, sealed);
    }

    static void update(Tx tx, CustomEndpoint row) {
        COLUMNS.update(tx, row);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM custom_endpoint_calls WHERE endpoint_id = ?", id);
        tx.update("DELETE FROM custom_endpoints WHERE id = ?", id);
    }

    static void insert(Tx tx, EndpointCall call) {
        CALL_COLUMNS.insert(tx, call);
    }

    static Page<EndpointCall> calls(Tx tx, String id, Paging paging) {
        return CALLS.page(tx, new Listing.Filter().and("endpoint_id = ?", id), paging);
    }

    /** Deletes some old requests; returns whether more may be left. */
    public static boolean purge(Tx tx, Instant now) {
        List<@Nullable Object[]> old =
                tx.list(
                        "SELECT id FROM custom_endpoint_calls WHERE created_at <= ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text()},
                        now.minus(CALLS_KEPT));
        if (!old.isEmpty()) {
            tx.updateAll("DELETE FROM custom_endpoint_calls WHERE id = ?", old);
        }
        return old.size() == PURGED_AT_ONCE_MAX;
    }
}
