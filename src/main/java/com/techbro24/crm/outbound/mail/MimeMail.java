package com.techbro24.crm.outbound.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/** A mail as it is sent (RFC 5322 and MIME). */
final class MimeMail extends SMTPMessage {
    private static final String UTF_8 = "UTF-8";

    private final String messageId;

    private MimeMail(Session session, String messageId) {
        super(session);
        this.messageId = messageId;
    }

    /**
     * @param id of the message; it becomes the Message-ID
     * @param verp whether a bounce comes back to an address that names the id
     */
    static MimeMail of(
            Session session,
            MailSettings.Sender sender,
            String id,
            String to,
            Mail mail,
            Instant at,
            boolean verp)
            throws MessagingException {
        MimeMail mime = new MimeMail(session, "<" + id + "@" + sender.domain() + ">");
        mime.setFrom(address(sender.address(), sender.name()));
        mime.setRecipient(Message.RecipientType.TO, recipient(to));
        if (mail.replyTo() != null) {
            mime.setReplyTo(new Address[] {recipient(mail.replyTo())});
        }
        mime.setSubject(oneLine(mail.subject()), UTF_8);
        mime.setSentDate(Date.from(at));
        // No out-of-office answers to these (RFC 3834).
        mime.setHeader("Auto-Submitted", "auto-generated");
        mime.setHeader("X-Auto-Response-Suppress", "All");
        if (mail.unsubscribe() != null) {
            mime.setHeader("List-Unsubscribe", "<" + oneLine(mail.unsubscribe()) + ">");
            mime.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        mime.setContent(content(mail));
        mime.setEnvelopeFrom(verp ? sender.returnPath(id) : sender.address());
        mime.saveChanges();
        return mime;
    }

    /** The best part is the last one (RFC 2046, 5.1.4). */
    private static MimeMultipart content(Mail mail) throws MessagingException {
        MimeMultipart parts = new MimeMultipart("alternative");
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8);
        parts.addBodyPart(text);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        parts.addBodyPart(html);
        Mail.Invitation invitation = mail.invitation();
        if (invitation != null) {
            MimeBodyPart calendar = new MimeBodyPart();
            calendar.setText(invitation.document(), UTF_8, "calendar");
            calendar.setHeader(
                    "Content-Type",
                    "text/calendar; charset=UTF-8; method=" + oneLine(invitation.method()));
            parts.addBodyPart(calendar);
        }
        return parts;
    }

    /** One address, and nothing that a header could be continued with. */
    static InternetAddress recipient(String text) throws AddressException {
        InternetAddress address = new InternetAddress(oneLine(text), true);
        if (!address.getAddress().equals(text.strip())) {
            throw new AddressException("is not one address", text);
        }
        return address;
    }

    private static InternetAddress address(String address, @Nullable String name)
            throws MessagingException {
        try {
            return new InternetAddress(
                    address, name == null || name.isEmpty() ? null : name, UTF_8);
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException(UTF_8, impossible);
        }
    }

    /** A line break in a header would begin another header. */
    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        each ->
                                line.appendCodePoint(
                                        Character.isISOControl(each)
                                                        || each == 0x2028
                                                        || each == 0x2029
                                                ? ' '
                                                : each));
        return line.toString().strip();
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }
}
