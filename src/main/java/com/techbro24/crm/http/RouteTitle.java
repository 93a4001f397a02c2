package com.techbro24.crm.http;

import com.techbro24.crm.base.EnumNames;

/** The name of a route that has been given none. */
final class RouteTitle {
    private RouteTitle() {}

    /** {@code Set lead status}, of {@code lead.set_status}. */
    static String ofCommand(String name) {
        int dot = name.indexOf('.');
        String entity = name.substring(0, dot).replace('_', ' ');
        String[] words = name.substring(dot + 1).split("_", 2);
        String verb = Character.toUpperCase(words[0].charAt(0)) + words[0].substring(1);
        String rest = words.length > 1 ? " " + words[1].replace('_', ' ') : "";
        return verb + " " + entity + rest;
    }

    /** {@code Get things by id}, of {@code GET /api/things/:id}. */
    static String ofPath(Route route) {
        String verb = EnumNames.of(route.method());
        StringBuilder title = new StringBuilder();
        title.append(Character.toUpperCase(verb.charAt(0))).append(verb.substring(1));
        for (String part : Route.split(route.path())) {
            if (part.startsWith(":")) {
                title.append(" by ").append(part.substring(1));
            } else if (!part.equals("api")) {
                title.append(' ').append(part.replaceAll("[^A-Za-z0-9]+", " "));
            }
        }
        return title.toString();
    }
}
