package com.techbro24.crm.reminders;

import com.techbro24.crm.changelog.ChangeKind;

/** In which way a reminder makes itself heard. */
enum Alert {
    /** Ahead of its time, as {@code remindBefore} asks; a change of {@code warnedAt}. */
    WARNING(ReminderChange.UPDATED),
    DUE(ReminderChange.DUE),
    OVERDUE(ReminderChange.OVERDUE);

    private final ChangeKind change;

    Alert(ChangeKind change) {
        this.change = change;
    }

    ChangeKind change() {
        return change;
    }
}
