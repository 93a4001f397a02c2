package com.techbro24.crm.outbound;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes of messages that leave the server. */
public final class MessageRoutes {
    private static final String PATH = "/api/messages";

    private final Database database;

    public MessageRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                PATH,
                                "The messages that were sent or wait: email, SMS, push and webhooks of rules. An agent sees its own; they are kept for 30 days.")
                        .named("List messages")
                        .takes(
                                Parameter.words("status", MessageStatus.class, "Their status"),
                                Parameter.texts("channel", "Their channel"),
                                Parameter.id("agentId", "The agent who sent them or gets them"),
                                Parameter.id("aboutId", "The row that they are about"))
                        .takes(Parameter.sort(MessageStore.SORTS))
                        .lists(Message.class)
                        .answer(this::list),
                Route.get(PATH + "/:id", "One message with its status.")
                        .named("Get message")
                        .replies(Message.class)
                        .answer(this::get),
                Route.command(Route.Method.POST, PATH + "/:id/retry", MessageCommand.RETRY)
                        .named("Retry message")
                        .problems(Problem.Code.CONFLICT),
                Route.command(Route.Method.POST, PATH + "/:id/cancel", MessageCommand.CANCEL)
                        .named("Cancel message")
                        .problems(Problem.Code.CONFLICT),
                Route.command(Route.Method.POST, PATH + "/release", MessageCommand.RELEASE)
                        .named("Release held messages"));
    }

    private Reply list(Request request) {
        MessageStore.Filter filter =
                new MessageStore.Filter(
                        request.words("status", MessageStatus.class),
                        request.texts("channel"),
                        request.text("agentId").orElse(null),
                        request.text("aboutId").orElse(null));
        return Reply.json(
                database.read(
                        tx -> MessageStore.list(tx, filter, request.caller(), request.paging())));
    }

    private Reply get(Request request) {
        String id = request.id("id", Message.NOUN);
        return Reply.json(database.read(tx -> MessageStore.get(tx, id, request.caller())));
    }
}
