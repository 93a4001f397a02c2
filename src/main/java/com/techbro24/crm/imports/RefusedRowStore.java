package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code lead_import_refused}. */
final class RefusedRowStore {
    private static final int RADIX = 36;

    private RefusedRowStore() {}

    static void insertAll(Tx tx, String importId, List<RefusedRow> rows) {
        if (!rows.isEmpty()) {
            tx.updateAll(
                    "INSERT INTO lead_import_refused (import_id, row_number, line, reasons, cells)"
                            + " VALUES (?, ?, ?, ?, ?)",
                    rows.stream()
                            .map(
                                    row ->
                                            new @Nullable Object[] {
                                                importId,
                                                row.row(),
                                                row.line(),
                                                row.reasons(),
                                                row.cells()
                                            })
                            .toList());
        }
    }

    /** The rows after the one with the number {@code after}, in the file's order. */
    static List<RefusedRow> after(Tx tx, String importId, int after, int rowsMax) {
        return tx.list(
                "SELECT row_number, line, reasons, cells FROM lead_import_refused"
                        + " WHERE import_id = ? AND row_number > ? ORDER BY row_number LIMIT ?",
                RefusedRowStore::read,
                importId,
                after,
                rowsMax);
    }

    static Page<RefusedRow> page(Tx tx, String importId, Paging paging) {
        List<RefusedRow> rows = after(tx, importId, cursor(paging), paging.limit() + 1);
        boolean more = rows.size() > paging.limit();
        List<RefusedRow> data = more ? List.copyOf(rows.subList(0, paging.limit())) : rows;
        String next = more ? Integer.toString(data.getLast().row(), RADIX) : null;
        Long total = paging.total() ? Long.valueOf(count(tx, importId)) : null;
        return new Page<>(data, new Page.Mark(paging.limit(), next, total));
    }

    private static int cursor(Paging paging) {
        return paging.cursor() == null ? 0 : Integer.parseInt(paging.cursor(), RADIX);
    }

    static boolean isCursor(String text) {
        try {
            int _ = Integer.parseInt(text, RADIX);
            return true;
        } catch (NumberFormatException fault) {
            return false;
        }
    }

    private static long count(Tx tx, String importId) {
        return tx.count("SELECT COUNT(*) FROM lead_import_refused WHERE import_id = ?", importId);
    }

    static void delete(Tx tx, String importId) {
        tx.update("DELETE FROM lead_import_refused WHERE import_id = ?", importId);
    }

    private static RefusedRow read(Row row) {
        return new RefusedRow(
                row.integer(), row.integer(), List.of(row.json(Fault[].class)), row.texts());
    }
}
