package com.techbro24.crm.agents;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes of agents. */
public final class AgentRoutes {
    private final Database database;

    public AgentRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/agents", "The agents that the caller may see.")
                        .named("List agents")
                        .takes(
                                Parameter.words("status", AgentStatus.class, "Their status"),
                                Parameter.words("role", Role.class, "Their role"),
                                Parameter.text("team", "Their team"),
                                Parameter.flag("active", "Whether they may log in"),
                                Parameter.text("q", "Part of a name or an email"))
                        .takes(Parameter.sort(AgentStore.SORTS))
                        .lists(Agent.class)
                        .answer(this::list),
                Route.get("/api/agents/:id", "One agent; `me` is the caller.")
                        .named("Get agent")
                        .agentIn("id")
                        .replies(Agent.class)
                        .answer(this::get),
                Route.get(
                                "/api/agents/:id/statuses",
                                "An agent's status history with durations, newest first; `me` is the caller.")
                        .named("List agent statuses")
                        .agentIn("id")
                        .takes(
                                Parameter.time("from", "Started at or after"),
                                Parameter.time("to", "Started before"))
                        .takes(Parameter.sort(AgentTimes.SORTS))
                        .lists(StatusSpan.class)
                        .answer(this::statuses),
                Route.command(Route.Method.POST, "/api/agents", AgentCommand.CREATE),
                Route.command(Route.Method.PUT, "/api/agents/:id", AgentCommand.UPDATE)
                        .problems(Problem.Code.CONFLICT, Problem.Code.UNPROCESSABLE)
                        .agentIn("id"),
                Route.command(Route.Method.POST, "/api/agents/:id/status", AgentCommand.SET_STATUS)
                        .agentIn("id"));
    }

    private Reply list(Request request) {
        AgentStore.Filter filter =
                new AgentStore.Filter(
                        request.words("status", AgentStatus.class),
                        request.words("role", Role.class),
                        request.text("team").orElse(null),
                        request.flagOrNone("active").orElse(null),
                        request.text("q").orElse(null));
        return Reply.json(
                database.read(
                        tx -> AgentStore.list(tx, filter, request.caller(), request.paging())));
    }

    private Reply statuses(Request request) {
        String id = request.agentId("id");
        return Reply.json(
                database.read(
                        tx ->
                                AgentTimes.list(
                                        tx,
                                        AgentStore.get(tx, id, request.caller()).id(),
                                        request.time("from").orElse(null),
                                        request.time("to").orElse(null),
                                        request.paging())));
    }

    private Reply get(Request request) {
        String id = request.agentId("id");
        return Reply.json(database.read(tx -> AgentStore.get(tx, id, request.caller())));
    }
}
