package com.techbro24.crm.base;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.regex.Pattern;

/**
 * Identifiers: UUID version 7 (RFC 9562) in lower-case canonical form, so that ids sort by the time
 * they were made.
 */
public final class Id {
    /** The canonical form of a UUIDv7. */
    public static final String PATTERN =
            "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";

    private static final Pattern COMPILED = Pattern.compile(PATTERN);
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Id() {}

    /** A new id; ids made in one process only grow. */
    public static String next() {
        return GENERATOR.generate().toString();
    }

    public static boolean isValid(String text) {
        return text.length() == 36 && COMPILED.matcher(text).matches();
    }
}
