package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import com.techbro24.crm.changelog.ChangeReader;
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
                    Route.command(Route.Method.PUT, "/api/leads/:id", LeadCommand.UPDATE),
                    Route.command(Route.Method.DELETE, "/api/leads/:id", LeadCommand.DELETE),
                    Route.command(Route.Method.POST, "/api/leads/:id/restore", LeadCommand.RESTORE),
                    Route.command(Route.Method.POST, "/api/leads/:id/assign", LeadCommand.ASSIGN),
                    Route.command(
                            Route.Method.POST, "/api/leads/:id/status", LeadCommand.SET_STATUS),
                    Route.command(Route.Method.POST, "/api/leads/:id/tags", LeadCommand.ADD_TAGS),
                    Route.command(
                            Route.Method.DELETE,
                            "/api/leads/:id/tags/:tag",
                            LeadCommand.REMOVE_TAG),
                    Route.command(Route.Method.POST, "/api/leads/:id/merge", LeadCommand.MERGE));

    private static final Parameter SORT = Parameter.sort(LeadStore.SORTS);

    private final Database database;
    private final ChangeReader reader;
    private final List<LeadBelongings> belongings;

    /**
     * @param belongings what other rooms keep about leads, and timelines tell of
     */
    public LeadRoutes(Database database, ChangeReader reader, LeadBelongings... belongings) {
        this.database = database;
        this.reader = reader;
        this.belongings = List.of(belongings);
    }

    public List<Route> routes() {
        return Stream.concat(reads().stream(), COMMANDS.stream()).toList();
    }

    private List<Route> reads() {
        return List.of(
                Route.get("/api/leads", "The leads that the caller may see.")
                        .takes(LeadFilters.PARAMETERS)
                        .takes(SORT)
                        .takes(
                                LeadFilters.ASSIGNED,
                                Parameter.flag("deleted", "Those that are deleted; for managers"))
                        .lists(Lead.class)
                        .answer(this::list),
                Route.get("/api/leads/agent/:agentId", "An agent's leads; `me` is the caller.")
                        .takes(LeadFilters.PARAMETERS)
                        .takes(SORT)
                        .lists(Lead.class)
                        .answer(this::ofAgent),
                Route.get("/api/leads/status/:status", "The leads in a status.")
                        .takes(LeadFilters.PARAMETERS)
                        .takes(SORT)
                        .takes(LeadFilters.ASSIGNED)
                        .lists(Lead.class)
                        .answer(this::inStatus),
                Route.get(
                                "/api/leads/search/:query",
                                "The best matches for a name, a company, an email or a number, or a"
                                        + " part of one, best first.")
                        .listsBest(Lead.class)
                        .answer(this::search),
                Route.get("/api/leads/duplicates", "The leads with this number or this email.")
                        .takes(LeadFilters.PHONE, Parameter.text("email", "An email"))
                        .listsBest(Lead.class)
                        .answer(this::duplicates),
                Route.get("/api/leads/:id", "One lead.").replies(Lead.class).answer(this::get),
                Route.get(
                                "/api/leads/:id/timeline",
                                "What happened to a lead, newest first: its own changes, its calls"
                                        + " and reminders, and all of the leads that were merged"
                                        + " into it.")
                        .takes(Parameter.cursor(LeadTimeline::isCursor))
                        .lists(TimelineEntry.class)
                        .answer(this::timeline));
    }

    private Reply list(Request request) {
        Caller caller = request.caller();
        boolean deleted = request.flag("deleted");
        if (deleted && caller.role() == Role.AGENT) {
            throw Problem.forbidden("Deleted leads are for managers to see.");
        }
        LeadFilter filter =
                LeadFilters.assigned(
                        LeadFilters.narrowed(request, new LeadFilter(caller, deleted)), request);
        return page(request, filter);
    }

    private Reply ofAgent(Request request) {
        String agentId = request.agentId("agentId");
        Caller caller = request.caller();
        var _ = database.read(tx -> AgentStore.get(tx, agentId, caller));
        return page(
                request, LeadFilters.narrowed(request, new LeadFilter(caller).assignedTo(agentId)));
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
        LeadFilter filter = new LeadFilter(request.caller()).status(List.of(status));
        return page(request, LeadFilters.assigned(LeadFilters.narrowed(request, filter), request));
    }

    private Reply duplicates(Request request) {
        String phone = request.text("phone").map(LeadFilters::contact).orElse(null);
        String email = request.text("email").map(VisibleText::email).orElse(null);
        if (phone == null && email == null) {
            throw LeadFilters.error("phone", "required", "One of phone and email must be given.");
        }
        return best(
                request,
                (tx, rowsMax) -> LeadDuplicates.seen(tx, phone, email, request.caller(), rowsMax));
    }

    private Reply search(Request request) {
        String query = request.pathValue("query");
        return best(
                request, (tx, rowsMax) -> LeadSearch.find(tx, query, request.caller(), rowsMax));
    }

    /** It looks for one more than it gives, to tell whether there is more. */
    private Reply best(Request request, BiFunction<Tx, Integer, List<Lead>> find) {
        int limit = request.paging().limit();
        List<Lead> found = database.read(tx -> find.apply(tx, limit + 1));
        return Reply.json(Page.Best.of(found, limit));
    }

    private Reply get(Request request) {
        String id = request.id("id", Lead.TYPE);
        return Reply.json(database.read(tx -> LeadStore.get(tx, id, request.caller())));
    }

    private Reply timeline(Request request) {
        String id = request.id("id", Lead.TYPE);
        return Reply.json(
                database.read(
                        tx -> {
                            Lead lead = LeadStore.get(tx, id, request.caller());
                            return new LeadTimeline(tx, reader, lead, request.caller(), belongings)
                                    .page(request.paging());
                        }));
    }

    private Reply page(Request request, LeadFilter filter) {
        return Reply.json(database.read(tx -> LeadStore.list(tx, filter, request.paging())));
    }
}
