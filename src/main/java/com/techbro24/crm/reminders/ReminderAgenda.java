package com.techbro24.crm.reminders;

import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What lies ahead of an agent: its pending reminders, and when the recurring ones come again. */
public final class ReminderAgenda {
    private static final String PENDING =
            ReminderColumns.SELECT_ALL
                    + " WHERE agent_id = ? AND status = 'pending' AND deleted_at IS NULL"
                    + " AND remind_at >= ? ORDER BY remind_at, id LIMIT ?";

    private ReminderAgenda() {}

    /** The pending reminders that are due at or after a time, the first due first. */
    public static List<Reminder> pendingOf(Tx tx, String agentId, Instant from, int rowsMax) {
        // Whether they are overdue is of no interest here, so the time of reading is none.
        return tx.list(
                PENDING, row -> ReminderColumns.read(row, Instant.EPOCH), agentId, from, rowsMax);
    }

    /**
     * The occurrences that follow the reminder's own one, if nothing changes; those before {@code
     * from} are left out.
     */
    public static List<Instant> occurrencesBetween(
            Reminder reminder, Instant from, Instant to, int countMax) {
        List<Instant> times = new ArrayList<>();
        if (reminder.recurrence() == null) {
            return times;
        }
        Rrule rule = Rrule.of(reminder.recurrence());
        ZoneId zone = ZoneId.of(reminder.timezone());
        Rrule.Next last = new Rrule.Next(reminder.slot(), reminder.occurrence(), reminder.dueAt());
        Instant after = from.isAfter(reminder.dueAt()) ? from.minusMillis(1) : reminder.dueAt();
        while (times.size() < countMax) {
            Optional<Rrule.Next> next = rule.next(last, after, zone);
            if (next.isEmpty() || !next.get().at().isBefore(to)) {
                break;
            }
            last = next.get();
            after = last.at();
            times.add(after);
        }
        return times;
    }
}
