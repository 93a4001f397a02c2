package com.techbro24.crm.outbound.mail;

import java.util.Optional;

/**
 * The settings of mail.
 *
 * @param smtp where mails are handed in
 * @param from the sender of all mails
 * @param bounces the mailbox to which bounces and replies to invitations come
 */
public record MailSettings(
        Optional<MailServer> smtp, Optional<Sender> from, Optional<MailServer> bounces) {
    public static final MailSettings NONE =
            new MailSettings(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * The sender of mails.
     *
     * @param name shown beside the address; empty for none
     */
    public record Sender(String name, String address) {
        /** Of the form {@code Name <address>}, or an address alone. */
        public static Sender parse(String text) {
            int open = text.indexOf('<');
            String name = open < 0 ? "" : text.substring(0, open).strip().replace("\"", "");
            String address = open < 0 ? text : text.substring(open + 1, text.length() - 1);
            boolean fits =
                    (open < 0 || text.endsWith(">"))
                            && name.chars().noneMatch(Character::isISOControl)
                            && address.matches("[A-Za-z0-9._%-]+@[A-Za-z0-9.-]+");
            if (!fits) {
                throw new IllegalArgumentException(
                        "must be a sender such as TechBro24 CRM <crm@example.com>, without a +");
            }
            return new Sender(name, address);
        }

        String domain() {
            return address.substring(address.indexOf('@') + 1);
        }

        /** The address to which a bounce of a message comes; it names the message (VERP). */
        String returnPath(String messageId) {
            return address.replace("@", "+" + messageId + "@");
        }
    }

    /** Why no mail can be sent; empty if it can. */
    public Optional<String> missing() {
        if (smtp.isEmpty()) {
            return Optional.of("Email is not set up: CRM_SMTP is not set.");
        }
        return from.isEmpty()
                ? Optional.of("Email is not set up: CRM_MAIL_FROM is not set.")
                : Optional.empty();
    }
}
