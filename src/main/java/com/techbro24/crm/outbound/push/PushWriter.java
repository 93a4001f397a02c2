package com.techbro24.crm.outbound.push;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import java.time.Instant;
import java.util.Optional;

/** Says what a device shows, just before the message is sent. */
public interface PushWriter {
    /**
     * The content; empty if all was read meanwhile.
     *
     * @param batchFrom the message stands for all notifications from then on; empty for one only
     */
    Optional<PushContent> write(Tx tx, Message message, Optional<Instant> batchFrom);

    /** The message has ended: sent, refused, no longer wanted, or tried often enough. */
    void ended(Message message, Optional<Instant> batchFrom, SendResult result);
}
