package com.techbro24.crm.outbound.mail;

import com.techbro24.crm.http.Example;
import org.jspecify.annotations.Nullable;

/**
 * The result of a test mail.
 *
 * @param sent whether the mail server took it
 * @param to the address to which it was sent, yours
 * @param error what is missing, or what the mail server said; null if it was sent
 * @param milliseconds how long the mail server took
 */
public record MailTest(
        boolean sent,
        @Example("\"ada@example.com\"") String to,
        @Example("\"Email is not set up: CRM_SMTP is not set.\"") @Nullable String error,
        long milliseconds) {}
