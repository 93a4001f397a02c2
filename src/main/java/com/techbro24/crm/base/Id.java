package com.techbro24.crm.base;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;

/**
 * Identifiers: UUID version 7 (RFC 9562) in lower-case canonical form, so that ids sort by creation
 * time.
 */
public final class Id {
    /** The canonical form of a UUIDv7. */
    public static final String PATTERN =
            "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

    private static final int LENGTH = 36;
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Id() {}

    /** A new id, greater than every earlier id of this process. */
    public static String next() {
        return GENERATOR.generate().toString();
    }

    /**
     * Whether the text matches {@link #PATTERN}. By hand, not by regex: it runs for each request
     * with an id in its path.
     */
    public static boolean isValid(String text) {
        if (text.length() != LENGTH
                || text.charAt(14) != '7'
                || "89ab".indexOf(text.charAt(19)) < 0) {
            return false;
        }
        for (int index = 0; index < LENGTH; index++) {
            char character = text.charAt(index);
            boolean isHyphen = index == 8 || index == 13 || index == 18 || index == 23;
            boolean isDigit = character >= '0' && character <= '9';
            boolean isLetter = character >= 'a' && character <= 'f';
            if (isHyphen ? character != '-' : !isDigit && !isLetter) {
                return false;
            }
        }
        return true;
    }
}
