package com.techbro24.crm.outbound.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.eclipse.angus.mail.dsn.MultipartReport;
import org.jspecify.annotations.Nullable;

/**
 * A delivery report of another server (RFC 3464).
 *
 * @param messageId the id of our message
 * @param status as RFC 3463, such as {@code 5.1.1}
 * @param diagnostic what the other server said; empty for nothing
 */
record Bounce(String messageId, String status, String diagnostic) {
    private static final String UUID =
            "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})";
    private static final Pattern RETURN_PATH = Pattern.compile("\\+" + UUID + "@");
    private static final Pattern MESSAGE_ID = Pattern.compile("<" + UUID + "@");
    private static final Pattern STATUS = Pattern.compile("\\d\\.\\d{1,3}\\.\\d{1,3}");
    private static final List<String> RECIPIENTS =
            List.of("Delivered-To", "X-Original-To", "Envelope-To", "To");
    private static final int DIAGNOSTIC_LENGTH_MAX = 300;

    boolean isPermanent() {
        return status.startsWith("5.");
    }

    /** Empty for a mail that is no report about one of our messages. */
    static Optional<Bounce> read(Message mail) throws MessagingException, IOException {
        if (!mail.isMimeType("multipart/report")
                || !(mail.getContent() instanceof MultipartReport report)
                || !(report.getReport() instanceof DeliveryStatus status)) {
            return Optional.empty();
        }
        Optional<String> id = messageId(mail, report);
        for (int index = 0; id.isPresent() && index < status.getRecipientDSNCount(); index++) {
            InternetHeaders about = status.getRecipientDSN(index);
            Matcher code = STATUS.matcher(String.valueOf(about.getHeader("Status", null)));
            if (code.find()) {
                return Optional.of(new Bounce(id.get(), code.group(), diagnostic(about)));
            }
        }
        return Optional.empty();
    }

    private static String diagnostic(InternetHeaders about) {
        String said = about.getHeader("Diagnostic-Code", null);
        String line = said == null ? "" : said.replaceAll("\\s+", " ").strip();
        return line.length() > DIAGNOSTIC_LENGTH_MAX
                ? line.substring(0, DIAGNOSTIC_LENGTH_MAX)
                : line;
    }

    /** By the address to which it came; some servers change that, and return our headers. */
    private static Optional<String> messageId(Message mail, MultipartReport report)
            throws MessagingException {
        List<String> texts = new ArrayList<>();
        for (String name : RECIPIENTS) {
            String[] values = mail.getHeader(name);
            if (values != null) {
                texts.addAll(List.of(values));
            }
        }
        Optional<String> found = first(RETURN_PATH, texts);
        MimeMessage returned = report.getReturnedMessage();
        return found.isPresent() || returned == null
                ? found
                : first(MESSAGE_ID, List.of(String.valueOf(returned.getMessageID())));
    }

    private static Optional<String> first(Pattern pattern, List<String> texts) {
        for (String text : texts) {
            Matcher match = pattern.matcher(text);
            if (match.find()) {
                return Optional.of(match.group(1));
            }
        }
        return Optional.empty();
    }

    /** The address from which a mail came; null for none. */
    static @Nullable String sender(Message mail) throws MessagingException {
        Address[] from = mail.getFrom();
        return from == null || from.length == 0 ? null : from[0].toString();
    }
}
