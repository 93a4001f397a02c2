package com.techbro24.crm.calendar;

import com.techbro24.crm.outbound.mail.Mail;
import java.time.Duration;
import java.time.Instant;

/**
 * An agent's invitation to a meeting, as its calendar has it.
 *
 * @param address to which it was sent
 * @param sequence grows with each change, so that a late mail does not undo a newer one
 */
record Invitation(
        String reminderId,
        String agentId,
        String address,
        String title,
        Instant startsAt,
        int sequence) {
    static final Duration LENGTH = Duration.ofHours(1);
    private static final String UID_END = "@techbro24-crm";

    /** Whether the calendar would show the same. */
    boolean shows(Invitation other) {
        return agentId.equals(other.agentId)
                && address.equals(other.address)
                && title.equals(other.title)
                && startsAt.equals(other.startsAt);
    }

    Invitation withSequence(int number) {
        return new Invitation(reminderId, agentId, address, title, startsAt, number);
    }

    /** The id of the reminder in a UID of ours; empty for another UID. */
    static String reminderId(String uid) {
        return uid.endsWith(UID_END) ? uid.substring(0, uid.length() - UID_END.length()) : "";
    }

    /**
     * The document of RFC 5546.
     *
     * @param organizer to whom the calendar sends the reply
     */
    Mail.Invitation document(boolean cancelled, String organizer, Instant now) {
        String method = cancelled ? "CANCEL" : "REQUEST";
        ContentLines lines = new ContentLines();
        lines.add("BEGIN", "VCALENDAR")
                .add("VERSION", "2.0")
                .add("PRODID", "-//TechBro24//CRM//EN")
                .add("METHOD", method)
                .add("BEGIN", "VEVENT")
                .add("UID", reminderId + UID_END)
                .add("SEQUENCE", sequence)
                .add("DTSTAMP", now)
                .add("DTSTART", startsAt)
                .add("DTEND", startsAt.plus(LENGTH))
                .addText("SUMMARY", title)
                .add("STATUS", cancelled ? "CANCELLED" : "CONFIRMED")
                .add("ORGANIZER", "mailto:" + organizer)
                .add(
                        "ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE",
                        "mailto:" + address)
                .add("END", "VEVENT")
                .add("END", "VCALENDAR");
        return new Mail.Invitation(method, lines.text());
    }
}
