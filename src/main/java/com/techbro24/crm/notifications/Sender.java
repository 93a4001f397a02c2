package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Tx;

/** Brings notifications to their agents on one channel. */
public interface Sender {
    Channel channel();

    /**
     * Takes a new notification over, in the transaction that makes it and on the writer's thread: a
     * channel that has to wait for others writes it to a queue of its own, answers {@link
     * DeliveryStatus#QUEUED}, and later reports by {@code notification.record_delivery}.
     */
    Delivery take(Tx tx, Notification notification);
}
