package com.techbro24.crm.notifications;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.push.PushQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Queues push messages to the devices of an agent. */
public final class PushSender implements Sender {
    /** What is still of use on a device that was off for a night. */
    private static final Duration TTL = Duration.ofHours(12);

    private final Clock clock;
    private final Duration reminderTtl;

    /**
     * @param overdueGrace after which a reminder is overdue, which is told by another notification
     */
    public PushSender(Clock clock, Duration overdueGrace) {
        this.clock = clock;
        this.reminderTtl = overdueGrace;
    }

    @Override
    public Channel channel() {
        return Channel.PUSH;
    }

    @Override
    public Delivery accept(Tx tx, Notification notification) {
        boolean isReminder = notification.type() == NotificationType.REMINDER;
        PushQueue.Push push =
                new PushQueue.Push(
                        notification.id(),
                        notification.agentId(),
                        notification.priority() == NotificationPriority.HIGH,
                        EnumNames.of(notification.priority()),
                        isReminder ? reminderTtl : TTL);
        return PushQueue.add(tx, push, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                ? new Delivery(Channel.PUSH, DeliveryStatus.QUEUED, 0, null)
                : Delivery.suppressed(Channel.PUSH, "No device is subscribed.");
    }
}
