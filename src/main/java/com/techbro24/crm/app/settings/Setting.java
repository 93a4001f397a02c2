package com.techbro24.crm.app.settings;

import java.util.Map;
import java.util.function.Function;

/**
 * One setting, declared once: its parsing, {@code .env.example}, {@code ./crm config} and the table
 * in the docs all come from here, so they cannot drift.
 *
 * @param name the environment variable
 * @param standard the default value; empty for none
 * @param reader parses the value, or throws {@link IllegalArgumentException} with the reason
 * @param description one or two sentences
 * @param kind how much of a value may be shown
 */
public record Setting<T>(
        String name, String standard, Function<String, T> reader, String description, Kind kind) {

    /** How much of a value may be shown. */
    enum Kind {
        OPEN,
        /** Never shown. */
        SECRET,
        /** A URL whose password is hidden. */
        ADDRESS,
        /** Command-line options; those with a secret-like name are hidden. */
        OPTIONS
    }

    /** The given text, or the default; an empty text counts as none. */
    String textIn(Map<String, String> values) {
        var given = values.get(name);
        return given == null || given.isBlank() ? standard : given.strip();
    }

    boolean isGivenIn(Map<String, String> values) {
        var given = values.get(name);
        return given != null && !given.isBlank();
    }

    T read(String text) {
        return reader.apply(text);
    }

    /** The text as it may be printed and logged. */
    public String shown(String text) {
        return switch (kind) {
            case OPEN -> text;
            case SECRET -> text.isEmpty() ? "" : "********";
            case ADDRESS ->
                    text.replaceFirst("(//[^/@:]*):.*@", "$1:********@")
                            .replaceAll("(?i)([?&][a-z]*password=)[^&]*", "$1********");
            case OPTIONS ->
                    text.replaceAll("(?i)((?:password|secret|token)[^\\s=]*=)\\S+", "$1********");
        };
    }
}
