package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.Suppressions;
import com.techbro24.crm.outbound.Transport;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Sends the messages of the channel {@code email} over SMTP. */
public final class EmailTransport implements Transport {
    private static final int IN_FLIGHT_MAX = 4;

    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final MailSettings.Sender sender;
    private final SmtpConnections connections;
    private final MailWriters writers;
    private final Unsubscribing unsubscribing;
    private final boolean verp;

    /** The settings must have a server and a sender. */
    public EmailTransport(
            Database database,
            GroupCommit writer,
            Clock clock,
            MailSettings settings,
            MailWriters writers,
            Unsubscribing unsubscribing) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.sender = settings.from().orElseThrow();
        this.connections = new SmtpConnections(settings.smtp().orElseThrow());
        this.writers = writers;
        this.unsubscribing = unsubscribing;
        this.verp = settings.bounces().isPresent();
    }

    @Override
    public String channel() {
        return EmailMessages.CHANNEL;
    }

    @Override
    public int inFlightMax() {
        return IN_FLIGHT_MAX;
    }

    @Override
    public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        return writers.of(message).gate(tx, message, now);
    }

    @Override
    public SendResult send(Message message) {
        MailWriter by = writers.of(message);
        String unsubscribe = unsubscribing.url(message);
        Mail mail =
                database.snapshot(
                        tx ->
                                by.write(tx, message, unsubscribe, clock.instant())
                                        .withUnsubscribe(unsubscribe));
        SendResult result = send(message, mail);
        boolean isLast =
                result instanceof SendResult.Later && message.attempts() > Message.RETRIES.size();
        if (!(result instanceof SendResult.Later) || isLast) {
            by.ended(message, mail, result);
        }
        return result;
    }

    private SendResult send(Message message, Mail mail) {
        try {
            MimeMail mime =
                    MimeMail.of(
                            connections.session(),
                            sender,
                            message.id(),
                            message.recipient(),
                            mail,
                            clock.instant(),
                            verp);
            connections.send(mime, mime.getAllRecipients());
            return new SendResult.Sent(EmailMessages.PROVIDER, message.id());
        } catch (AddressException notAnAddress) {
            return new SendResult.Refused("The recipient is not an email address.");
        } catch (MessagingException failure) {
            SmtpAnswer answer = SmtpAnswer.of(failure);
            if (answer.unknownAddress()) {
                suppress(message.recipient());
            }
            return answer.permanent()
                    ? new SendResult.Refused(answer.reason())
                    : new SendResult.Later(answer.reason());
        }
    }

    private void suppress(String address) {
        boolean _ =
                writer.write(
                        tx -> {
                            Suppressions.add(
                                    tx,
                                    EmailMessages.CHANNEL,
                                    address,
                                    EmailMessages.BOUNCED,
                                    clock.instant());
                            return true;
                        });
    }

    /**
     * Sends a mail at once, outside of the queue, to try the settings.
     *
     * @return what the server answered, and how long it took
     */
    public Trial attempt(String id, String to, Mail mail) {
        long start = System.nanoTime();
        String error = null;
        try {
            MimeMail mime =
                    MimeMail.of(connections.session(), sender, id, to, mail, clock.instant(), verp);
            connections.send(mime, mime.getAllRecipients());
        } catch (MessagingException failure) {
            error = SmtpAnswer.of(failure).reason();
        }
        return new Trial(Optional.ofNullable(error), Duration.ofNanos(System.nanoTime() - start));
    }

    /**
     * The result of {@link #attempt}.
     *
     * @param error why the server did not take it; empty if it did
     */
    public record Trial(Optional<String> error, Duration took) {}

    @Override
    public void close() {
        connections.close();
    }
}
