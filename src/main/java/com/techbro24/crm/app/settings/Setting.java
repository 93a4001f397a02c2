package com.techbro24.crm.app.settings;

import java.util.Map;
import java.util.function.Function;

/**
 * One setting, declared once: its parsing, {@code .env.example}, {@code ./crm config} and the table
 * in the docs all come from here, so they cannot drift.
 *
 * @param name the environment variable
 * @param standard its value where none is given; empty where there is none
 * @param reader makes the value, or throws {@link IllegalArgumentException} with what is wrong
 * @param says what it is for, in a sentence or two
 * @param kind what may be shown of a value
 */
public record Setting<T>(
        String name, String standard, Function<String, T> reader, String says, Kind kind) {

    /** What may be shown of a value. */
    enum Kind {
        OPEN,
        /** Never shown. */
        SECRET,
        /** An address whose password is not shown. */
        ADDRESS,
        /** Options of a command, of which those that by their names are secrets are not shown. */
        OPTIONS
    }

    /** What is given, or the standard value; an empty value counts as none. */
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
