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
 * Something its agent should know of.
 *
 * @param agentId who should know
 * @param entity what it is about; null for nothing that has an id
 * @param dedupKey by which the same news is known again; null where each is news
 * @param groupKey by which many of one kind are known
 * @param count how many of its kind it stands for
 * @param readAt null while it is unread
 * @param broadcastId the system notification it is one of; null for none
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
    /** What the log and problems call it. */
    public static final String TYPE = "notification";

    boolean isUnread() {
        return readAt == null && deletedAt == null;
    }

    boolean stands() {
        return deletedAt == null;
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

    /** Out of the way until a time that is yet to come; unread until then. */
    Notification snoozed(Instant until, Instant now) {
        if (!until.isAfter(now)) {
            throw Problem.unprocessable(
                            "A notification is snoozed until a time that is yet to come.")
                    .with(
                            "errors",
                            List.of(new InputError("until", "not_future", "until has passed.")));
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

    /** Stands for one more of its kind, and tells the newest. */
    Notification grownBy(Notification newest, Instant now) {
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

    /** With what became of it on a channel. */
    Notification delivered(Delivery delivery, Instant now) {
        List<Delivery> all = new ArrayList<>(deliveries);
        all.replaceAll(each -> each.channel() == delivery.channel() ? delivery : each);
        return all.equals(deliveries)
                ? this
                : next(deletedAt, readAt, snoozedUntil, List.copyOf(all), now);
    }

    /** A new one as its deliveries turned out; read already where it does not come in the app. */
    Notification taken(List<Delivery> taken, boolean inApp) {
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
                taken,
                broadcastId);
    }
}
