package com.techbro24.crm.notifications;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to notifications, their rules and preferences. */
public final class NotificationChange {
    public static final ChangeKind CREATED = ChangeKind.of("notification.created").personal();
    public static final ChangeKind UPDATED = ChangeKind.of("notification.updated").personal();
    public static final ChangeKind READ = ChangeKind.of("notification.read").personal();
    public static final ChangeKind DELETED =
            ChangeKind.of("notification.deleted").personal().deletion();
    public static final ChangeKind RULE_CHANGED =
            ChangeKind.of("notification.rule_changed").personal();
    public static final ChangeKind PREFERENCES_CHANGED =
            ChangeKind.of("notification.preferences_changed").personal();

    public static final List<ChangeKind> ALL =
            List.of(CREATED, UPDATED, READ, DELETED, RULE_CHANGED, PREFERENCES_CHANGED);

    private NotificationChange() {}
}
