package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the mails of one kind of message just before they are sent, so that they say what is true
 * then.
 */
public interface MailWriter {
    /** Why the mail is no longer wanted, or not yet; empty to send it. */
    default Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        return Optional.empty();
    }

    /**
     * The mail.
     *
     * @param unsubscribe the address by which the recipient ends such mails; null for none
     */
    Mail write(Tx tx, Message message, @Nullable String unsubscribe, Instant now);

    /** The message has ended: sent, refused, no longer wanted, or tried often enough. */
    default void ended(Message message, Mail mail, SendResult result) {}

    /** The recipient wants no more mails of this kind; runs in a write transaction. */
    void unsubscribe(Tx tx, Message message, Instant now);

    /** What an unsubscribed recipient gets no more, such as "notifications of calls". */
    String subject(Message message);
}
