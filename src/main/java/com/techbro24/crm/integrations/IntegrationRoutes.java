package com.techbro24.crm.integrations;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes of connections to other CRMs, for admins. */
public final class IntegrationRoutes {
    private static final String PATH = "/api/integrations";

    private final Database database;

    public IntegrationRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.command(Route.Method.POST, PATH, IntegrationCommand.CREATE)
                        .named("Connect a CRM"),
                Route.get(PATH, "The connections to other CRMs.")
                        .named("List integrations")
                        .roles(Role.ADMINS)
                        .takes(Parameter.sort(IntegrationStore.SORTS))
                        .lists(Integration.class)
                        .answer(this::list),
                Route.get(PATH + "/:id", "One connection, with its last result.")
                        .named("Get integration")
                        .roles(Role.ADMINS)
                        .replies(Integration.class)
                        .answer(this::get),
                Route.command(Route.Method.PUT, PATH + "/:id", IntegrationCommand.UPDATE)
                        .named("Update integration")
                        .problems(Problem.Code.UNPROCESSABLE),
                Route.command(Route.Method.DELETE, PATH + "/:id", IntegrationCommand.DELETE)
                        .named("Delete integration"),
                Route.command(Route.Method.POST, PATH + "/:id/run", IntegrationCommand.RUN)
                        .named("Run integration"),
                Route.get(
                                PATH + "/:id/runs",
                                "What the runs of a connection did; kept for 30 days.")
                        .named("List integration runs")
                        .roles(Role.ADMINS)
                        .takes(Parameter.sort(RunStore.SORTS))
                        .lists(IntegrationRun.class)
                        .answer(this::runs),
                Route.get(
                                PATH + "/:id/links",
                                "Which record there is which row here. With state=ambiguous,refused:"
                                        + " what waits for a person.")
                        .named("List integration links")
                        .roles(Role.ADMINS)
                        .takes(Parameter.words("state", LinkState.class, "Where they stand"))
                        .takes(Parameter.sort(LinkStore.SORTS))
                        .lists(IntegrationLink.class)
                        .answer(this::links),
                Route.command(Route.Method.POST, PATH + "/:id/resolve", IntegrationCommand.RESOLVE)
                        .named("Resolve integration link")
                        .problems(Problem.Code.CONFLICT));
    }

    private Reply list(Request request) {
        return Reply.json(database.read(tx -> IntegrationStore.list(tx, request.paging())));
    }

    private Reply get(Request request) {
        return Reply.json(found(request));
    }

    private Integration found(Request request) {
        String id = request.id("id", Integration.TYPE);
        return database.read(tx -> IntegrationStore.get(tx, id));
    }

    private Reply runs(Request request) {
        Integration of = found(request);
        return Reply.json(database.read(tx -> RunStore.list(tx, of.id(), request.paging())));
    }

    private Reply links(Request request) {
        Integration of = found(request);
        return Reply.json(
                database.read(
                        tx ->
                                LinkStore.list(
                                        tx,
                                        of.id(),
                                        request.words("state", LinkState.class),
                                        request.paging())));
    }
}
