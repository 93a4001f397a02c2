package com.techbro24.crm.queue;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStore;
import java.time.Clock;
import java.util.List;

/** The routes of the queue: GET looks, POST claims, DELETE releases. */
public final class NextLeadRoutes {
    private static final String PATH = "/api/leads/next";

    private final Database database;
    private final Clock clock;
    private final CallSettings settings;

    public NextLeadRoutes(Database database, Clock clock, CallSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                PATH,
                                "The lead that the caller would get now and why, without claiming"
                                        + " it; or why there is none, and when to ask again.")
                        .problems(Problem.Code.FORBIDDEN)
                        .named("Get next lead")
                        .replies(NextLead.class)
                        .answer(this::look),
                Route.command(Route.Method.POST, PATH, NextLeadCommand.CLAIM_NEXT)
                        .named("Claim next lead"),
                Route.command(Route.Method.DELETE, PATH, NextLeadCommand.RELEASE)
                        .named("Release claimed lead"));
    }

    private Reply look(Request request) {
        String agentId = request.caller().agentId();
        if (agentId == null) {
            throw Problem.forbidden("Only agents get leads to call.");
        }
        return Reply.json(database.read(tx -> look(tx, agentId)));
    }

    private NextLead look(Tx tx, String agentId) {
        QueueSearch search = new QueueSearch(settings, tx, agentId, clock.instant());
        return search.held()
                .map(
                        held ->
                                NextLead.of(
                                        lead(tx, held.claim().leadId()),
                                        held.tier(),
                                        held.claim().until()))
                .or(
                        () ->
                                search.best()
                                        .map(
                                                best ->
                                                        NextLead.of(
                                                                lead(tx, best.leadId()),
                                                                best.tier(),
                                                                null)))
                .orElseGet(search::none);
    }

    private static Lead lead(Tx tx, String id) {
        return LeadStore.find(tx, id).orElseThrow();
    }
}
