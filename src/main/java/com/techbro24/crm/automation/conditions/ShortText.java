package com.techbro24.crm.automation.conditions;

/** Shortens text without splitting a character. */
public final class ShortText {
    private ShortText() {}

    /** The text, cut to a length in UTF-16 units. */
    public static String of(String text, int lengthMax) {
        if (text.length() <= lengthMax) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(lengthMax - 1));
        return text.substring(0, splits ? lengthMax - 1 : lengthMax);
    }
}
