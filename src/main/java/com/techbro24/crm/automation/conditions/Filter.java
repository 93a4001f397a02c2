package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A filter of a placeholder: {@code {{reminder.dueAt | date}}}.
 *
 * @param text the text after its name; null for none
 */
record Filter(Kind kind, @Nullable String text) {
    /** The filters; dates and times are those of the recipient's time zone. */
    enum Kind {
        DATE("uuuu-MM-dd"),
        TIME("HH:mm"),
        DATETIME("uuuu-MM-dd HH:mm"),
        UPPER(null),
        LOWER(null),
        /** A text for a missing value. */
        DEFAULT(null);

        private final @Nullable DateTimeFormatter format;

        Kind(@Nullable String pattern) {
            format = pattern == null ? null : DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
        }

        boolean isOfTime() {
            return format != null;
        }

        boolean takesText() {
            return this == DEFAULT;
        }
    }

    JsonNode apply(JsonNode value, ZoneId zone) {
        return switch (kind) {
            case DATE, TIME, DATETIME -> time(value, zone);
            case UPPER ->
                    value.isTextual()
                            ? TextNode.valueOf(value.textValue().toUpperCase(Locale.ROOT))
                            : value;
            case LOWER ->
                    value.isTextual()
                            ? TextNode.valueOf(value.textValue().toLowerCase(Locale.ROOT))
                            : value;
            case DEFAULT -> Placeholder.isPresent(value) ? value : TextNode.valueOf(text);
        };
    }

    /** A custom field may hold anything; what is no time stays as it is. */
    private JsonNode time(JsonNode value, ZoneId zone) {
        Instant time = value.isTextual() ? Plain.instant(value.textValue()) : null;
        return time == null || kind.format == null
                ? value
                : TextNode.valueOf(kind.format.withZone(zone).format(time));
    }
}
