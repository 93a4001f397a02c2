package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** The routes of leads. */
public final class LeadRoutes {
    private static final List<Route> COMMANDS =
            List.of(
                    Route.command(Route.Method.POST, "/api/leads", LeadCommand.CREATE),
                    Route.command(Route.Method.PUT, "/api/leads/:id", LeadCommand.UPDATE)
                            .problems(
                                    Problem.Code.CONFLICT,
                                    Problem.Code.UNPROCESSABLE,
                                    Problem.Code.GONE),
                    Route.command(Route.Method.DELETE, "/api/leads/:id", LeadCommand.DELETE)
                            .problems(Problem.Code.GONE),
                    Route.command(Route.Method.POST, "/api/leads/:id/restore", LeadCommand.RESTORE),
                    Route.command(Route.Method.POST, "/api/leads/:id/assign", LeadCommand.ASSIGN)
                            .problems(Problem.Code.GONE),
                    Route.command(
                                    Route.Method.POST,
                                    "/api/leads/:id/status",
                                    LeadCommand.SET_STATUS)
                            .problems(Problem.Code.GONE),
                    Route.command(Route.Method.POST, "/api/leads/:id/tags", LeadCommand.ADD_TAGS)
                            .problems(Problem.Code.GONE),
                    Route.command(
                                    Route.Method.DELETE,
                                    "/api/leads/:id/tags/:tag",
                                    LeadCommand.REMOVE_TAG)
                            .problems(Problem.Code.GONE),
                    Route.command(Route.Method.POST, "/api/leads/:id/merge", LeadCommand.MERGE)
                            .problems(Problem.Code.GONE)
                            .named("Merge leads"));

    private static final Parameter SORT = Parameter.sort(LeadStore.SORTS);
    private static final Parameter DELETED =
            Parameter.flag("deleted", "Whether to list deleted leads instead; managers only");

    private final Database database;
    private final LeadQuery query;

    public LeadRoutes(Database database, LeadQuery query) {
        this.database = database;
        this.query = query;
    }

    public List<Route> routes() {
        return Stream.concat(reads().stream(), COMMANDS.stream()).toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get("/api/leads", "The leads that the caller may see.")
                        .problems(Problem.Code.FORBIDDEN)
                        .named("List leads")
                        .takes(LeadFilters.PARAMETERS)
                        .takes(SORT, DELETED)
                        .takes(LeadFilters.ASSIGNEE)
                        .lists(Lead.class)
                        .answer(this::list),
                Route.get("/api/leads/agent/:agentId", "An agent's leads; `me` is the caller.")
                        .named("List agent leads")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(LeadFilters.PARAMETERS)
                        .takes(SORT, DELETED)
                        .lists(Lead.class)
                        .answer(this::ofAgent),
                Route.get("/api/leads/status/:status", "The leads in a status.")
                        .named("List leads by status")
                        .problems(Problem.Code.FORBIDDEN)
                        .takes(LeadFilters.PARAMETERS)
                        .takes(SORT, DELETED)
                        .takes(LeadFilters.ASSIGNEE)
                        .lists(Lead.class)
                        .answer(this::inStatus),
                Route.get(
                                "/api/leads/search/:query",
                                "The best matches for a full or partial name, company, email or"
                                        + " number, best first.")
                        .named("Search leads")
                        .listsBest(Lead.class)
                        .answer(this::search),
                Route.get("/api/leads/duplicates", "The leads with this number or email.")
                        .named("Find duplicate leads")
                        .needs("?email=ada@example.com")
                        .takes(LeadFilters.PHONE, Parameter.text("email", "An email"))
                        .listsBest(Lead.class)
                        .answer(this::duplicates),
                Route.get("/api/leads/:id", "One lead.")
                        .named("Get lead")
                        .replies(Lead.class)
                        .answer(this::get));
    }

    private Reply list(Request request) {
        return page(request, LeadFilters.assigned(filter(request), request));
    }

    private LeadFilter filter(Request request) {
        Caller caller = request.caller();
        boolean deleted = request.flag("deleted");
        if (deleted && caller.role() == Role.AGENT) {
            throw Problem.forbidden("Only managers can list deleted leads.");
        }
        return query.apply(request, new LeadFilter(caller, deleted));
    }

    private Reply ofAgent(Request request) {
        String agentId = request.agentId("agentId");
        Caller caller = request.caller();
        var _ = database.read(tx -> AgentStore.get(tx, agentId, caller));
        return page(request, filter(request).assignedTo(agentId));
    }

    private Reply inStatus(Request request) {
        LeadStatus status =
                EnumNames.find(LeadStatus.class, request.pathValue("status"))
                        .orElseThrow(
                                () ->
                                        LeadFilters.error(
                                                "status",
                                                "unknown_value",
                                                "status must be one of "
                                                        + EnumNames.list(LeadStatus.class)
                                                        + "."));
        LeadFilter filter = filter(request).status(List.of(status));
        return page(request, LeadFilters.assigned(filter, request));
    }

    private Reply duplicates(Request request) {
        String phone = request.text("phone").map(LeadFilters::contact).orElse(null);
        String email = request.text("email").map(VisibleText::email).orElse(null);
        if (phone == null && email == null) {
            throw LeadFilters.error("phone", "required", "phone or email is required.");
        }
        return best(
                request,
                (tx, rowsMax) ->
                        LeadDuplicates.visible(tx, phone, email, request.caller(), rowsMax));
    }

    private Reply search(Request request) {
        String query = request.pathValue("query");
        return best(
                request, (tx, rowsMax) -> LeadSearch.find(tx, query, request.caller(), rowsMax));
    }

    /** Fetches one row more than the limit, to report whether there are more. */
    private Reply best(Request request, BiFunction<Tx, Integer, List<Lead>> find) {
        int limit = request.paging().limit();
        List<Lead> found = database.read(tx -> find.apply(tx, limit + 1));
        return Reply.json(Page.Best.of(found, limit));
    }

    private Reply get(Request request) {
        String id = request.id("id", Lead.TYPE);
        return Reply.json(database.read(tx -> LeadStore.get(tx, id, request.caller())));
    }

    private Reply page(Request request, LeadFilter filter) {
        return Reply.json(database.read(tx -> LeadStore.list(tx, filter, request.paging())));
    }
}
