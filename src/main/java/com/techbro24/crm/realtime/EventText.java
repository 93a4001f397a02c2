package com.techbro24.crm.realtime;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;

/**
 * The Socket.IO JSON of one change. Only {@code prev} differs between clients, so the rest is built
 * once.
 */
final class EventText {
    private final Change change;
    private final String tail;

    EventText(Change change) {
        this.change = change;
        this.tail =
                ",\"at\":\""
                        + Times.format(change.at())
                        + "\",\"actor\":"
                        + (change.actor() == null ? "null" : '"' + change.actor() + '"')
                        + ",\"entity\":{\"type\":\""
                        + change.entityType()
                        + "\",\"id\":\""
                        + change.entityId()
                        + "\"}";
    }

    Change change() {
        return change;
    }

    /**
     * {@code ["lead.updated",{"seq":…}]}, or {@code entity.removed} for clients that can no longer
     * see the row.
     */
    String json(Audience.Sight sight, long prev) {
        boolean shown = sight == Audience.Sight.SHOWN;
        StringBuilder json = new StringBuilder(change.after().length() + 400);
        json.append("[\"").append(shown ? change.kind().wireName() : "entity.removed");
        json.append("\",{\"seq\":")
                .append(change.seq())
                .append(",\"prev\":")
                .append(prev)
                .append(tail);
        if (shown) {
            if (change.via() != null) {
                json.append(",\"via\":").append(Json.text(change.via()));
            }
            json.append(",\"changed\":").append(Json.text(change.fields()));
            json.append(",\"version\":").append(change.version());
            json.append(",\"record\":").append(change.after());
        } else {
            json.append(",\"reason\":\"out_of_scope\"");
        }
        return json.append("}]").toString();
    }
}
