package com.techbro24.crm.http.openapi;

import java.util.List;

/** How a newcomer begins: the first part of the reference, as Markdown and as a page. */
final class Guide {
    /**
     * @param text what the step does, in Markdown without anything but code and links
     * @param language of the code
     */
    private record Step(String title, String text, String language, String code) {}

    private static final List<Step> STEPS =
            List.of(
                    new Step(
                            "Sign in",
                            "Ask for a session token with the email and the password of an agent;"
                                    + " the first start of the server prints those of the admin."
                                    + " Send it with every request. A program uses an API key in"
                                    + " its place.",
                            "bash",
                            """
                            export CRM=http://localhost:5000
                            curl -s $CRM/api/auth/login -H 'Content-Type: application/json' \\
                              -d '{"email":"admin@example.com","password":"correct horse battery staple"}'
                            export TOKEN=...        # the token of the answer
                            """),
                    new Step(
                            "Create a first lead",
                            "A name is enough. The answer is the whole row, with its id and"
                                    + " its version.",
                            "bash",
                            """
                            curl -s $CRM/api/leads -H "Authorization: Bearer $TOKEN" \\
                              -H 'Content-Type: application/json' \\
                              -d '{"name":"Ada Lovelace","phone":"+1 212 555 0123"}'
                            """),
                    new Step(
                            "Make a call",
                            "Claim the next lead, start a call to it and end the call with its"
                                    + " outcome. The lead's status and its reminders follow from"
                                    + " the outcome.",
                            "bash",
                            """
                            curl -s -X POST $CRM/api/leads/next -H "Authorization: Bearer $TOKEN"
                            curl -s $CRM/api/calls -H "Authorization: Bearer $TOKEN" \\
                              -H 'Content-Type: application/json' -d '{"leadId":"..."}'
                            curl -s -X POST $CRM/api/calls/.../start -H "Authorization: Bearer $TOKEN"
                            curl -s $CRM/api/calls/.../end -H "Authorization: Bearer $TOKEN" \\
                              -H 'Content-Type: application/json' -d '{"outcome":"interested"}'
                            """),
                    new Step(
                            "Live events",
                            "Any official Socket.IO 4 client gets each change that its agent may"
                                    + " see, in order: `seq`, `prev`, `at`, `actor`, `entity`,"
                                    + " `changed`, `version` and the row as `record`. `prev` is the"
                                    + " `seq` of the event before; reconnect with the last one as"
                                    + " `since` to get what you missed. `ready` says that the"
                                    + " socket is up to date, `resync` that everything has to be"
                                    + " fetched again, `entity.removed` that a row can no longer"
                                    + " be seen, and `server.closing` that the server stops. Each"
                                    + " command of the API is an event with an acknowledgement"
                                    + " too. The events of each topic are listed with its routes.",
                            "js",
                            """
                            import { io } from "socket.io-client";

                            const socket = io("http://localhost:5000", { auth: { token } });
                            socket.on("lead.created", ({ seq, record }) => console.log(seq, record.name));
                            socket.emit("lead.create", { name: "Ada Lovelace" }, (answer) => console.log(answer.ok));
                            """),
                    new Step(
                            "Clients",
                            "Generate a client from the OpenAPI document,"
                                    + " [openapi.json](/api/openapi.json), or import the"
                                    + " [Postman collection](/docs/postman.json).",
                            "bash",
                            """
                            npx openapi-typescript $CRM/api/openapi.json -o crm.d.ts
                            openapi-generator generate -g java --library native -i $CRM/api/openapi.json -o client
                            """));

    private Guide() {}

    static String markdown() {
        StringBuilder text = new StringBuilder();
        for (Step step : STEPS) {
            text.append("# %s\n\n%s\n\n".formatted(step.title(), step.text()))
                    .append("```%s\n%s```\n\n".formatted(step.language(), step.code()));
        }
        return text.toString();
    }

    static String html() {
        StringBuilder page = new StringBuilder();
        for (Step step : STEPS) {
            page.append("<h2>%s</h2>\n<p>%s</p>\n".formatted(step.title(), inline(step.text())))
                    .append("<pre><code>%s</code></pre>\n".formatted(escaped(step.code())));
        }
        return page.toString();
    }

    /** Code and links of a text. */
    private static String inline(String text) {
        return escaped(text)
                .replaceAll("`([^`]+)`", "<code>$1</code>")
                .replaceAll("\\[([^]]+)]\\(([^)]+)\\)", "<a href=\"$2\">$1</a>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
