package com.techbro24.crm.outbound.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Why the mail server did not take a mail.
 *
 * @param reason in the server's words, on one line
 * @param permanent whether it will never take it
 * @param unknownAddress whether nobody has the recipient's address
 */
record SmtpAnswer(String reason, boolean permanent, boolean unknownAddress) {
    private static final int REASON_LENGTH_MAX = 300;

    /** RFC 3463: the address is the fault, not what was sent. */
    private static final Pattern BAD_ADDRESS = Pattern.compile("\\b5\\.1\\.(1|2|3|6|10)\\b");

    private static final Pattern BREAKS = Pattern.compile("\\s+");

    static SmtpAnswer of(MessagingException failure) {
        if (failure instanceof AuthenticationFailedException) {
            return new SmtpAnswer("The mail server refused the login.", false, false);
        }
        int code = 0;
        String text = String.valueOf(failure.getMessage());
        for (@Nullable Exception each = failure; each != null; each = next(each)) {
            int found = code(each);
            if (found >= code) {
                code = found;
                text = String.valueOf(each.getMessage());
            }
        }
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        String reason =
                line.length() > REASON_LENGTH_MAX ? line.substring(0, REASON_LENGTH_MAX) : line;
        Matcher bad = BAD_ADDRESS.matcher(reason);
        boolean permanent = code >= 500;
        return new SmtpAnswer(reason, permanent, permanent && bad.find());
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException more ? more.getNextException() : null;
    }

    /** The server's three digits; 0 if it said nothing. */
    private static int code(Exception failure) {
        return switch (failure) {
            case SMTPAddressFailedException address -> address.getReturnCode();
            case SMTPSenderFailedException sender -> sender.getReturnCode();
            case SMTPSendFailedException send -> send.getReturnCode();
            default -> 0;
        };
    }
}
