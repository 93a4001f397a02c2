package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The topics of the reference, in the order in which a newcomer meets them. */
enum Topic {
    SIGN_IN(
            "Sign-in",
            Set.of("auth", "api-keys"),
            "Sessions of people, and API keys of programs. Both are sent as"
                    + " `Authorization: Bearer <token>`."),
    LEADS(
            "Leads",
            Set.of("leads", "custom-fields"),
            "People and companies that may buy, their scores, their history and the fields that you"
                    + " declare for them."),
    QUEUE(
            "Queue",
            Set.of("queue"),
            "Which lead to call next; a claimed lead is reserved for a time."),
    CALLS(
            "Calls",
            Set.of("calls", "telephony", "sms"),
            "Calls from the first ring to the end of the wrap-up."),
    REMINDERS(
            "Reminders",
            Set.of("reminders", "calendar"),
            "What an agent should not forget, once or again."),
    NOTIFICATIONS(
            "Notifications",
            Set.of("notifications", "push"),
            "What happened that an agent should know, and on which channel it comes."),
    AGENTS("Agents", Set.of("agents"), "The people of the team: their roles, teams and statuses."),
    ANALYTICS("Analytics", Set.of("analytics"), "The figures of the team."),
    AUTOMATION("Automation", Set.of("automation"), "Rules that act on events and at times."),
    BULK("Bulk changes", Set.of(), "One change of many leads, in the background."),
    IMPORTS("Imports", Set.of("import", "imports"), "Leads from files, and into files."),
    EXPORTS(
            "Exports",
            Set.of("exports"),
            "All data of the account, or of one agent, in one zip file."),
    CONNECTIONS(
            "Connections",
            Set.of("integrations", "endpoints", "x"),
            "Other CRMs, and endpoints of your own."),
    SYNC(
            "Sync",
            Set.of("sync", "rx", "watermelon"),
            "Pull and push for clients that work without a network."),
    OPERATIONS("Operations", Set.of(), "Health, metrics and this document."),
    DEVELOPMENT("Development", Set.of("dev"), "What only a server in development has.");

    private static final Map<String, List<String>> EVENTS = Events.byTopic();

    private final String title;
    private final Set<String> parts;
    private final String text;

    Topic(String title, Set<String> parts, String text) {
        this.title = title;
        this.parts = parts;
        this.text = text;
    }

    /** The topic of a route, from its path. */
    static Topic of(Route route) {
        List<String> path = Route.split(route.path());
        String part = path.size() > 1 && path.getFirst().equals("api") ? path.get(1) : "";
        if (path.size() > 2) {
            String inner = path.get(2);
            if (inner.equals("next")) {
                return QUEUE;
            }
            if (inner.equals("bulk")) {
                return BULK;
            }
            if (inner.equals("sync")) {
                return SYNC;
            }
            if (inner.equals("import") || inner.equals("imports") || inner.equals("export")) {
                return IMPORTS;
            }
        }
        for (Topic topic : values()) {
            if (topic.parts.contains(part)) {
                return topic;
            }
        }
        return OPERATIONS;
    }

    String title() {
        return title;
    }

    /** The tag of the document, with the live events of its rows. */
    ObjectNode tag() {
        StringBuilder description = new StringBuilder(text);
        List<String> events = EVENTS.getOrDefault(title, List.of());
        if (!events.isEmpty()) {
            description.append("\n\n**Live events** (see [Live events](#section/Live-events)):\n");
            events.forEach(event -> description.append("\n- ").append(event));
        }
        return Json.object().put("name", title).put("description", description.toString());
    }
}
