package com.techbro24.crm.realtime;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.socketio.Namespace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the events of several changes per audience and sends them to each socket in one write.
 * The kernel does most of the work, and one write costs hardly more than a single event.
 */
final class Deliveries {
    private final Audiences audiences;
    private final Namespace namespace;
    private final Map<Audience, List<String>> events = new LinkedHashMap<>();

    Deliveries(Audiences audiences, Namespace namespace) {
        this.audiences = audiences;
        this.namespace = namespace;
    }

    /** Adds a change; the audiences count it as sent. */
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

    /** Sends the collected events. */
    void send() {
        events.forEach((audience, all) -> namespace.to(audience.room()).emitEncoded(all));
        events.clear();
    }
}
