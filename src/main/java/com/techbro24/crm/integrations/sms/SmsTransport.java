package com.techbro24.crm.integrations.sms;

import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends the messages of the channel: to leads in their calling hours, and not too many a second.
 */
final class SmsTransport implements Transport {
    private final GroupCommit writer;
    private final SmsDirectory directory;
    private final SmsProvider provider;
    private final SmsInbox inbox;
    private final Duration interval;
    private Instant free = Instant.MIN;

    SmsTransport(
            GroupCommit writer,
            SmsDirectory directory,
            SmsProvider provider,
            SmsInbox inbox,
            Duration interval) {
        this.writer = writer;
        this.directory = directory;
        this.provider = provider;
        this.inbox = inbox;
        this.interval = interval;
    }

    @Override
    public String channel() {
        return SmsQueue.CHANNEL;
    }

    @Override
    public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        String leadId = message.aboutId();
        if (leadId != null && message.notificationId() == null) {
            Optional<String> refusal = directory.refusal(tx, leadId);
            if (refusal.isPresent()) {
                return Optional.of(new SendResult.Suppressed(refusal.get()));
            }
            Instant opens = directory.opensAt(tx, leadId, now).orElse(now);
            if (opens.isAfter(now)) {
                return Optional.of(new SendResult.Postponed(opens));
            }
        }
        Instant turn = turn(now);
        return turn.isAfter(now) ? Optional.of(new SendResult.Postponed(turn)) : Optional.empty();
    }

    /** When the sender's number is free again; networks refuse what comes faster. */
    private synchronized Instant turn(Instant now) {
        if (free.isAfter(now)) {
            return free;
        }
        free = now.plus(interval);
        return now;
    }

    @Override
    public SendResult send(Message message) {
        try {
            return provider.send(message, String.valueOf(message.payload().get(SmsQueue.TEXT)));
        } catch (SmsProvider.Stopped stopped) {
            String why = String.valueOf(stopped.getMessage());
            boolean _ =
                    writer.write(
                            tx -> inbox.stop(tx, message.recipient(), why, "sent:" + message.id()));
            return new SendResult.Suppressed(why);
        }
    }
}
