package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Optional;

/** The SQL of {@code notification_rules}. */
final class NotificationRuleStore {
    private static final String SELECT =
            "SELECT name, version, updated_at, enabled, priority, title, message"
                    + " FROM notification_rules";

    private NotificationRuleStore() {}

    static Optional<NotificationRule> find(Tx tx, String name) {
        return tx.first(SELECT + " WHERE name = ?", NotificationRuleStore::read, name);
    }

    static List<NotificationRule> all(Tx tx) {
        return tx.list(SELECT + " ORDER BY name", NotificationRuleStore::read);
    }

    static void update(Tx tx, NotificationRule rule) {
        tx.update(
                "UPDATE notification_rules SET version = ?, updated_at = ?, enabled = ?,"
                        + " priority = ?, title = ?, message = ? WHERE name = ?",
                rule.version(),
                rule.updatedAt(),
                rule.enabled(),
                rule.priority(),
                rule.title(),
                rule.message(),
                rule.name());
    }

    private static NotificationRule read(Row row) {
        return new NotificationRule(
                row.text(),
                row.integer(),
                row.time(),
                row.bool(),
                row.word(NotificationPriority.class),
                row.text(),
                row.textOrNull());
    }
}
