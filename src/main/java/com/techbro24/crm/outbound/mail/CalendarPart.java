package com.techbro24.crm.outbound.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The iCalendar part of a mail, wherever it is in it. */
final class CalendarPart {
    private static final int BYTES_MAX = 64 << 10;
    private static final int DEPTH_MAX = 5;

    private CalendarPart() {}

    static Optional<String> find(Part mail) throws MessagingException, IOException {
        return find(mail, 0);
    }

    private static Optional<String> find(Part part, int depth)
            throws MessagingException, IOException {
        if (part.isMimeType("text/calendar")) {
            try (InputStream in = part.getInputStream()) {
                byte[] bytes = in.readNBytes(BYTES_MAX);
                return Optional.of(new String(bytes, StandardCharsets.UTF_8));
            }
        }
        if (depth < DEPTH_MAX
                && part.isMimeType("multipart/*")
                && part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                Optional<String> found = find(parts.getBodyPart(index), depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
