package com.techbro24.crm.notifications;

import com.techbro24.crm.base.EnumNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The notification counts of an agent.
 *
 * @param total how many notifications there are
 * @param unread how many of them are unread
 * @param byType the count per {@link NotificationType}
 * @param byPriority the count per {@link NotificationPriority}
 */
public record InboxStats(
        String agentId,
        long total,
        long unread,
        Map<String, Count> byType,
        Map<String, Count> byPriority) {
    /**
     * How many notifications are not deleted, and how many of these are unread.
     *
     * @param total how many there are
     * @param unread how many of them are unread
     */
    public record Count(long total, long unread) {
        static final Count NONE = new Count(0, 0);

        Count plus(Count more) {
            return new Count(total + more.total, unread + more.unread);
        }
    }

    /** One row of the counts. */
    record Part(NotificationType type, NotificationPriority priority, Count count) {}

    static InboxStats of(String agentId, List<Part> parts) {
        Map<String, Count> byType = new LinkedHashMap<>();
        Map<String, Count> byPriority = new LinkedHashMap<>();
        for (NotificationType type : NotificationType.values()) {
            byType.put(EnumNames.of(type), Count.NONE);
        }
        for (NotificationPriority priority : NotificationPriority.values()) {
            byPriority.put(EnumNames.of(priority), Count.NONE);
        }
        Count all = Count.NONE;
        for (Part part : parts) {
            all = all.plus(part.count());
            byType.merge(EnumNames.of(part.type()), part.count(), Count::plus);
            byPriority.merge(EnumNames.of(part.priority()), part.count(), Count::plus);
        }
        return new InboxStats(agentId, all.total(), all.unread(), byType, byPriority);
    }
}
