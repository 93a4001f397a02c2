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
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes the one mail of a window: what is still unread and was told by no other mail. */
public final class DigestMail implements MailWriter {
    public static final String KIND = "digest";

    private static final MailTemplate TEMPLATE = MailTemplate.named("digest");
    private static final Duration LOOKED_BACK = Duration.ofDays(3);
    private static final int LOOKED_AT_MAX = 500;
    private static final int SHOWN_MAX = 50;

    private final DeliveryReports reports;

    public DigestMail(CommandRunner runner) {
        this.reports = new DeliveryReports(runner, Channel.EMAIL);
    }

    @Override
    public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
        boolean isWanted = false;
        for (Notification each : queued(tx, message, now)) {
            Optional<String> unwanted = NotificationMail.unwanted(each);
            isWanted |= unwanted.isEmpty();
            unwanted.map(SendResult.Suppressed::new)
                    .ifPresent(result -> reports.note(List.of(each.id()), message, result));
        }
        return isWanted
                ? Optional.empty()
                : Optional.of(new SendResult.Suppressed("All was read before the mail left."));
    }

    private static List<Notification> waiting(Tx tx, Message message, Instant now) {
        return queued(tx, message, now).stream()
                .filter(found -> NotificationMail.unwanted(found).isEmpty())
                .toList();
    }

    private static List<Notification> queued(Tx tx, Message message, Instant now) {
        String agentId = message.agentId();
        if (agentId == null) {
            return List.of();
        }
        NotificationPreferences preferences = NotificationPreferencesStore.get(tx, agentId);
        return NotificationStore.newestOf(tx, agentId, now.minus(LOOKED_BACK), LOOKED_AT_MAX)
                .stream()
                .filter(DigestMail::isQueued)
                .filter(found -> isOf(message, found, preferences))
                .toList();
    }

    private static boolean isQueued(Notification notification) {
        return notification.deliveries().stream()
                .anyMatch(
                        each ->
                                each.channel() == Channel.EMAIL
                                        && each.status() == DeliveryStatus.QUEUED);
    }

    /** Of this timing; one from before a change of the preferences belongs to any window. */
    private static boolean isOf(
            Message message, Notification notification, NotificationPreferences preferences) {
        if (notification.priority() == NotificationPriority.HIGH) {
            return false;
        }
        Instant changed = preferences.updatedAt();
        return EnumNames.of(EmailSender.timing(preferences, notification)).equals(timing(message))
                || changed != null && notification.createdAt().isBefore(changed);
    }

    private static @Nullable String timing(Message message) {
        return EmailMessages.text(message, "timing");
    }

    @Override
    public Mail write(Tx tx, Message message, @Nullable String unsubscribe, Instant now) {
        List<Notification> waiting = waiting(tx, message, now);
        StringBuilder html = new StringBuilder("<ul>\n");
        StringBuilder text = new StringBuilder();
        for (Notification each : waiting.subList(0, Math.min(SHOWN_MAX, waiting.size()))) {
            String about = each.message() == null ? "" : each.message();
            html.append("<li><b>").append(MailTemplate.escape(each.title())).append("</b> ");
            html.append(MailTemplate.escape(about)).append("</li>\n");
            text.append("* ").append(each.title());
            text.append(about.isEmpty() ? "" : ": " + about.replace("\n", " ")).append('\n');
        }
        html.append("</ul>\n");
        int more = waiting.size() - SHOWN_MAX;
        if (more > 0) {
            html.append("<p>And ").append(more).append(" more.</p>\n");
            text.append("And ").append(more).append(" more.\n");
        }
        String title =
                waiting.size() == 1
                        ? waiting.getFirst().title()
                        : waiting.size() + " notifications";
        Map<String, String> fields = new HashMap<>();
        fields.put("title", title);
        fields.put("items", html.toString());
        fields.put("itemsText", text.toString());
        fields.put("footer", NotificationMail.footer(subject(message)));
        fields.putAll(MailTemplate.unsubscribeFields(unsubscribe));
        return new Mail(title, TEMPLATE.text(fields), TEMPLATE.html(fields))
                .covering(waiting.stream().map(Notification::id).toList());
    }

    @Override
    public void ended(Message message, Mail mail, SendResult result) {
        reports.note(mail.covers(), message, result);
    }

    /** All types that come in such mails. */
    @Override
    public void unsubscribe(Tx tx, Message message, Instant now) {
        String agentId = message.agentId();
        if (agentId != null) {
            EmailTimes times = NotificationPreferencesStore.get(tx, agentId).emailTiming();
            reports.withoutChannel(
                    tx, agentId, type -> EnumNames.of(times.of(type)).equals(timing(message)));
        }
    }

    @Override
    public String subject(Message message) {
        return "daily".equals(timing(message))
                ? "daily mails about notifications"
                : "mails about several notifications";
    }
}
