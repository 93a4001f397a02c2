package com.techbro24.crm.bulk;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;

/** The SQL of {@code lead_bulk_chunks}: the leads of a run, some in each row. */
final class BulkChunkStore {
    static final String TABLE = "lead_bulk_chunks";

    private BulkChunkStore() {}

    /**
     * @param first the index of the first lead in the run
     */
    static void insert(Tx tx, String bulkId, int first, List<String> leadIds, Instant now) {
        tx.update(
                "INSERT INTO lead_bulk_chunks (bulk_id, first_lead, lead_count, received_at,"
                        + " lead_ids) VALUES (?, ?, ?, ?, ?)",
                bulkId,
                first,
                leadIds.size(),
                now,
                leadIds);
    }

    static int countLeads(Tx tx, String bulkId) {
        return (int)
                tx.count(
                        "SELECT COALESCE(SUM(lead_count), 0) FROM lead_bulk_chunks"
                                + " WHERE bulk_id = ?",
                        bulkId);
    }

    /** The leads from an index on, at most to the end of its chunk. */
    static List<String> from(Tx tx, String bulkId, int index, int leadsMax) {
        return tx.first(
                        "SELECT first_lead, lead_ids FROM lead_bulk_chunks"
                                + " WHERE bulk_id = ? AND first_lead <= ?"
                                + " ORDER BY first_lead DESC LIMIT 1",
                        row -> some(row, index, leadsMax),
                        bulkId,
                        index)
                .orElse(List.of());
    }

    private static List<String> some(Row row, int index, int leadsMax) {
        int from = index - row.integer();
        List<String> ids = row.texts();
        return from >= ids.size()
                ? List.of()
                : List.copyOf(ids.subList(from, Math.min(from + leadsMax, ids.size())));
    }

    static void delete(Tx tx, String bulkId) {
        tx.update("DELETE FROM lead_bulk_chunks WHERE bulk_id = ?", bulkId);
    }

    /** The leads of runs that were never begun. */
    static List<String> orphans(Tx tx, Instant before, int rowsMax) {
        return tx.list(
                "SELECT DISTINCT bulk_id FROM lead_bulk_chunks WHERE received_at <= ?"
                        + " AND NOT EXISTS (SELECT 1 FROM lead_bulks WHERE id = bulk_id)"
                        + " LIMIT ?",
                Row::text,
                before,
                rowsMax);
    }
}
