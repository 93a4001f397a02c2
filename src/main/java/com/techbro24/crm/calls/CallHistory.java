package com.techbro24.crm.calls;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Sums;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads all calls, for statistics in other rooms. */
public final class CallHistory {
    private static final int ROWS_AT_ONCE = 10_000;

    private static final String NEXT =
            "SELECT id, agent_id, lead_id, direction, status, outcome, at,"
                    + " started_at IS NOT NULL, answered_at IS NOT NULL, contact, sale,"
                    + " duration_seconds, wrap_up_seconds FROM calls"
                    + " WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?";

    private CallHistory() {}

    /** Receives the calls, one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param at the start, the scheduled time, or the creation time
         */
        void call(
                @Nullable String agentId,
                @Nullable String leadId,
                String direction,
                String status,
                @Nullable String outcome,
                Instant at,
                boolean started,
                boolean answered,
                boolean contact,
                boolean sale,
                @Nullable Integer talkSeconds,
                @Nullable Integer wrapUpSeconds);
    }

    /** Visits every call that is not deleted. */
    public static void visit(Tx tx, Visitor visitor) {
        String last = "";
        List<String> ids;
        do {
            ids = tx.list(NEXT, row -> visit(row, visitor), last, ROWS_AT_ONCE);
            last = ids.isEmpty() ? last : ids.getLast();
        } while (ids.size() == ROWS_AT_ONCE);
    }

    private static String visit(Row row, Visitor visitor) {
        String id = row.text();
        visitor.call(
                row.textOrNull(),
                row.textOrNull(),
                row.text(),
                row.text(),
                row.textOrNull(),
                row.time(),
                row.bool(),
                row.bool(),
                row.bool(),
                row.bool(),
                row.integerOrNull(),
                row.integerOrNull());
        return id;
    }

    /** The started calls by agent, status and UTC day; and the first attempts of leads. */
    public static void sums(Tx tx, Sums into) {
        tx.list(
                "SELECT COALESCE(agent_id, '-'), status, (at - ((at % 86400000 + 86400000)"
                        + " % 86400000)) / 86400000 AS day, COUNT(*),"
                        + " SUM(CASE WHEN contact THEN 1 ELSE 0 END),"
                        + " SUM(CASE WHEN sale THEN 1 ELSE 0 END),"
                        + " SUM(COALESCE(duration_seconds, 0)) FROM calls"
                        + " WHERE deleted_at IS NULL AND started_at IS NOT NULL"
                        + " GROUP BY COALESCE(agent_id, '-'), status, day",
                row -> {
                    String group = String.join(" ", "calls", row.text(), row.text());
                    into.sum(
                            group + " " + row.longInteger(),
                            row.longInteger(),
                            row.longInteger(),
                            row.longInteger(),
                            row.longInteger());
                    return true;
                });
        tx.list(
                "SELECT COUNT(*), SUM("
                        + Sums.seconds("first")
                        + ") FROM"
                        + " (SELECT MIN(started_at) AS first FROM calls WHERE lead_id IS NOT NULL"
                        + " AND direction = ? AND deleted_at IS NULL AND started_at IS NOT NULL"
                        + " GROUP BY lead_id) AS attempts",
                row -> {
                    into.sum("attempts", row.longInteger(), row.longInteger());
                    return true;
                },
                CallDirection.OUTBOUND);
    }

    /** When the first outgoing call to the lead started; empty without one. */
    public static Optional<Instant> firstAttempt(Tx tx, String leadId) {
        return tx.first(
                        "SELECT MIN(started_at) FROM calls WHERE lead_id = ? AND direction = ?"
                                + " AND deleted_at IS NULL",
                        row -> Optional.ofNullable(row.timeOrNull()),
                        leadId,
                        CallDirection.OUTBOUND)
                .flatMap(found -> found);
    }
}
