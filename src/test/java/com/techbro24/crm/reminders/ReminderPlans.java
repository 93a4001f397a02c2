package com.techbro24.crm.reminders;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Plans;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;

/** Bulk-inserts reminders, and returns the query plans for finding due alerts. */
final class ReminderPlans {
    private static final int ROWS_AT_ONCE = 1_000;

    private ReminderPlans() {}

    /** A pending reminder, as it is after its creation. */
    static Reminder pending(Agent agent, boolean ofLead, Instant dueAt, Instant now) {
        return new Reminder(
                Id.next(),
                1,
                now,
                now,
                null,
                agent.id(),
                ofLead ? Id.next() : null,
                ofLead ? ReminderKind.CALL_BACK : null,
                "Call back",
                null,
                dueAt,
                "UTC",
                ReminderPriority.NORMAL,
                ReminderStatus.PENDING,
                null,
                null,
                null,
                LocalDateTime.of(2026, 1, 1, 9, 0),
                1,
                null,
                List.of(),
                null,
                null,
                null,
                dueAt,
                false);
    }

    /** Inserts one every {@code step} from {@code first} on; half of them are about leads. */
    static void fill(
            GroupCommit writer, List<Agent> agents, int rows, Instant first, Duration step) {
        for (int from = 0; from < rows; from += ROWS_AT_ONCE) {
            int start = from;
            boolean _ =
                    writer.write(
                            tx -> {
                                for (int row = start;
                                        row < Math.min(rows, start + ROWS_AT_ONCE);
                                        row++) {
                                    Instant dueAt = first.plus(step.multipliedBy(row));
                                    Agent agent = agents.get(row % agents.size());
                                    ReminderStore.insert(
                                            tx, pending(agent, row % 2 == 0, dueAt, first), null);
                                }
                                return true;
                            });
        }
        int _ = writer.write(tx -> tx.update("ANALYZE"));
    }

    /** The plans for finding the next alert time and the due alerts. */
    static List<String> of(Tx tx, Instant now) {
        String due =
                ReminderStore.WITH_DUE_ALERT
                        .replaceFirst("\\?", Long.toString(now.toEpochMilli()))
                        .replaceFirst("\\?", "200");
        return Stream.concat(
                        Plans.of(tx, ReminderStore.NEXT_ALERT).stream(), Plans.of(tx, due).stream())
                .toList();
    }

    /** Whether a line of a plan is a full table scan or a sort. */
    static boolean isScan(String line, Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> line.matches("(SCAN|USE TEMP B-TREE) .*");
            case POSTGRESQL -> line.matches(".*(Seq Scan|-> +Sort).*");
        };
    }
}
