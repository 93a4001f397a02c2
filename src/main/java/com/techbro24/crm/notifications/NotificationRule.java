package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Patch;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What makes notifications by itself.
 *
 * @param name one of those that {@link NotificationFollower} knows, {@code lead_assigned}
 * @param title with {@code {{field}}} for a field of the row it is about, and {@code {{actor}}} for
 *     the name of who did it
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
    /** What the log and problems call it. */
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
        return changed.equals(this) ? this : changed.at(now);
    }

    private NotificationRule at(Instant now) {
        return new NotificationRule(name, version + 1, now, enabled, priority, title, message);
    }
}
