package com.techbro24.crm.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** A reminder as two longs: the millisecond of its due time; its agent, subject and fate. */
final class ReminderFact {
    private ReminderFact() {}

    /** What became of a reminder. */
    enum Fate {
        /** Neither done nor cancelled. */
        OPEN,
        /** Done before it was overdue. */
        KEPT,
        /** Done after it was overdue. */
        LATE,
        CANCELLED;

        static final Fate[] ALL = values();

        static Fate of(String status, boolean wasOverdue) {
            return switch (status) {
                case "completed" -> wasOverdue ? LATE : KEPT;
                case "cancelled" -> CANCELLED;
                default -> OPEN;
            };
        }
    }

    /** What a reminder counts by. */
    record Row(int agent, boolean aboutLead, Fate fate, Instant remindAt) {
        long second() {
            return Math.floorDiv(remindAt.toEpochMilli(), 1_000L);
        }

        long first() {
            return remindAt.toEpochMilli();
        }

        long other() {
            return (long) agent << 3 | (aboutLead ? 4 : 0) | fate.ordinal();
        }
    }

    /** The reminder of a row of the log. */
    static Row read(JsonNode row, int agent) {
        JsonNode snoozed = row.path("snoozedUntil");
        String time = (snoozed.isTextual() ? snoozed : row.path("dueAt")).textValue();
        return new Row(
                agent,
                row.path("leadId").isTextual(),
                Fate.of(row.path("status").textValue(), row.path("overdueFiredAt").isTextual()),
                Instant.parse(time));
    }

    static int agent(long other) {
        return (int) (other >>> 3);
    }

    static boolean isAboutLead(long other) {
        return (other & 4) != 0;
    }

    static Fate fate(long other) {
        return Fate.ALL[(int) other & 3];
    }
}
