package com.techbro24.crm.imports;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code lead_import_refused} and {@code lead_import_warnings}, which have the same
 * columns.
 */
final class ReportedRowStore {
    private static final int RADIX = 36;

    static final ReportedRowStore REFUSED = new ReportedRowStore("lead_import_refused");
    static final ReportedRowStore WARNED = new ReportedRowStore("lead_import_warnings");

    final String table;

    private ReportedRowStore(String table) {
        this.table = table;
    }

    void insertAll(Tx tx, String importId, List<ReportedRow> rows) {
        if (!rows.isEmpty()) {
            tx.updateAll(
                    "INSERT INTO "
                            + table
                            + " (import_id, row_number, line, reasons, cells)"
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
    List<ReportedRow> after(Tx tx, String importId, int after, int rowsMax) {
        return tx.list(
                "SELECT row_number, line, reasons, cells FROM "
                        + table
                        + " WHERE import_id = ? AND row_number > ? ORDER BY row_number LIMIT ?",
                ReportedRowStore::read,
                importId,
                after,
                rowsMax);
    }

    Page<ReportedRow> page(Tx tx, String importId, Paging paging) {
        List<ReportedRow> rows = after(tx, importId, cursor(paging), paging.limit() + 1);
        boolean more = rows.size() > paging.limit();
        List<ReportedRow> data = more ? List.copyOf(rows.subList(0, paging.limit())) : rows;
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
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private long count(Tx tx, String importId) {
        return tx.count("SELECT COUNT(*) FROM " + table + " WHERE import_id = ?", importId);
    }

    void delete(Tx tx, String importId) {
        tx.update("DELETE FROM " + table + " WHERE import_id = ?", importId);
    }

    private static ReportedRow read(Row row) {
        return new ReportedRow(
                row.integer(), row.integer(), List.of(row.json(InputError[].class)), row.texts());
    }
}
