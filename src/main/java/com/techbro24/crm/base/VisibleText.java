package com.techbro24.crm.base;

/**
 * Removes invisible characters from short text. People copy them from web pages, spreadsheets and
 * chats, and values that look the same would not be equal. {@link Input} does this for every field.
 */
public final class VisibleText {
    private static final int NO_BREAK_SPACE = 0xa0;
    private static final int FIGURE_SPACE = 0x2007;
    private static final int NARROW_NO_BREAK_SPACE = 0x202f;

    private VisibleText() {}

    /**
     * Trims spaces and invisible characters of a single line. Inside it, non-breaking spaces become
     * plain spaces, and zero-width characters are removed, except those that change how letters and
     * emoji are drawn.
     */
    public static String line(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> !isNoise(point))
                .map(VisibleText::space)
                .forEach(kept::appendCodePoint);
        return trimmed(kept.toString());
    }

    /** An email address; all invisible characters are removed. */
    public static String email(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> !isInvisible(point))
                .map(VisibleText::space)
                .forEach(kept::appendCodePoint);
        return kept.toString().strip();
    }

    /** Whether there is nothing to remove: ASCII without a space at either end. */
    private static boolean isPlain(String text) {
        for (int index = 0; index < text.length(); index++) {
            char next = text.charAt(index);
            if (next < ' ' || next >= 0x7f) {
                return false;
            }
        }
        return text.isEmpty() || text.charAt(0) != ' ' && text.charAt(text.length() - 1) != ' ';
    }

    private static int space(int point) {
        return point == NO_BREAK_SPACE || point == FIGURE_SPACE || point == NARROW_NO_BREAK_SPACE
                ? ' '
                : point;
    }

    /** Characters without meaning inside a line: zero-width spaces and direction marks. */
    private static boolean isNoise(int point) {
        return switch (point) {
            case 0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x2060, 0xfeff -> true;
            default -> point >= 0x202a && point <= 0x202e || point >= 0x2066 && point <= 0x2069;
        };
    }

    private static boolean isInvisible(int point) {
        return switch (point) {
            case 0x34f, 0x115f, 0x1160, 0x3164, 0xffa0 -> true;
            default -> isSelector(point) || Character.getType(point) == Character.FORMAT;
        };
    }

    private static boolean isSelector(int point) {
        return point >= 0xfe00 && point <= 0xfe0f || point >= 0xe0100 && point <= 0xe01ef;
    }

    private static boolean isTag(int point) {
        return point >= 0xe0020 && point <= 0xe007f;
    }

    private static boolean isJoiner(int point) {
        return point == 0x200c || point == 0x200d;
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isAround(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (end > start && isAround(text.codePointBefore(end)) && !ends(text, start, end)) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    private static boolean isAround(int point) {
        // Arabic and Syriac number marks are drawn below the following digits, so they are visible.
        boolean drawn = point >= 0x600 && point <= 0x605 || point == 0x6dd || point == 0x70f;
        if (point < ' ') {
            // Other control characters stay here and are rejected later.
            return point == '\t' || point == '\n' || point == '\r';
        }
        return Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || isInvisible(point) && !drawn;
    }

    /** Whether the last, invisible character changes how the one before it is drawn. */
    private static boolean ends(String text, int start, int end) {
        int last = text.codePointBefore(end);
        int before = end - Character.charCount(last);
        while (before > start && isTag(last) && isTag(text.codePointBefore(before))) {
            before -= Character.charCount(text.codePointBefore(before));
        }
        if (before == start) {
            return false;
        }
        int base = text.codePointBefore(before);
        if (isSelector(last)) {
            return Character.isExtendedPictographic(base) || Character.isIdeographic(base);
        }
        int type = Character.getType(base);
        return isTag(last) && Character.isExtendedPictographic(base)
                || isJoiner(last)
                        && (type == Character.NON_SPACING_MARK
                                || type == Character.COMBINING_SPACING_MARK);
    }
}
