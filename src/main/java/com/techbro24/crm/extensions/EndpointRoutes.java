package com.techbro24.crm.extensions;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.http.RouteVariant;
import java.time.Duration;
import java.util.List;

/** The routes of endpoints, and the endpoints themselves. */
public final class EndpointRoutes {
    private static final String PATH = "/api/endpoints";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Database database;
    private final Forwarding forwarding;

    public EndpointRoutes(Database database, Forwarding forwarding) {
        this.database = database;
        this.forwarding = forwarding;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                                "/api/x/:endpoint",
                                "An endpoint of the team's own; GET /api/endpoints lists them with"
                                        + " the schemas of their input.")
                        .named("Call custom endpoint")
                        .body(EndpointInput.class)
                        .replies(Forwarding.EndpointReply.class)
                        .timeout(TIMEOUT)
                        .variants(this::variants)
                        .problems(Problem.Code.UNPROCESSABLE)
                        .answer(this::forward),
                Route.command(Route.Method.POST, PATH, EndpointCommand.CREATE)
                        .named("Create custom endpoint"),
                Route.get(PATH, "The endpoints of the team's own.")
                        .named("List custom endpoints")
                        .roles(Role.ADMINS)
                        .takes(Parameter.sort(EndpointStore.SORTS))
                        .lists(CustomEndpoint.class)
                        .answer(
                                request ->
                                        Reply.json(
                                                database.read(
                                                        tx ->
                                                                EndpointStore.list(
                                                                        tx, request.paging())))),
                Route.get(PATH + "/:id", "One endpoint.")
                        .named("Get custom endpoint")
                        .roles(Role.ADMINS)
                        .replies(CustomEndpoint.class)
                        .answer(request -> Reply.json(found(request))),
                Route.command(Route.Method.PUT, PATH + "/:id", EndpointCommand.UPDATE)
                        .named("Update custom endpoint"),
                Route.command(Route.Method.DELETE, PATH + "/:id", EndpointCommand.DELETE)
                        .named("Delete custom endpoint"),
                Route.command(
                                Route.Method.POST,
                                PATH + "/:id/rotate-secret",
                                EndpointCommand.ROTATE_SECRET)
                        .named("Rotate endpoint secret")
                        .answersSecret()
                        .problems(Problem.Code.UNPROCESSABLE),
                Route.get(PATH + "/:id/calls", "The last requests to an endpoint; kept for 7 days.")
                        .named("List endpoint calls")
                        .roles(Role.ADMINS)
                        .takes(Parameter.sort(EndpointStore.CALL_SORTS))
                        .lists(EndpointCall.class)
                        .answer(this::calls));
    }

    private List<RouteVariant> variants() {
        return database.read(EndpointStore::enabled).stream()
                .map(
                        each ->
                                new RouteVariant(
                                        "/api/x/" + each.name(),
                                        "Call endpoint " + each.name(),
                                        each.description() == null
                                                ? "An endpoint of the team's own."
                                                : each.description(),
                                        each.schema()))
                .toList();
    }

    private Reply forward(Request request) {
        return Reply.json(
                forwarding.forward(
                        request.pathValue("endpoint"),
                        request.json(),
                        request.caller(),
                        request.requestId()));
    }

    private CustomEndpoint found(Request request) {
        String id = request.id("id", CustomEndpoint.TYPE);
        return database.read(tx -> EndpointStore.get(tx, id));
    }

    private Reply calls(Request request) {
        CustomEndpoint endpoint = found(request);
        return Reply.json(
                database.read(tx -> EndpointStore.calls(tx, endpoint.id(), request.paging())));
    }
}
