package com.techbro24.crm.calendar;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reply to an invitation.
 *
 * @param uid of the event
 * @param address of the attendee who replies
 * @param status what it says, such as {@code DECLINED}
 */
record InvitationReply(String uid, String address, String status) {
    private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]");
    private static final Pattern METHOD = line("METHOD", "REPLY");
    private static final Pattern UID = line("UID", "(\\S+)");
    private static final Pattern ATTENDEE =
            Pattern.compile("(?im)^ATTENDEE((?:;[^:\"\r\n]*(?:\"[^\"\r\n]*\")?)*):mailto:(\\S+)$");
    private static final Pattern STATUS = Pattern.compile("(?i);PARTSTAT=([A-Z-]+)");

    private static Pattern line(String name, String value) {
        return Pattern.compile("(?im)^" + name + "(?:;[^:\r\n]*)?:" + value + "\\s*$");
    }

    boolean isDeclined() {
        return status.equals("DECLINED");
    }

    /** Empty for a document that is no reply. */
    static Optional<InvitationReply> parse(String document) {
        String lines = FOLD.matcher(document).replaceAll("").replace("\r\n", "\n");
        Matcher uid = UID.matcher(lines);
        Matcher attendee = ATTENDEE.matcher(lines);
        if (!METHOD.matcher(lines).find() || !uid.find() || !attendee.find()) {
            return Optional.empty();
        }
        Matcher status = STATUS.matcher(attendee.group(1));
        return status.find()
                ? Optional.of(
                        new InvitationReply(
                                uid.group(1),
                                attendee.group(2),
                                status.group(1).toUpperCase(Locale.ROOT)))
                : Optional.empty();
    }
}
