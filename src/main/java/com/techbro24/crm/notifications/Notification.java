package com.techbro24.crm.notifications;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.http.Example;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A notification of an agent.
 *
 * @param agentId the recipient
 * @param entity the row it is about; null for none
 * @param dedupKey the deduplication key; null for no deduplication
 * @param groupKey the key by which many notifications are grouped into one
 * @param count how many notifications are grouped into this one
 * @param readAt null while it is unread
 * @param snoozedUntil until when it is snoozed; null if it is not
 * @param broadcastId the broadcast that sent it; null for none
 */
public record Notification(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String agentId,
        NotificationType type,
        NotificationPriority priority,
        String title,
        @Nullable String message,
        @Nullable About entity,
        @Example("\"offer-17\"") @Nullable String dedupKey,
        @Example("\"offers\"") String groupKey,
        int count,
        @Nullable Instant readAt,
        @Nullable Instant snoozedUntil,
        List<Delivery> deliveries,
        @Nullable String broadcastId)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "notification";

    boolean isUnread() {
        return readAt == null && deletedAt == null;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    private Notification next(
            @Nullable Instant deleted,
            @Nullable Instant read,
            @Nullable Instant snoozed,
            List<Delivery> delivered,
            Instant now) {
        return new Notification(
                id,
                version + 1,
                createdAt,
                now,
                deleted,
                agentId,
                type,
                priority,
                title,
                message,
                entity,
                dedupKey,
                groupKey,
                count,
                read,
                snoozed,
                delivered,
                broadcastId);
    }

    Notification read(Instant now) {
        return readAt != null ? this : next(deletedAt, now, null, deliveries, now);
    }

    Notification unread(Instant now) {
        return readAt == null ? this : next(deletedAt, null, snoozedUntil, deliveries, now);
    }

    /** Hides it from the unread list until a time in the future. */
    Notification snoozed(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw Problem.unprocessable(
                            "A notification can only be snoozed until a time in the future.")
                    .with(
                            "errors",
                            List.of(
                                    new InputError(
                                            "until",
                                            "not_future",
                                            "until must be in the future.")));
        }
        return until.equals(snoozedUntil) && readAt == null
                ? this
                : next(deletedAt, null, until, deliveries, now);
    }

    Notification deleted(Instant now) {
        return deletedAt != null ? this : next(now, readAt, snoozedUntil, deliveries, now);
    }

    Notification restored(Instant now) {
        return deletedAt == null ? this : next(null, readAt, snoozedUntil, deliveries, now);
    }

    /** Groups one more notification into this one, and shows the newest content. */
    Notification groupedWith(Notification newest, Instant now) {
        return new Notification(
                id,
                version + 1,
                createdAt,
                now,
                deletedAt,
                agentId,
                type,
                priority,
                newest.title,
                newest.message,
                newest.entity,
                dedupKey,
                groupKey,
                count + 1,
                readAt,
                snoozedUntil,
                deliveries,
                broadcastId);
    }

    /** Stores the result of a delivery on one channel. */
    Notification delivered(Delivery delivery, Instant now) {
        List<Delivery> all = new ArrayList<>(deliveries);
        all.replaceAll(each -> each.channel() == delivery.channel() ? delivery : each);
        return all.equals(deliveries)
                ? this
                : next(deletedAt, readAt, snoozedUntil, List.copyOf(all), now);
    }

    /** A new notification with its deliveries; marked as read if the in-app channel is off. */
    Notification withDeliveries(List<Delivery> results, boolean inApp) {
        return new Notification(
                id,
                version,
                createdAt,
                updatedAt,
                deletedAt,
                agentId,
                type,
                priority,
                title,
                message,
                entity,
                dedupKey,
                groupKey,
                count,
                inApp ? null : createdAt,
                snoozedUntil,
                results,
                broadcastId);
    }
}
