package com.techbro24.crm.notifications;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.MessageStatus;
import com.techbro24.crm.outbound.Outbox;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.Suppressions;
import com.techbro24.crm.outbound.mail.BounceReader;
import com.techbro24.crm.outbound.mail.EmailMessages;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * Acts on mails that did not arrive: nothing more is sent to an address that does not exist, and
 * the admins are told, since the agent can't get a mail about it.
 */
public final class EmailBounces implements BounceReader.Actions {
    /**
     * The address is the fault (RFC 3463); others, such as 5.7, say that this mail was not wanted.
     */
    private static final Pattern NO_ADDRESS = Pattern.compile("5\\.(0|1)\\.\\d+|5\\.2\\.1");

    private final GroupCommit writer;
    private final CommandRunner runner;
    private final Clock clock;
    private final DeliveryReports reports;
    private final BiConsumer<Tx, String> replies;

    /**
     * @param replies takes the documents of replies to invitations, in a write transaction
     */
    public EmailBounces(
            GroupCommit writer, CommandRunner runner, Clock clock, BiConsumer<Tx, String> replies) {
        this.writer = writer;
        this.runner = runner;
        this.clock = clock;
        this.reports = new DeliveryReports(runner, Channel.EMAIL);
        this.replies = replies;
    }

    @Override
    public void bounced(String messageId, String status, String diagnostic, boolean permanent) {
        if (!permanent) {
            return; // the other server tries again, and reports the end
        }
        String reason = (status + " " + diagnostic).strip();
        Optional<Message> ended = writer.write(tx -> bounced(tx, messageId, status, reason));
        ended.filter(message -> message.notificationId() != null)
                .ifPresent(
                        message ->
                                reports.note(
                                        List.of(String.valueOf(message.notificationId())),
                                        message,
                                        new SendResult.Refused(reason)));
    }

    /** Empty if the message is none of ours, or this was known. */
    private Optional<Message> bounced(Tx tx, String messageId, String status, String reason) {
        Optional<Message> message =
                Outbox.find(tx, messageId)
                        .filter(found -> found.channel().equals(EmailMessages.CHANNEL))
                        .filter(found -> found.status() != MessageStatus.FAILED);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String address = message.get().recipient();
        if (NO_ADDRESS.matcher(status).matches()) {
            Suppressions.add(tx, EmailMessages.CHANNEL, address, EmailMessages.BOUNCED, now);
        }
        tell(tx, message.get(), reason);
        return Outbox.receipt(
                tx, EmailMessages.PROVIDER, messageId, MessageStatus.FAILED, reason, now);
    }

    private void tell(Tx tx, Message message, String reason) {
        for (String admin : AccountStore.idsWithRole(tx, Role.ADMIN)) {
            if (AccountStore.isActive(tx, admin)) {
                NotificationCommand.Create create =
                        new NotificationCommand.Create(
                                null,
                                admin,
                                NotificationType.SYSTEM,
                                NotificationPriority.NORMAL,
                                "A mail did not arrive",
                                "%s: %s".formatted(message.recipient(), reason),
                                null,
                                "bounce:" + message.id(),
                                "bounces");
                var _ = runner.run(tx, Submission.of(create, Caller.SYSTEM));
            }
        }
    }

    @Override
    public void replied(String document) {
        boolean _ =
                writer.write(
                        tx -> {
                            replies.accept(tx, document);
                            return true;
                        });
    }
}
