package com.techbro24.crm.calendar;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The lines of an iCalendar document (RFC 5545, 3.1): escaped, folded, ended by CRLF. */
final class ContentLines {
    private static final int LINE_BYTES_MAX = 75;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final StringBuilder lines = new StringBuilder(4_096);

    /** A line whose value needs no escaping. */
    ContentLines add(String name, String value) {
        fold(name + ":" + value);
        return this;
    }

    ContentLines add(String name, Instant time) {
        return add(name, format(time));
    }

    ContentLines add(String name, int number) {
        return add(name, Integer.toString(number));
    }

    /** A line with any text. */
    ContentLines addText(String name, String text) {
        return add(name, escape(text));
    }

    static String format(Instant time) {
        return TIME.format(time);
    }

    /** RFC 5545, 3.3.11. Other control characters are not allowed in a document. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int index = 0; index < text.length(); index++) {
            char each = text.charAt(index);
            switch (each) {
                case '\\', ';', ',' -> escaped.append('\\').append(each);
                case '\n' -> escaped.append("\\n");
                case '\t' -> escaped.append('\t');
                default -> {
                    if (!Character.isISOControl(each)) {
                        escaped.append(each);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** At most 75 bytes in a line; a character is never divided. */
    private void fold(String line) {
        int bytes = 0;
        int index = 0;
        while (index < line.length()) {
            int point = line.codePointAt(index);
            int size = Character.toString(point).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + size > LINE_BYTES_MAX) {
                lines.append("\r\n ");
                bytes = 1;
            }
            lines.appendCodePoint(point);
            bytes += size;
            index += Character.charCount(point);
        }
        lines.append("\r\n");
    }

    String text() {
        return lines.toString();
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }
}
