package com.techbro24.crm.leads;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Sums;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads all leads and their status periods, for statistics in other rooms. */
public final class LeadHistory {
    private static final int ROWS_AT_ONCE = 10_000;

    private static final String NEXT =
            "SELECT row_number, id, created_at, deleted_at IS NOT NULL, assigned_agent_id, source,"
                    + " value, currency, next_follow_up_at IS NOT NULL FROM leads"
                    + " WHERE row_number > ? ORDER BY row_number LIMIT ?";

    private static final String NEXT_SPANS =
            "SELECT lead_id, status, agent_id, entered_at"
                    + " FROM lead_status_spans WHERE lead_id IN (SELECT id FROM leads"
                    + " WHERE row_number > ? AND row_number <= ?) ORDER BY lead_id, number";

    private LeadHistory() {}

    /** Receives the leads, each followed in time by its status periods. */
    public interface Visitor {
        /**
         * @param value in ten-thousandths; null for none
         */
        void lead(
                String id,
                Instant createdAt,
                boolean deleted,
                @Nullable String agentId,
                @Nullable String source,
                @Nullable Long value,
                @Nullable String currency,
                boolean hasNextStep);

        /**
         * @param agentId the agent when the period began
         */
        void span(String leadId, String status, @Nullable String agentId, Instant entered);
    }

    /** The leads by agent and status, and the status periods by agent, status and next status. */
    public static void sums(Tx tx, Sums into) {
        tx.list(
                "SELECT COALESCE(assigned_agent_id, '-'), status, COUNT(*),"
                        + " SUM("
                        + Sums.seconds("created_at")
                        + "),"
                        + " SUM(COALESCE(value, 0)) FROM leads WHERE deleted_at IS NULL"
                        + " GROUP BY COALESCE(assigned_agent_id, '-'), status",
                row -> {
                    into.sum(
                            String.join(" ", "leads", row.text(), row.text()),
                            row.longInteger(),
                            row.longInteger(),
                            row.longInteger());
                    return true;
                });
        tx.list(
                "SELECT COALESCE(agent_id, '-') AS agent, lead_status_spans.status,"
                        + " COALESCE(next_status, '-') AS next, COUNT(*) FROM lead_status_spans"
                        + " JOIN leads ON leads.id = lead_id WHERE deleted_at IS NULL"
                        + " GROUP BY agent, lead_status_spans.status, next",
                row -> {
                    into.sum(
                            String.join(" ", "stays", row.text(), row.text(), row.text()),
                            row.longInteger());
                    return true;
                });
    }

    /** Visits every lead, including deleted ones, and then its periods in their order. */
    public static void visit(Tx tx, Visitor visitor) {
        long last = 0;
        List<Long> rows;
        do {
            rows = tx.list(NEXT, row -> visit(row, visitor), last, ROWS_AT_ONCE);
            long end = rows.isEmpty() ? last : rows.getLast();
            tx.list(NEXT_SPANS, row -> visitSpan(row, visitor), last, end);
            last = end;
        } while (rows.size() == ROWS_AT_ONCE);
    }

    private static long visit(Row row, Visitor visitor) {
        long number = row.longInteger();
        visitor.lead(
                row.text(),
                row.time(),
                row.bool(),
                row.textOrNull(),
                row.textOrNull(),
                row.longOrNull(),
                row.textOrNull(),
                row.bool());
        return number;
    }

    private static boolean visitSpan(Row row, Visitor visitor) {
        visitor.span(row.text(), row.text(), row.textOrNull(), row.time());
        return true;
    }
}
