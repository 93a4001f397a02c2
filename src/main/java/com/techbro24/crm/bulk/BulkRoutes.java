package com.techbro24.crm.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.LeadFilter;
import com.techbro24.crm.leads.LeadFilters;
import com.techbro24.crm.leads.LeadQuery;
import java.util.List;
import java.util.Objects;

/** The routes of bulk changes. */
public final class BulkRoutes {
    private static final String PATH = "/api/leads/bulk";
    private static final String ALL = "all";

    private final Database database;
    private final LeadQuery query;
    private final BulkReception reception;

    public BulkRoutes(Database database, LeadQuery query, BulkReception reception) {
        this.database = database;
        this.query = query;
        this.reception = reception;
    }

    public List<Route> routes() {
        return List.of(
                selecting(
                                Route.post(
                                                PATH,
                                                "Change or delete many leads in the background: those with the ids, or those that the filters match now.")
                                        .named("Change many leads"))
                        .replies(LeadBulk.class)
                        .status(202)
                        .answer(this::begin),
                selecting(
                                Route.post(
                                                PATH + "/preview",
                                                "Preview a bulk change: how many leads it has, how many the caller may not change so, and the result for the first ones. Nothing is saved.")
                                        .named("Preview bulk change"))
                        .replies(BulkPreview.class)
                        .answer(this::preview),
                Route.get(PATH, "The bulk changes and undos that the caller can see.")
                        .named("List bulk changes")
                        .takes(
                                Parameter.words("status", BulkStatus.class, "Their status"),
                                Parameter.id("agentId", "The agent who started them"))
                        .takes(Parameter.sort(LeadBulkStore.SORTS))
                        .lists(LeadBulk.class)
                        .answer(this::list),
                Route.get(PATH + "/:id", "One bulk change or undo with its progress.")
                        .named("Get bulk change")
                        .replies(LeadBulk.class)
                        .answer(request -> Reply.json(found(request))),
                Route.get(
                                PATH + "/:id/report",
                                "The leads that it did not change, or not fully, with the reasons; kept for 30 days.")
                        .named("List leads not changed")
                        .takes(Parameter.cursor(BulkReportStore::isCursor))
                        .lists(ReportedLead.class)
                        .answer(this::report),
                Route.command(Route.Method.POST, PATH + "/:id/cancel", LeadBulkCommand.CANCEL)
                        .named("Cancel bulk change"),
                Route.command(Route.Method.DELETE, PATH + "/:id", LeadBulkCommand.UNDO)
                        .named("Undo bulk change")
                        .problems(Problem.Code.CONFLICT)
                        .status(202));
    }

    private static Route selecting(Route route) {
        return route.takes(LeadFilters.PARAMETERS)
                .takes(LeadFilters.ASSIGNEE)
                .takes(
                        Parameter.flag(
                                ALL,
                                "Select all leads that the caller can see; without ids and filters, nothing else does"))
                .body(BulkInput.class);
    }

    private Reply begin(Request request) {
        request.caller().checkMayWrite();
        BulkInput input = request.body(BulkInput.class);
        String body =
                Objects.requireNonNull(reception.begin(input, selection(request, input)).body());
        String id = Json.read(body).get("id").textValue();
        return Reply.of(202, "application/json", body.getBytes(UTF_8))
                .withHeader("Location", PATH + "/" + id);
    }

    private Reply preview(Request request) {
        request.caller().checkMayWrite();
        BulkInput input = request.body(BulkInput.class);
        return Reply.json(reception.preview(input, selection(request, input)));
    }

    /** A forgotten filter must not change everything. */
    private BulkSelection selection(Request request, BulkInput input) {
        boolean filters =
                request.queryValues().keySet().stream().anyMatch(name -> !name.equals(ALL));
        int ways = (input.ids() == null ? 0 : 1) + (filters ? 1 : 0) + (request.flag(ALL) ? 1 : 0);
        if (ways != 1) {
            String message = "Provide exactly one of ids, filters in the query, and all=true.";
            throw Problem.invalid(List.of(new InputError("ids", "one_of", message)));
        }
        LeadFilter filter =
                LeadFilters.assigned(
                        query.apply(request, new LeadFilter(request.caller())), request);
        return new BulkSelection(input.ids(), filter, request.caller());
    }

    private Reply list(Request request) {
        return Reply.json(
                database.read(
                        tx ->
                                LeadBulkStore.list(
                                        tx,
                                        request.caller(),
                                        request.words("status", BulkStatus.class),
                                        request.text("agentId").orElse(null),
                                        request.paging())));
    }

    private Reply report(Request request) {
        LeadBulk of = found(request);
        return Reply.json(database.read(tx -> BulkReportStore.page(tx, of.id(), request.paging())));
    }

    private LeadBulk found(Request request) {
        String id = request.id("id", LeadBulk.NOUN);
        return database.read(tx -> LeadBulkStore.get(tx, id, request.caller()));
    }
}
