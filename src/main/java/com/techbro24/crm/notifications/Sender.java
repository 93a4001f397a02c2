package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Tx;

/** Delivers notifications on one channel. */
public interface Sender {
    Channel channel();

    /**
     * Accepts a new notification. It runs on the writer thread, in the transaction that creates the
     * notification, so it must not block: a channel that needs I/O writes to its own queue, returns
     * {@link DeliveryStatus#QUEUED}, and reports later with {@code notification.record_delivery}.
     */
    Delivery accept(Tx tx, Notification notification);
}
