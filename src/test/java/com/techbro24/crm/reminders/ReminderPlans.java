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

/** Many reminders, straight into the tables, and how the databases would look for the next ones. */
final class ReminderPlans {
    private static final int ROWS_AT_ONCE = 1_000;

    private ReminderPlans() {}

    /** A pending one, as it stands once it was made. */
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

    /** Half of them about leads, one every {@code step} from {@code first} on. */
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

    /** How the database finds when the next one makes itself heard, and which are to do so now. */
    static List<String> of(Tx tx, Instant now) {
        String due =
                ReminderStore.ALERTING
                        .replaceFirst("\\?", Long.toString(now.toEpochMilli()))
                        .replaceFirst("\\?", "200");
        return Stream.concat(
                        Plans.of(tx, ReminderStore.NEXT_ALERT).stream(), Plans.of(tx, due).stream())
                .toList();
    }

    /** Whether a line of a plan reads a whole table, or sorts. */
    static boolean isScan(String line, Dialect dialect) {
        return switch (dialect) {
            case SQLITE -> line.matches("(SCAN|USE TEMP B-TREE) .*");
            case POSTGRESQL -> line.matches(".*(Seq Scan|-> +Sort).*");
        };
    }
}
