package com.techbro24.crm.leads;

import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.util.List;

/** The routes of score rules and scores. */
public final class ScoreRoutes {
    private final Database database;

    public ScoreRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/leads/score-rules", "The rules that score leads.")
                        .named("Get lead score rules")
                        .replies(ScoreRules.class)
                        .answer(this::rules),
                Route.command(Route.Method.PUT, "/api/leads/score-rules", ScoreCommand.SET_RULES),
                Route.get(
                                "/api/leads/:id/score",
                                "A lead's score by the current rules, with the reasons.")
                        .named("Get lead score")
                        .replies(LeadScore.class)
                        .answer(this::score));
    }

    private Reply rules(Request request) {
        return Reply.json(database.read(ScoreStore::rules));
    }

    private Reply score(Request request) {
        String id = request.id("id", Lead.TYPE);
        return Reply.json(
                database.read(
                        tx ->
                                ScoreStore.rules(tx)
                                        .explain(LeadStore.get(tx, id, request.caller()))));
    }
}
