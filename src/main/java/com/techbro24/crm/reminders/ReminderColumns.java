package com.techbro24.crm.reminders;

import com.techbro24.crm.database.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps reminders to the columns of their two tables; only one has lead_id and kind. */
final class ReminderColumns {
    // remind_at is selected only for sorting: without it, SQLite would sort both tables instead of
    // merging two of their indexes.
    private static final String COLUMNS =
            "id, version, created_at, updated_at, deleted_at, agent_id, lead_id, kind, title,"
                    + " description, due_at, timezone, priority, status, snoozed_until,"
                    + " completed_at,"
                    + " recurrence, slot, occurrence, next_reminder_id, remind_before, warned_at,"
                    + " fired_at, overdue_fired_at, next_alert_at, remind_at";
    static final String SELECT_ALL = "SELECT " + COLUMNS + " FROM all_reminders";
    static final String SELECT_OF_LEADS = "SELECT " + COLUMNS + " FROM lead_reminders";

    private static final List<String> CHANGING =
            List.of(
                    "version",
                    "updated_at",
                    "deleted_at",
                    "agent_id",
                    "title",
                    "description",
                    "due_at",
                    "timezone",
                    "priority",
                    "status",
                    "snoozed_until",
                    "completed_at",
                    "recurrence",
                    "slot",
                    "occurrence",
                    "next_reminder_id",
                    "remind_before",
                    "warned_at",
                    "fired_at",
                    "overdue_fired_at",
                    "next_alert_at",
                    "remind_at");

    private static final String UPDATE = updateOf("reminders", "");
    private static final String UPDATE_OF_LEAD =
            updateOf("lead_reminders", "lead_id = ?, kind = ?, ");

    private ReminderColumns() {}

    static String insert(Reminder reminder) {
        boolean ofLead = reminder.leadId() != null;
        int columns = CHANGING.size() + (ofLead ? 5 : 3);
        return "INSERT INTO "
                + table(reminder)
                + " ("
                + (ofLead ? "lead_id, kind, " : "")
                + String.join(", ", CHANGING)
                + ", brought_hash, id, created_at) VALUES ("
                + ", ?".repeat(columns).substring(2)
                + ")";
    }

    static @Nullable Object[] insertValues(Reminder reminder, @Nullable String creationHash) {
        List<@Nullable Object> values = values(reminder);
        values.add(creationHash);
        values.add(reminder.id());
        values.add(reminder.createdAt());
        return values.toArray();
    }

    static String update(Reminder reminder) {
        return reminder.leadId() == null ? UPDATE : UPDATE_OF_LEAD;
    }

    private static String updateOf(String table, String more) {
        return "UPDATE "
                + table
                + " SET "
                + more
                + String.join(" = ?, ", CHANGING)
                + " = ? WHERE id = ?";
    }

    static String table(Reminder reminder) {
        return reminder.leadId() == null ? "reminders" : "lead_reminders";
    }

    static @Nullable Object[] updateValues(Reminder reminder) {
        List<@Nullable Object> values = values(reminder);
        values.add(reminder.id());
        return values.toArray();
    }

    /** The values of {@link #CHANGING}, preceded by the columns that only lead_reminders has. */
    private static List<@Nullable Object> values(Reminder reminder) {
        List<@Nullable Object> values = new ArrayList<>(28);
        if (reminder.leadId() != null) {
            values.add(reminder.leadId());
            values.add(reminder.kind());
        }
        values.add(reminder.version());
        values.add(reminder.updatedAt());
        values.add(reminder.deletedAt());
        values.add(reminder.agentId());
        values.add(reminder.title());
        values.add(reminder.description());
        values.add(reminder.dueAt());
        values.add(reminder.timezone());
        values.add(reminder.priority());
        values.add(reminder.status());
        values.add(reminder.snoozedUntil());
        values.add(reminder.completedAt());
        values.add(reminder.recurrence());
        values.add(reminder.slot().toString());
        values.add(reminder.occurrence());
        values.add(reminder.nextReminderId());
        values.add(reminder.remindBefore());
        values.add(reminder.warnedAt());
        values.add(reminder.firedAt());
        values.add(reminder.overdueFiredAt());
        values.add(reminder.nextAlertAt());
        values.add(reminder.remindAt());
        return values;
    }

    static Reminder read(Row row, Instant now) {
        String id = row.text();
        int version = row.integer();
        Instant createdAt = row.time();
        Instant updatedAt = row.time();
        Instant deletedAt = row.timeOrNull();
        String agentId = row.text();
        String leadId = row.textOrNull();
        ReminderKind kind = row.wordOrNull(ReminderKind.class);
        String title = row.text();
        String description = row.textOrNull();
        Instant dueAt = row.time();
        String timezone = row.text();
        ReminderPriority priority = row.word(ReminderPriority.class);
        ReminderStatus status = row.word(ReminderStatus.class);
        Instant snoozedUntil = row.timeOrNull();
        Instant remindAt = snoozedUntil == null ? dueAt : snoozedUntil;
        return new Reminder(
                id,
                version,
                createdAt,
                updatedAt,
                deletedAt,
                agentId,
                leadId,
                kind,
                title,
                description,
                dueAt,
                timezone,
                priority,
                status,
                snoozedUntil,
                row.timeOrNull(),
                row.textOrNull(),
                LocalDateTime.parse(row.text()),
                row.integer(),
                row.textOrNull(),
                row.texts().stream().map(Duration::parse).toList(),
                row.timeOrNull(),
                row.timeOrNull(),
                row.timeOrNull(),
                row.timeOrNull(),
                ReminderEdit.isOverdue(status, deletedAt, remindAt, now));
    }
}
