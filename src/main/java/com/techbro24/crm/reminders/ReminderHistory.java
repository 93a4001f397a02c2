package com.techbro24.crm.reminders;

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
