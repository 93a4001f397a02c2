package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The routes of calls and of their rules. */
public final class CallRoutes {
    private static final List<Parameter> FILTERS =
            List.of(
                    Parameter.id("leadId", "The lead"),
                    Parameter.words("status", CallStatus.class, "The status"),
                    Parameter.words("outcome", CallOutcome.class, "The outcome"),
                    Parameter.words("direction", CallDirection.class, "The direction"),
                    Parameter.time("from", "At or after"),
                    Parameter.time("to", "Before"),
                    Parameter.flag(
                            "deleted", "Whether to list deleted calls instead; managers only"));

    private final Database database;

    public CallRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return Stream.concat(reads().stream(), commands().stream()).toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get("/api/calls", "The calls that the caller may see.")
                        .problems(Problem.Code.FORBIDDEN)
                        .named("List calls")
                        .takes(FILTERS)
                        .takes(Parameter.id("agentId", "The agent: an id or `me`"))
                        .takes(Parameter.sort(CallStore.SORTS))
                        .lists(Call.class)
                        .answer(this::list),
                Route.get("/api/calls/agent/:agentId", "An agent's calls; `me` is the caller.")
                        .named("List agent calls")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(FILTERS)
                        .takes(Parameter.sort(CallStore.SORTS))
                        .lists(Call.class)
                        .answer(this::ofAgent),
                Route.get("/api/calls/outcomes", "The rules of all call outcomes.")
                        .named("List call outcome rules")
                        .listsWhole(OutcomeRule.class)
                        .answer(_ -> outcomes()),
                Route.get("/api/calls/hours", "The calling hours, in the lead's local time.")
                        .named("Get calling hours")
                        .replies(CallingHours.class)
                        .answer(_ -> Reply.json(database.read(CallRuleStore::hours))),
                Route.get("/api/calls/:id", "One call.")
                        .named("Get call")
                        .replies(Call.class)
                        .answer(this::get));
    }

    private static List<Route> commands() {
        return List.of(
                Route.command(
                        Route.Method.PUT,
                        "/api/calls/outcomes/:outcome",
                        CallRuleCommand.SET_OUTCOME),
                Route.command(Route.Method.PUT, "/api/calls/hours", CallRuleCommand.SET_HOURS)
                        .named("Set calling hours"),
                Route.command(Route.Method.POST, "/api/calls", CallCommand.CREATE),
                Route.command(Route.Method.PUT, "/api/calls/:id", CallCommand.UPDATE)
                        .problems(
                                Problem.Code.CONFLICT,
                                Problem.Code.UNPROCESSABLE,
                                Problem.Code.GONE),
                Route.command(Route.Method.DELETE, "/api/calls/:id", CallCommand.DELETE)
                        .problems(Problem.Code.CONFLICT, Problem.Code.GONE),
                Route.command(Route.Method.POST, "/api/calls/:id/restore", CallCommand.RESTORE),
                Route.command(Route.Method.POST, "/api/calls/:id/start", CallCommand.START)
                        .problems(Problem.Code.GONE),
                Route.command(Route.Method.POST, "/api/calls/:id/end", CallCommand.END)
                        .problems(Problem.Code.GONE),
                Route.command(
                                Route.Method.POST,
                                "/api/calls/:id/wrap-up",
                                CallCommand.FINISH_WRAP_UP)
                        .problems(Problem.Code.GONE));
    }

    private Reply list(Request request) {
        return page(request, request.text("agentId").orElse(null));
    }

    private Reply ofAgent(Request request) {
        String agentId = request.agentId("agentId");
        Caller caller = request.caller();
        var _ = database.read(tx -> AgentStore.get(tx, agentId, caller));
        return page(request, agentId);
    }

    private Reply page(Request request, @Nullable String agentId) {
        boolean deleted = request.flag("deleted");
        if (deleted && request.caller().role() == Role.AGENT) {
            throw Problem.forbidden("Only managers can list deleted calls.");
        }
        CallStore.Filter filter =
                new CallStore.Filter(
                        agentId,
                        request.text("leadId").orElse(null),
                        request.words("status", CallStatus.class),
                        request.words("outcome", CallOutcome.class),
                        request.words("direction", CallDirection.class),
                        request.time("from").orElse(null),
                        request.time("to").orElse(null),
                        deleted);
        return Reply.json(
                database.read(
                        tx -> CallStore.list(tx, filter, request.caller(), request.paging())));
    }

    private Reply get(Request request) {
        String id = request.id("id", Call.TYPE);
        return Reply.json(database.read(tx -> CallStore.get(tx, id, request.caller())));
    }

    private Reply outcomes() {
        return Reply.json(Page.Whole.of(database.read(CallRuleStore::outcomes)));
    }
}
