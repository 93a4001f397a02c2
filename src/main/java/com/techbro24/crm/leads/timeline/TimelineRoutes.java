package com.techbro24.crm.leads.timeline;

import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadBelongings;
import com.techbro24.crm.leads.LeadStore;
import java.util.List;

/** The route of a lead's timeline. */
public final class TimelineRoutes {
    private final Database database;
    private final ChangeReader reader;
    private final List<LeadBelongings> belongings;

    /**
     * @param belongings the data of other rooms that belongs to leads; timelines show its changes
     */
    public TimelineRoutes(Database database, ChangeReader reader, LeadBelongings... belongings) {
        this.database = database;
        this.reader = reader;
        this.belongings = List.of(belongings);
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/leads/:id/timeline",
                                "What happened to a lead, newest first: its own changes, its calls"
                                        + " and reminders, and all of the leads that were merged"
                                        + " into it.")
                        .takes(Parameter.cursor(LeadTimeline::isCursor))
                        .lists(TimelineEntry.class)
                        .answer(this::timeline));
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
}
