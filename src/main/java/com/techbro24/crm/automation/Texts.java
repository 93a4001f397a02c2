package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Limits;
import org.jspecify.annotations.Nullable;

/** Cuts resolved texts to what commands take. */
final class Texts {
    private Texts() {}

    /** Never empty. */
    static String title(JsonNode text, String otherwise) {
        String title = cut(text.isNull() ? "" : text.asText("").strip(), Limits.NAME_LENGTH_MAX);
        return title.isEmpty() ? otherwise : title;
    }

    static @Nullable String message(JsonNode text) {
        String message = cut(text.isNull() ? "" : text.asText("").strip(), Limits.TEXT_LENGTH_MAX);
        return message.isEmpty() ? null : message;
    }

    private static String cut(String text, int lengthMax) {
        return text.length() <= lengthMax
                ? text
                : text.substring(
                        0, text.offsetByCodePoints(0, text.codePointCount(0, lengthMax - 1)));
    }
}
