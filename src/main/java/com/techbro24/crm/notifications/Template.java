package com.techbro24.crm.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Limits;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills text templates with {@code {{field}}} placeholders; unknown fields become empty. */
final class Template {
    private static final Pattern FIELD = Pattern.compile("\\{\\{\\s*([A-Za-z]{1,60})\\s*}}");

    private Template() {}

    /** Never empty: falls back to a fixed title. */
    static String title(String template, JsonNode row, String actor) {
        String filled = fill(template, row, actor, Limits.NAME_LENGTH_MAX);
        return filled.isEmpty() ? "Notification" : filled;
    }

    static String message(String template, JsonNode row, String actor) {
        return fill(template, row, actor, Limits.TEXT_LENGTH_MAX);
    }

    private static String fill(String template, JsonNode row, String actor, int lengthMax) {
        String filled =
                FIELD.matcher(template)
                        .replaceAll(
                                found -> {
                                    String name = found.group(1);
                                    String value =
                                            name.equals("actor")
                                                    ? actor
                                                    : row.path(name).asText("");
                                    return Matcher.quoteReplacement(value);
                                })
                        .strip();
        return filled.length() <= lengthMax
                ? filled
                : filled.substring(
                        0, filled.offsetByCodePoints(0, filled.codePointCount(0, lengthMax - 1)));
    }
}
