package com.techbro24.crm.integrations;

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

/** The SQL of {@code integrations}. */
final class IntegrationStore {
    private static final int DUE_READ_MAX = 20;

    private static final Columns<Integration> COLUMNS =
            Columns.of(MethodHandles.lookup(), Integration.class, "integrations")
                    .readBy("every", row -> Duration.ofSeconds(row.longInteger()))
                    .writtenAs("every", of -> of.every().toSeconds())
                    .fixed("agent_id", "provider", "url")
                    .insertOnly("secret", "pull_cursor", "gone_cursor", "log_seq", "leased_until")
                    .build();

    private static final String SELECT = COLUMNS.select();

    private static final Listing<Integration> LISTING =
            new Listing<>(SELECT, "id", "-createdAt", COLUMNS::read)
                    .sort("createdAt", "created_at", Integration::createdAt);

    /** The fields by which a list can be sorted. */
    static final Collection<String> SORTS = LISTING.sorts();

    private IntegrationStore() {}

    /**
     * How far a connection is.
     *
     * @param pull the cursor of changed records
     * @param gone the cursor of deleted records
     * @param goneAt when the deleted records were read last
     * @param logSeq changes of ours up to this seq are noted in the links
     */
    record Position(String pull, String gone, Instant goneAt, long logSeq) {}

    static Optional<Integration> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", COLUMNS::read, id);
    }

    static Integration get(Tx tx, String id) {
        return find(tx, id).orElseThrow(() -> Problem.notFound(Integration.TYPE));
    }

    static Page<Integration> list(Tx tx, Paging paging) {
        return LISTING.page(tx, new Listing.Filter(), paging);
    }

    static List<String> due(Tx tx, Instant now) {
        return tx.list(
                "SELECT id FROM integrations WHERE enabled AND next_at <= ? AND leased_until <= ?"
                        + " ORDER BY next_at LIMIT "
                        + DUE_READ_MAX,
                Row::text,
                now,
                now);
    }

    /** Takes or keeps a connection for a node; false if another node has it or it is disabled. */
    static boolean lease(Tx tx, String id, String node, Instant now, Instant until) {
        return tx.update(
                        "UPDATE integrations SET leased_by = ?, leased_until = ? WHERE id = ?"
                                + " AND enabled AND (leased_by = ? OR leased_until <= ?)",
                        node,
                        until,
                        id,
                        node,
                        now)
                == 1;
    }

    static void release(Tx tx, String id) {
        tx.update("UPDATE integrations SET leased_by = NULL, leased_until = 0 WHERE id = ?", id);
    }

    static Position position(Tx tx, String id) {
        return tx.first(
                        "SELECT pull_cursor, gone_cursor, gone_at, log_seq FROM integrations"
                                + " WHERE id = ?",
                        row -> new Position(row.text(), row.text(), row.time(), row.longInteger()),
                        id)
                .orElseThrow(() -> Problem.notFound(Integration.TYPE));
    }

    static void setPull(Tx tx, String id, String cursor) {
        tx.update("UPDATE integrations SET pull_cursor = ? WHERE id = ?", cursor, id);
    }

    static void setGone(Tx tx, String id, String cursor, Instant at) {
        tx.update(
                "UPDATE integrations SET gone_cursor = ?, gone_at = ? WHERE id = ?",
                cursor,
                at,
                id);
    }

    static void setLogSeq(Tx tx, String id, long seq) {
        tx.update("UPDATE integrations SET log_seq = ? WHERE id = ?", seq, id);
    }

    static String secret(Tx tx, String id) {
        return tx.first("SELECT secret FROM integrations WHERE id = ?", Row::text, id)
                .orElseThrow(() -> Problem.notFound(Integration.TYPE));
    }

    static void setSecret(Tx tx, String id, String sealed) {
        tx.update("UPDATE integrations SET secret = ? WHERE id = ?", sealed, id);
    }

    static void insert(Tx tx, Integration row, String sealed, long logSeq) {
        COLUMNS.insert(
                tx, row, sealed, Connector.BEGINNING, Connector.BEGINNING, logSeq, Instant.EPOCH);
    }

    static void update(Tx tx, Integration row) {
        COLUMNS.update(tx, row);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM integrations WHERE id = ?", id);
    }

    static long count(Tx tx) {
        return tx.count("SELECT COUNT(*) FROM integrations");
    }
}
