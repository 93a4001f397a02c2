package com.techbro24.crm.calendar;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of a calendar.
 *
 * @param uid the same as long as the row and its date are the same
 * @param sequence the version of the row; a calendar takes the event with the higher one
 * @param priority as RFC 5545, 3.8.1.9: 1 is high, 9 is low
 * @param busy whether it takes up the agent's time
 */
record CalendarEvent(
        String uid,
        int sequence,
        Instant createdAt,
        Instant updatedAt,
        Instant start,
        Duration length,
        String summary,
        @Nullable String description,
        int priority,
        boolean busy) {
    void writeTo(ContentLines lines) {
        lines.add("BEGIN", "VEVENT")
                .add("UID", uid)
                .add("SEQUENCE", sequence)
                .add("DTSTAMP", updatedAt)
                .add("CREATED", createdAt)
                .add("LAST-MODIFIED", updatedAt)
                .add("DTSTART", start)
                .add("DTEND", start.plus(length))
                .addText("SUMMARY", summary);
        if (description != null && !description.isEmpty()) {
            lines.addText("DESCRIPTION", description);
        }
        lines.add("PRIORITY", priority)
                .add("TRANSP", busy ? "OPAQUE" : "TRANSPARENT")
                .add("END", "VEVENT");
    }
}
