package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A real mail server on the loopback: SMTP, IMAP, and what it has received. */
final class MailBox implements AutoCloseable {
    private static final String BOUNCES = "bounces";

    private final GreenMail server =
            new GreenMail(
                    new ServerSetup[] {
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
                        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
                    });
    private final GreenMailUser bounces;

    MailBox() {
        server.start();
        bounces = server.setUser("bounces@crm.test", BOUNCES, BOUNCES);
    }

    /** The settings of a program that sends to it. */
    Map<String, String> settings() {
        return Map.of(
                "CRM_SMTP",
                "smtp://127.0.0.1:" + server.getSmtp().getPort(),
                "CRM_MAIL_FROM",
                "TechBro24 CRM <crm@crm.test>",
                "CRM_MAIL_BOUNCES",
                "imap://bounces:bounces@127.0.0.1:" + server.getImap().getPort(),
                "CRM_PUBLIC_URL",
                "https://crm.test");
    }

    /** What the program has sent, without what came back. */
    List<MimeMessage> received() {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> header(mail, "From").contains("crm@crm.test"))
                .toList();
    }

    /** Waits for so many mails, and returns them all. */
    List<MimeMessage> received(int count) {
        eventually(() -> assertThat(received()).hasSizeGreaterThanOrEqualTo(count));
        return received();
    }

    static String header(MimeMessage mail, String name) {
        try {
            String[] values = mail.getHeader(name);
            return values == null ? "" : String.join("\n", values);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of its part of this type. */
    static String part(MimeMessage mail, String type) {
        try {
            Multipart parts = (Multipart) mail.getContent();
            for (int index = 0; index < parts.getCount(); index++) {
                BodyPart part = parts.getBodyPart(index);
                if (part.isMimeType(type)) {
                    Object content = part.getContent();
                    return content instanceof String text
                            ? text
                            : new String(
                                    part.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                }
            }
            return "";
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts a mail into the mailbox of bounces, as another server would. */
    void returned(String text) {
        try {
            bounces.deliver(
                    new MimeMessage(
                            null,
                            new ByteArrayInputStream(
                                    text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether all mails in the mailbox of bounces are marked as read. */
    boolean isReadThrough() {
        try {
            var inbox = server.getManagers().getImapHostManager().getInbox(bounces);
            return Objects.requireNonNull(inbox).getUnseenCount() == 0;
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    int smtpPort() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }
}
