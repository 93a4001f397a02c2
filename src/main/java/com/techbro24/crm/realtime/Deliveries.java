package com.techbro24.crm.realtime;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.socketio.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What changes in a row bring to each audience. All of it goes to a socket in one go: for the
 * kernel, which has the greater part of the work, that is hardly more than a single event.
 */
final class Deliveries {
    private final Audiences audiences;
    private final Namespace namespace;
    private final Map<Audience, List<String>> events = new LinkedHashMap<>();

    Deliveries(Audiences audiences, Namespace namespace) {
        this.audiences = audiences;
        this.namespace = namespace;
    }

    /** From now on the audiences count the change as sent. */
    void add(Change change) {
        EventText text = null;
        for (Audience audience : audiences.interestedIn(change)) {
            text = text == null ? new EventText(change) : text;
            String json = audience.next(text);
            if (json != null) {
                events.computeIfAbsent(audience, key -> new ArrayList<>()).add(json);
            }
        }
    }

    /** Sends what was added since the last time. */
    void send() {
        events.forEach((audience, all) -> namespace.to(audience.room()).emitEncoded(all));
        events.clear();
    }
}
