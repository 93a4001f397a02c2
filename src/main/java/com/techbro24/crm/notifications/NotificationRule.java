package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule that creates notifications automatically.
 *
 * @param name what brings it about, such as {@code lead_assigned}
 * @param title a template: {@code {{field}}} is a field of the row, {@code {{actor}}} the name of
 *     the agent who made the change
 */
public record NotificationRule(
        String name,
        int version,
        Instant updatedAt,
        boolean enabled,
        NotificationPriority priority,
        String title,
        @Nullable String message)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "notification_rule";

    @Override
    public String id() {
        return name;
    }

    NotificationRule with(Patch<NotificationRuleFields> patch, Instant now) {
        NotificationRuleFields fields = patch.values();
        NotificationRule changed =
                new NotificationRule(
                        name,
                        version,
                        updatedAt,
                        patch.or("enabled", fields.enabled(), enabled),
                        patch.or("priority", fields.priority(), priority),
                        patch.or("title", fields.title(), title).strip(),
                        patch.or("message", fields.message(), message));
        return changed.equals(this) ? this : changed.nextVersion(now);
    }

    private NotificationRule nextVersion(Instant now) {
        return new NotificationRule(name, version + 1, now, enabled, priority, title, message);
    }
}
