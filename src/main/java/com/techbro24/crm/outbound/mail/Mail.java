package com.techbro24.crm.outbound.mail;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The content of one mail.
 *
 * @param replyTo who gets an answer; null for the sender
 * @param unsubscribe an address that ends such mails by one request (RFC 8058); null for none
 * @param invitation an iCalendar document with a method (RFC 5546); null for none
 * @param covers the ids of the notifications that it tells
 */
public record Mail(
        String subject,
        String text,
        String html,
        @Nullable String replyTo,
        @Nullable String unsubscribe,
        @Nullable Invitation invitation,
        List<String> covers) {
    /**
     * An iCalendar document.
     *
     * @param method {@code REQUEST} or {@code CANCEL}
     */
    public record Invitation(String method, String document) {}

    public Mail(String subject, String text, String html) {
        this(subject, text, html, null, null, null, List.of());
    }

    public Mail withReplyTo(@Nullable String address) {
        return new Mail(subject, text, html, address, unsubscribe, invitation, covers);
    }

    public Mail withUnsubscribe(@Nullable String url) {
        return new Mail(subject, text, html, replyTo, url, invitation, covers);
    }

    public Mail withInvitation(Invitation attached) {
        return new Mail(subject, text, html, replyTo, unsubscribe, attached, covers);
    }

    public Mail covering(List<String> notificationIds) {
        return new Mail(
                subject,
                text,
                html,
                replyTo,
                unsubscribe,
                invitation,
                List.copyOf(notificationIds));
    }
}
