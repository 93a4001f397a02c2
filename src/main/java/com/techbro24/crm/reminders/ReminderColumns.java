package com.techbro24.crm.reminders;

import com.techbro24.crm.database.Columns;
import com.techbro24.crm.database.ColumnsBuilder;
import com.techbro24.crm.database.Row;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/** Maps reminders to the columns of their two tables; only one has lead_id and kind. */
final class ReminderColumns {
    private static final Columns<Reminder> OF_LEADS = declared("lead_reminders").build();

    private static final Columns<Reminder> WITHOUT_LEAD =
            declared("reminders")
                    .from("all_reminders")
                    .readOnly("lead_id", "lead_id")
                    .readOnly("kind", "kind")
                    .build();

    static final String SELECT_ALL = WITHOUT_LEAD.select();
    static final String SELECT_OF_LEADS = OF_LEADS.select();

    private ReminderColumns() {}

    // remind_at is selected only for sorting: without it, SQLite would sort both tables instead of
    // merging two of their indexes. It takes the place of overdue, which no column stores.
    private static ColumnsBuilder<Reminder> declared(String table) {
        return Columns.of(MethodHandles.lookup(), Reminder.class, table)
                .readBy("slot", row -> LocalDateTime.parse(row.text()))
                .writtenAs("slot", reminder -> reminder.slot().toString())
                .readBy("remind_before", row -> row.texts().stream().map(Duration::parse).toList())
                .readOnly("overdue", "remind_at")
                .readBy("overdue", ReminderColumns::notOverdue)
                .derived("remind_at", Reminder::remindAt)
                .insertOnly("brought_hash");
    }

    private static boolean notOverdue(Row row) {
        Instant _ = row.time();
        return false;
    }

    /** The columns of the table of this reminder. */
    static Columns<Reminder> of(Reminder reminder) {
        return reminder.leadId() == null ? WITHOUT_LEAD : OF_LEADS;
    }

    static String table(Reminder reminder) {
        return reminder.leadId() == null ? "reminders" : "lead_reminders";
    }

    /** Reads the columns of either table. */
    static Reminder read(Row row, Instant now) {
        Reminder stored = WITHOUT_LEAD.read(row);
        boolean isOverdue =
                ReminderEdit.isOverdue(stored.status(), stored.deletedAt(), stored.remindAt(), now);
        return isOverdue ? new ReminderEdit(stored).sameVersion(now) : stored;
    }
}
