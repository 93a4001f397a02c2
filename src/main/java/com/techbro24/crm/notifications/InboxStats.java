package com.techbro24.crm.notifications;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many notifications an agent has. */
public record InboxStats(
        String agentId,
        long total,
        long unread,
        Map<NotificationType, Count> byType,
        Map<NotificationPriority, Count> byPriority) {
    /** How many of a kind stand, and how many of them are unread. */
    public record Count(long total, long unread) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count more) {
            return new Count(total + more.total, unread + more.unread);
        }
    }

    /** One row of the counts. */
    record Part(NotificationType type, NotificationPriority priority, Count count) {}

    static InboxStats of(String agentId, List<Part> parts) {
        Map<NotificationType, Count> byType = new EnumMap<>(NotificationType.class);
        Map<NotificationPriority, Count> byPriority = new EnumMap<>(NotificationPriority.class);
        for (NotificationType type : NotificationType.values()) {
            byType.put(type, Count.NONE);
        }
        for (NotificationPriority priority : NotificationPriority.values()) {
            byPriority.put(priority, Count.NONE);
        }
        Count all = Count.NONE;
        for (Part part : parts) {
            all = all.plus(part.count());
            byType.merge(part.type(), part.count(), Count::plus);
            byPriority.merge(part.priority(), part.count(), Count::plus);
        }
        return new InboxStats(agentId, all.total(), all.unread(), byType, byPriority);
    }
}
