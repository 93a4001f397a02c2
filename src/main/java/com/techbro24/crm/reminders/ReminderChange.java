package com.techbro24.crm.reminders;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to reminders. */
public final class ReminderChange {
    public static final ChangeKind CREATED = ChangeKind.of("reminder.created").personal();
    public static final ChangeKind UPDATED = ChangeKind.of("reminder.updated").personal();
    public static final ChangeKind DUE = ChangeKind.of("reminder.due").personal();
    public static final ChangeKind OVERDUE = ChangeKind.of("reminder.overdue").personal();
    public static final ChangeKind COMPLETED = ChangeKind.of("reminder.completed").personal();
    public static final ChangeKind DELETED =
            ChangeKind.of("reminder.deleted").personal().deletion();

    public static final List<ChangeKind> ALL =
            List.of(CREATED, UPDATED, DUE, OVERDUE, COMPLETED, DELETED);

    private ReminderChange() {}
}
