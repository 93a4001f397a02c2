package com.techbro24.crm.leads.external;

import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import java.util.List;

/** The routes of external ids. */
public final class ExternalIdRoutes {
    private static final String PATH = "/api/leads/external/:system/:key";

    private final Database database;

    public ExternalIdRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.command(Route.Method.PUT, PATH, ExternalIdCommand.UPSERT)
                        .named("Upsert lead by external id")
                        .status(201)
                        .problems(
                                Problem.Code.CONFLICT,
                                Problem.Code.UNPROCESSABLE,
                                Problem.Code.GONE),
                Route.get(PATH, "The lead that has this id in another system.")
                        .named("Get lead by external id")
                        .replies(Lead.class)
                        .answer(this::get),
                Route.command(Route.Method.DELETE, PATH, ExternalIdCommand.UNLINK)
                        .named("Unlink external id"),
                Route.command(
                                Route.Method.POST,
                                "/api/leads/:id/external-ids",
                                ExternalIdCommand.LINK)
                        .named("Link external id")
                        .problems(Problem.Code.CONFLICT, Problem.Code.GONE)
                        .status(201),
                Route.get(
                                "/api/leads/:id/external-ids",
                                "The ids that a lead has in other systems.")
                        .named("List external ids")
                        .listsWhole(ExternalId.class)
                        .answer(this::list));
    }

    private Reply get(Request request) {
        return Reply.json(
                database.read(
                        tx -> {
                            ExternalId known =
                                    ExternalIdHandler.get(
                                            tx,
                                            request.pathValue("system"),
                                            request.pathValue("key"),
                                            request.caller());
                            return LeadStore.get(tx, known.leadId(), request.caller());
                        }));
    }

    private Reply list(Request request) {
        String id = request.id("id", Lead.TYPE);
        return Reply.json(
                Page.Whole.of(
                        database.read(
                                tx ->
                                        ExternalIdStore.ofLead(
                                                tx,
                                                LeadStore.get(tx, id, request.caller()).id()))));
    }
}
