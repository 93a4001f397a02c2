package com.techbro24.crm.imports;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code lead_import_chunks}. */
final class ImportChunkStore {
    private ImportChunkStore() {}

    static void insert(Tx tx, String importId, ImportChunk chunk, Instant now) {
        tx.update(
                "INSERT INTO lead_import_chunks (import_id, first_row, row_count, received_at,"
                        + " content) VALUES (?, ?, ?, ?, ?)",
                importId,
                chunk.firstRow(),
                chunk.rows(),
                now,
                chunk.content());
    }

    static int countRows(Tx tx, String importId) {
        return (int)
                tx.count(
                        "SELECT COALESCE(SUM(row_count), 0) FROM lead_import_chunks"
                                + " WHERE import_id = ?",
                        importId);
    }

    /** The chunk that contains a row. */
    static Optional<ImportChunk> containing(Tx tx, String importId, int row) {
        return tx.first(
                "SELECT first_row, row_count, content FROM lead_import_chunks"
                        + " WHERE import_id = ? AND first_row <= ?"
                        + " ORDER BY first_row DESC LIMIT 1",
                found -> new ImportChunk(found.integer(), found.integer(), found.bytes()),
                importId,
                row);
    }

    static void delete(Tx tx, String importId) {
        tx.update("DELETE FROM lead_import_chunks WHERE import_id = ?", importId);
    }

    /** Files whose upload was never completed. */
    static List<String> orphans(Tx tx, Instant before, int rowsMax) {
        return tx.list(
                "SELECT DISTINCT import_id FROM lead_import_chunks WHERE received_at <= ?"
                        + " AND NOT EXISTS (SELECT 1 FROM lead_imports WHERE id = import_id)"
                        + " LIMIT ?",
                Row::text,
                before,
                rowsMax);
    }
}
