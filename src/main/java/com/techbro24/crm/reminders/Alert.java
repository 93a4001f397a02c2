package com.techbro24.crm.reminders;

import com.techbro24.crm.changelog.ChangeKind;

/** The alerts of a reminder. */
enum Alert {
    /** Before the due time, as {@code remindBefore} sets; changes {@code warnedAt}. */
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
