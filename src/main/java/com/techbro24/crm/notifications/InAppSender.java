package com.techbro24.crm.notifications;

import com.techbro24.crm.database.Tx;

/**
 * The in-app channel: a committed notification is in the inbox, and the change log sends it to the
 * sockets.
 */
public final class InAppSender implements Sender {
    @Override
    public Channel channel() {
        return Channel.IN_APP;
    }

    @Override
    public Delivery accept(Tx tx, Notification notification) {
        return new Delivery(Channel.IN_APP, DeliveryStatus.SENT, 1, null);
    }
}
