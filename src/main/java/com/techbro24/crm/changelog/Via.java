package com.techbro24.crm.changelog;

import org.jspecify.annotations.Nullable;

/**
 * How the log names what made a change on behalf of its actor: {@code rule:<id>}, {@code
 * import:<id>}, {@code bulk:<id>}. {@code /undo} follows where it takes back what it did, and
 * {@code /quiet} where no automation rule is to answer it.
 */
public final class Via {
    private static final String QUIET = "/quiet";
    private static final String UNDO = "/undo";

    private Via() {}

    /**
     * @param what {@code import}
     * @param automation whether automation rules answer it
     */
    public static String of(String what, String id, boolean automation) {
        return what + ":" + id + (automation ? "" : QUIET);
    }

    /** The undo of what was done in this way; rules answer it if they answered that. */
    public static String undoOf(String via) {
        return isQuiet(via)
                ? via.substring(0, via.length() - QUIET.length()) + UNDO + QUIET
                : via + UNDO;
    }

    /** Whether it takes back what was done in another way. */
    public static boolean isUndo(@Nullable String via) {
        return via != null && (via.endsWith(UNDO) || via.endsWith(UNDO + QUIET));
    }

    public static boolean isQuiet(@Nullable String via) {
        return via != null && via.endsWith(QUIET);
    }
}
