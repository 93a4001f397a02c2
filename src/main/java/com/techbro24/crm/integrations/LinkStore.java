package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code integration_links}. */
final class LinkStore {
    private static final Columns<IntegrationLink> COLUMNS =
            Columns.of(MethodHandles.lookup(), IntegrationLink.class, "integration_links")
                    .readBy("base", row -> tree(row.textOrNull()))
                    .fixed("integration_id", "entity_type")
                    .build();

    private static final String SELECT = COLUMNS.select();
    private static final String OF_TYPE = " WHERE integration_id = ? AND entity_type = ?";

    private static final Listing<IntegrationLink> LISTING =
            new Listing<>(SELECT, "id", "-updatedAt", COLUMNS::read)
                    .sort("updatedAt", "updated_at", IntegrationLink::updatedAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private LinkStore() {}

    private static @Nullable ObjectNode tree(@Nullable String json) {
        return json == null ? null : (ObjectNode) Json.read(json);
    }

    static Page<IntegrationLink> list(
            Tx tx, String integrationId, List<LinkState> states, Paging paging) {
        Listing.Filter filter = new Listing.Filter().and("integration_id = ?", integrationId);
        return LISTING.page(tx, filter.in("state", states), paging);
    }

    static IntegrationLink get(Tx tx, String integrationId, String id) {
        return tx.first(
                        SELECT + " WHERE id = ? AND integration_id = ?",
                        COLUMNS::read,
                        id,
                        integrationId)
                .orElseThrow(() -> Problem.notFound("link"));
    }

    static Optional<IntegrationLink> local(Tx tx, String integrationId, String type, String id) {
        return tx.first(
                SELECT + OF_TYPE + " AND local_id = ?", COLUMNS::read, integrationId, type, id);
    }

    static Optional<IntegrationLink> remote(Tx tx, String integrationId, String type, String id) {
        return tx.first(
                SELECT + OF_TYPE + " AND remote_key = ?", COLUMNS::read, integrationId, type, id);
    }

    /** Links whose row is to be sent, the longest waiting first. */
    static List<IntegrationLink> toPush(Tx tx, String integrationId, String type, int rowsMax) {
        return tx.list(
                SELECT + OF_TYPE + " AND state IN (?, ?) ORDER BY updated_at, id LIMIT ?",
                COLUMNS::read,
                integrationId,
                type,
                LinkState.DIRTY,
                LinkState.NEW,
                rowsMax);
    }

    /** Links whose record is to be read again. */
    static List<IntegrationLink> toRetry(Tx tx, String integrationId, int rowsMax) {
        return tx.list(
                SELECT + " WHERE integration_id = ? AND state = ? ORDER BY updated_at, id LIMIT ?",
                COLUMNS::read,
                integrationId,
                LinkState.RETRY,
                rowsMax);
    }

    static void insert(Tx tx, IntegrationLink row) {
        COLUMNS.insert(tx, row);
    }

    static void update(Tx tx, IntegrationLink row) {
        COLUMNS.update(tx, row);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM integration_links WHERE id = ?", id);
    }

    static void deleteOf(Tx tx, String integrationId) {
        tx.update("DELETE FROM integration_links WHERE integration_id = ?", integrationId);
    }
}
