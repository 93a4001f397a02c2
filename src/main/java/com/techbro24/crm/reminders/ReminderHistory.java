package com.techbro24.crm.reminders;

import com.techbro24.crm.database.Sums;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;

/** Reads all reminders, for statistics in other rooms. */
public final class ReminderHistory {
    private static final int ROWS_AT_ONCE = 10_000;

    private static final List<String> TABLES = List.of("reminders", "lead_reminders");

    private ReminderHistory() {}

    /** Receives the reminders, one by one. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * @param remindAt the due time, after snoozing
         * @param wasOverdue whether its overdue alert has fired
         */
        void reminder(
                String agentId,
                boolean aboutLead,
                String status,
                Instant remindAt,
                boolean wasOverdue);
    }

    /** The reminders by agent, by what became of them, and by whether they are about a lead. */
    public static void sums(Tx tx, Sums into) {
        tx.list(
                "SELECT agent_id, CASE WHEN status = 'pending' THEN 'open' WHEN status ="
                        + " 'cancelled' THEN 'cancelled' WHEN overdue_fired_at IS NULL THEN 'kept'"
                        + " ELSE 'late' END AS fate, CASE WHEN lead_id IS NULL THEN '-' ELSE 'lead'"
                        + " END AS subject, COUNT(*), SUM(remind_at) FROM all_reminders"
                        + " WHERE deleted_at IS NULL GROUP BY agent_id, fate, subject",
                row -> {
                    into.sum(
                            String.join(" ", "reminders", row.text(), row.text(), row.text()),
                            row.longInteger(),
                            row.longInteger());
                    return true;
                });
    }

    /** Visits every reminder that is not deleted. */
    public static void visit(Tx tx, Visitor visitor) {
        for (String table : TABLES) {
            boolean aboutLead = table.startsWith("lead");
            String next =
                    "SELECT id, agent_id, status, remind_at, overdue_fired_at IS NOT NULL FROM "
                            + table
                            + " WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?";
            String last = "";
            List<String> ids;
            do {
                ids =
                        tx.list(
                                next,
                                row -> {
                                    String id = row.text();
                                    visitor.reminder(
                                            row.text(),
                                            aboutLead,
                                            row.text(),
                                            row.time(),
                                            row.bool());
                                    return id;
                                },
                                last,
                                ROWS_AT_ONCE);
                last = ids.isEmpty() ? last : ids.getLast();
            } while (ids.size() == ROWS_AT_ONCE);
        }
    }
}
