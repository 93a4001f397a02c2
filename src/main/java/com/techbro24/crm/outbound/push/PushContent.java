package com.techbro24.crm.outbound.push;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a device shows.
 *
 * @param id of the notification; null for several
 * @param topic a later message with the same topic replaces this one (RFC 8030, 5.4)
 * @param count how many notifications it stands for
 */
public record PushContent(
        @Nullable String id,
        String title,
        String body,
        String type,
        @Nullable String entityType,
        @Nullable String entityId,
        String topic,
        int count) {
    private static final int TITLE_LENGTH_MAX = 200;
    private static final int BODY_LENGTH_MAX = 500;

    /** The form in which a browser or an app gets it. */
    ObjectNode json() {
        ObjectNode json = Json.object().put("id", id).put("title", shortTitle());
        json.put("body", shortBody()).put("type", type).put("count", count);
        if (entityType != null) {
            json.putObject("entity").put("type", entityType).put("id", entityId);
        }
        return json;
    }

    String shortTitle() {
        return cut(title, TITLE_LENGTH_MAX);
    }

    String shortBody() {
        return cut(body, BODY_LENGTH_MAX);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
