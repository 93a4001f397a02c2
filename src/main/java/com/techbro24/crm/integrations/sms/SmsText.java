package com.techbro24.crm.integrations.sms;

/**
 * The text of a message, as networks count it: a segment has 160 characters of the GSM 7-bit
 * alphabet (3GPP TS 23.038), or 70 of UCS-2 if the text has another character; each segment of a
 * longer message has 153 or 67.
 */
record SmsText(String text) {
    /** The most segments of a message. */
    static final int SEGMENTS_MAX = 6;

    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡"
                    + "ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /** Each takes the place of two characters. */
    private static final String EXTENDED = "\f^{}\\[~]|€";

    private static final int GSM_ONE = 160;
    private static final int GSM_EACH = 153;
    private static final int UCS2_ONE = 70;
    private static final int UCS2_EACH = 67;

    /** Whether the GSM 7-bit alphabet has every character. */
    boolean isGsm() {
        return text.chars()
                .allMatch(each -> BASIC.indexOf(each) >= 0 || EXTENDED.indexOf(each) >= 0);
    }

    /** How many segments it has. */
    int segments() {
        return isGsm() ? segments(GSM_ONE, GSM_EACH, true) : segments(UCS2_ONE, UCS2_EACH, false);
    }

    /** A character of two places is never divided between segments. */
    private int segments(int one, int each, boolean isGsm) {
        int total = 0;
        int segments = 1;
        int used = 0;
        for (int index = 0; index < text.length(); ) {
            int code = text.codePointAt(index);
            int places = isGsm ? EXTENDED.indexOf(code) >= 0 ? 2 : 1 : Character.charCount(code);
            total += places;
            if (used + places > each) {
                segments++;
                used = 0;
            }
            used += places;
            index += Character.charCount(code);
        }
        return total <= one ? 1 : segments;
    }
}
