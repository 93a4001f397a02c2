package com.techbro24.crm.automation.conditions;

import com.techbro24.crm.automation.conditions.Fields.Found;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the placeholders of a text; reports every error at once. */
final class PlaceholderParser {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final int PLACEHOLDERS_MAX = 100;
    private static final Pattern FILTER =
            Pattern.compile("\\s*([a-z_]{1,20})\\s*(?::\\s*\"([^\"]*)\"\\s*)?");

    /** A piece of a text. */
    sealed interface Piece {
        record Plain(String text) implements Piece {}

        record Filled(Placeholder placeholder) implements Piece {}
    }

    private final Faults faults;
    private int placeholders;

    PlaceholderParser(Faults faults) {
        this.faults = faults;
    }

    List<Piece> parse(String text, String path) {
        List<Piece> pieces = new ArrayList<>();
        if (text.length() > Limits.TEXT_LENGTH_MAX) {
            faults.add(
                    path,
                    "too_long",
                    "must not be longer than " + Limits.TEXT_LENGTH_MAX + " characters");
            return pieces;
        }
        int at = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, at)) {
            add(pieces, text.substring(at, open));
            int close = end(text, open + OPEN.length());
            if (close < 0) {
                faults.add(path, "invalid_format", "has a {{ without its }}");
                return pieces;
            }
            placeholder(text.substring(open + OPEN.length(), close), path)
                    .ifPresent(each -> pieces.add(new Piece.Filled(each)));
            at = close + CLOSE.length();
        }
        add(pieces, text.substring(at));
        return pieces;
    }

    private static void add(List<Piece> pieces, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece.Plain(text));
        }
    }

    /** The place of the next {@code }}} outside of quotes; -1 for none. */
    private static int end(String text, int from) {
        boolean isQuoted = false;
        for (int index = from; index < text.length(); index++) {
            if (text.charAt(index) == '"') {
                isQuoted = !isQuoted;
            } else if (!isQuoted && text.startsWith(CLOSE, index)) {
                return index;
            }
        }
        return -1;
    }

    private Optional<Placeholder> placeholder(String inner, String path) {
        placeholders++;
        if (placeholders == PLACEHOLDERS_MAX + 1) {
            faults.add(path, "too_long", "must not have more than " + PLACEHOLDERS_MAX + " fields");
        }
        List<String> parts = split(inner);
        List<Found> found = new ArrayList<>();
        for (String name : parts.getFirst().split(",", -1)) {
            if (name.isBlank()) {
                faults.add(path, "required", "must name a field between {{ and }}");
            } else {
                faults.field(name.strip(), path).ifPresent(found::add);
            }
        }
        List<Filter> filters = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            Filter filter = filter(part, found, path);
            if (filter != null) {
                filters.add(filter);
            }
        }
        return Optional.of(
                new Placeholder(found.stream().map(Found::reader).toList(), List.copyOf(filters)));
    }

    /** Splits at bars outside of quotes. */
    private static List<String> split(String inner) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int from = 0;
        for (int index = 0; index < inner.length(); index++) {
            char next = inner.charAt(index);
            isQuoted ^= next == '"';
            if (next == '|' && !isQuoted) {
                parts.add(inner.substring(from, index));
                from = index + 1;
            }
        }
        parts.add(inner.substring(from));
        return parts;
    }

    private @Nullable Filter filter(String written, List<Found> found, String path) {
        Matcher match = FILTER.matcher(written);
        Filter.Kind kind =
                match.matches()
                        ? EnumNames.find(Filter.Kind.class, match.group(1)).orElse(null)
                        : null;
        if (kind == null) {
            String names = EnumNames.list(Filter.Kind.class);
            faults.add(path, "unknown_value", "must have a known filter: " + names);
            return null;
        }
        String text = match.group(2);
        if (kind.takesText() != (text != null)) {
            String rule = kind.takesText() ? "needs a text: default:\"there\"" : "takes no text";
            faults.add(
                    path, "invalid_format", "has the filter " + match.group(1) + ", which " + rule);
            return null;
        }
        for (Found each : found) {
            if (kind.isOfTime() && !FieldType.TIME.meets(each.field().type())) {
                faults.add(
                        path,
                        "wrong_type",
                        "has a filter for times, and " + each.field().path() + " is none");
            }
        }
        return new Filter(kind, text);
    }
}
