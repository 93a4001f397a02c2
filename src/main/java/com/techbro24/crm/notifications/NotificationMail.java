package com.techbro24.crm.notifications;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.SendResult;
import com.techbro24.crm.outbound.mail.EmailMessages;
import com.techbro24.crm.outbound.mail.Mail;
import com.techbro24.crm.outbound.mail.MailTemplate;
import com.techbro24.crm.outbound.mail.MailWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the mail of one notification, as it is when the mail leaves. */
public final class NotificationMail implements MailWriter {
    public static final String KIND = "notification";

    private static final MailTemplate TEMPLATE = MailTemplate.named("notification");

    private final DeliveryReports reports;

    public NotificationMail(CommandRunner runner) {
        this.reports = new DeliveryReports(runner, Channel.EMAIL);
    }

    @Override
    public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        Optional<SendResult> instead =
                find(tx, message)
                        .map(NotificationMail::unwanted)
                        .orElseGet(() -> Optional.of("The notification was deleted."))
                        .map(SendResult.Suppressed::new);
        instead.ifPresent(result -> reports.note(ids(message), message, result));
        return instead;
    }

    /** Why nobody needs to be told of it any more; empty if somebody does. */
    static Optional<String> unwanted(Notification notification) {
        if (notification.isDeleted()) {
            return Optional.of("The notification was deleted.");
        }
        return wasRead(notification)
                ? Optional.of("It was read before the mail left.")
                : Optional.empty();
    }

    /** One that is not for the inbox counts as read from its beginning. */
    static boolean wasRead(Notification notification) {
        return notification.readAt() != null
                && notification.readAt().isAfter(notification.createdAt());
    }

    private static Optional<Notification> find(Tx tx, Message message) {
        return Optional.ofNullable(message.notificationId())
                .flatMap(id -> NotificationStore.find(tx, id));
    }

    private static List<String> ids(Message message) {
        return message.notificationId() == null ? List.of() : List.of(message.notificationId());
    }

    @Override
    public Mail write(Tx tx, Message message, @Nullable String unsubscribe, Instant now) {
        Notification notification = find(tx, message).orElseThrow();
        String title =
                notification.count() > 1
                        ? notification.title() + " (" + notification.count() + ")"
                        : notification.title();
        Map<String, String> fields = new HashMap<>();
        fields.put("title", title);
        fields.put("message", Objects.requireNonNullElse(notification.message(), ""));
        fields.put("footer", footer(subject(message)));
        fields.putAll(MailTemplate.unsubscribeFields(unsubscribe));
        return new Mail(title, TEMPLATE.text(fields), TEMPLATE.html(fields)).covering(ids(message));
    }

    static String footer(String subject) {
        return "You get this because you chose " + subject + ".";
    }

    @Override
    public void ended(Message message, Mail mail, SendResult result) {
        reports.note(mail.covers(), message, result);
    }

    @Override
    public void unsubscribe(Tx tx, Message message, Instant now) {
        String agentId = message.agentId();
        if (agentId != null) {
            reports.withoutChannel(tx, agentId, type -> EnumNames.of(type).equals(type(message)));
        }
    }

    private static @Nullable String type(Message message) {
        return EmailMessages.text(message, "type");
    }

    @Override
    public String subject(Message message) {
        return "notifications of type " + type(message) + " by email";
    }
}
