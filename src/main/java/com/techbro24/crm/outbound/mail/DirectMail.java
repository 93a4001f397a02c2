package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.Message;
import com.techbro24.crm.outbound.NewMessage;
import com.techbro24.crm.outbound.Suppressions;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Mails whose text is in the message. */
public final class DirectMail implements MailWriter {
    public static final String KIND = "direct";

    private static final MailTemplate TEMPLATE = MailTemplate.named("message");

    /**
     * A mail with a text.
     *
     * @param replyTo who gets an answer; null for the sender
     */
    public static NewMessage message(
            String address, String subject, String text, @Nullable String replyTo) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("subject", subject);
        content.put("text", text);
        content.put("replyTo", replyTo);
        return EmailMessages.of(KIND, address, content);
    }

    /** A mail with a text and an iCalendar document. */
    public static NewMessage invitation(
            String address, String subject, String text, Mail.Invitation invitation) {
        Map<String, @Nullable Object> content = new LinkedHashMap<>();
        content.put("subject", subject);
        content.put("text", text);
        content.put("method", invitation.method());
        content.put("document", invitation.document());
        return EmailMessages.withoutEnd(KIND, address, content);
    }

    @Override
    public Mail write(Tx tx, Message message, @Nullable String unsubscribe, Instant now) {
        String text = Objects.requireNonNullElse(EmailMessages.text(message, "text"), "");
        String subject = Objects.requireNonNullElse(EmailMessages.text(message, "subject"), "");
        Map<String, String> fields = new HashMap<>(Map.of("message", text));
        fields.putAll(MailTemplate.unsubscribeFields(unsubscribe));
        Mail mail =
                new Mail(subject, TEMPLATE.text(fields), TEMPLATE.html(fields))
                        .withReplyTo(EmailMessages.text(message, "replyTo"));
        String method = EmailMessages.text(message, "method");
        String document = EmailMessages.text(message, "document");
        return method == null || document == null
                ? mail
                : mail.withInvitation(new Mail.Invitation(method, document));
    }

    @Override
    public void unsubscribe(Tx tx, Message message, Instant now) {
        Suppressions.add(
                tx, EmailMessages.CHANNEL, message.recipient(), EmailMessages.UNSUBSCRIBED, now);
    }

    @Override
    public String subject(Message message) {
        return "mails to " + message.recipient();
    }
}
