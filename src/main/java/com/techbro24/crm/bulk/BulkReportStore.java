package com.techbro24.crm.bulk;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code lead_bulk_reports}. */
final class BulkReportStore {
    static final String TABLE = "lead_bulk_reports";
    private static final int RADIX = 36;

    private BulkReportStore() {}

    static void insertAll(Tx tx, String bulkId, List<ReportedLead> leads) {
        if (!leads.isEmpty()) {
            tx.updateAll(
                    "INSERT INTO lead_bulk_reports (bulk_id, lead_number, lead_id, reasons)"
                            + " VALUES (?, ?, ?, ?)",
                    leads.stream()
                            .map(
                                    lead ->
                                            new @Nullable Object[] {
                                                bulkId, lead.number(), lead.leadId(), lead.reasons()
                                            })
                            .toList());
        }
    }

    static Page<ReportedLead> page(Tx tx, String bulkId, Paging paging) {
        int after = paging.cursor() == null ? 0 : Integer.parseInt(paging.cursor(), RADIX);
        List<ReportedLead> leads =
                tx.list(
                        "SELECT lead_number, lead_id, reasons FROM lead_bulk_reports"
                                + " WHERE bulk_id = ? AND lead_number > ?"
                                + " ORDER BY lead_number LIMIT ?",
                        BulkReportStore::read,
                        bulkId,
                        after,
                        paging.limit() + 1);
        boolean more = leads.size() > paging.limit();
        List<ReportedLead> data = more ? List.copyOf(leads.subList(0, paging.limit())) : leads;
        String next = more ? Integer.toString(data.getLast().number(), RADIX) : null;
        Long total =
                paging.total()
                        ? Long.valueOf(
                                tx.count(
                                        "SELECT COUNT(*) FROM lead_bulk_reports WHERE bulk_id = ?",
                                        bulkId))
                        : null;
        return new Page<>(data, new Page.Mark(paging.limit(), next, total));
    }

    static boolean isCursor(String text) {
        try {
            int _ = Integer.parseInt(text, RADIX);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    static void delete(Tx tx, String bulkId) {
        tx.update("DELETE FROM lead_bulk_reports WHERE bulk_id = ?", bulkId);
    }

    private static ReportedLead read(Row row) {
        return new ReportedLead(row.integer(), row.text(), List.of(row.json(InputError[].class)));
    }
}
