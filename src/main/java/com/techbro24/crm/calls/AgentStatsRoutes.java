package com.techbro24.crm.calls;

import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The route of agent statistics; it is in this room because most of them are about calls. */
public final class AgentStatsRoutes {
    private final Database database;
    private final Clock clock;
    private final CallSettings settings;
    private final AgentStats.OverdueReminders reminders;

    public AgentStatsRoutes(
            Database database,
            Clock clock,
            CallSettings settings,
            AgentStats.OverdueReminders reminders) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.reminders = reminders;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/agents/:id/stats",
                                "An agent's statistics for today, this week or this month, in"
                                        + " its own time zone; `me` is the caller.")
                        .named("Get agent statistics")
                        .agentIn("id")
                        .takes(
                                new Parameter(
                                        "period",
                                        AgentStats.Period.class,
                                        false,
                                        "The period; default today"))
                        .replies(AgentStats.class)
                        .answer(this::stats));
    }

    private Reply stats(Request request) {
        String id = request.agentId("id");
        AgentStats.Period period =
                request.words("period", AgentStats.Period.class).stream()
                        .findFirst()
                        .orElse(AgentStats.Period.TODAY);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Reply.json(
                database.snapshot(
                        tx ->
                                AgentStats.of(
                                        tx,
                                        AgentStore.get(tx, id, request.caller()),
                                        period,
                                        settings.zone(),
                                        reminders,
                                        now)));
    }
}
