package com.techbro24.crm.webhooks;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;
import org.jspecify.annotations.Nullable;

/** The JSON of an event as endpoints get it. */
final class EventBody {
    /** The row left the sight of the endpoint's owner. */
    static final String REMOVED = "entity.removed";

    private EventBody() {}

    static String of(String event, Change change) {
        StringBuilder json = start(event, change);
        json.append(",\"version\":").append(change.version());
        json.append(",\"changed\":").append(Json.text(change.fields()));
        json.append(",\"before\":").append(change.before());
        json.append(",\"record\":").append(change.after());
        json.append(",\"actor\":").append(quoted(change.actor()));
        json.append(",\"via\":").append(quoted(change.via()));
        return json.append("}}").toString();
    }

    static String removed(Change change) {
        return start(REMOVED, change).append("}}").toString();
    }

    private static StringBuilder start(String event, Change change) {
        return new StringBuilder(change.after().length() + 500)
                .append("{\"type\":\"")
                .append(event)
                .append("\",\"timestamp\":\"")
                .append(Times.format(change.at()))
                .append("\",\"seq\":")
                .append(change.seq())
                .append(",\"data\":{\"entity\":{\"type\":\"")
                .append(change.entityType())
                .append("\",\"id\":\"")
                .append(change.entityId())
                .append("\"}");
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "null" : Json.text(text);
    }
}
