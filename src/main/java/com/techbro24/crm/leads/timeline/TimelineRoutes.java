package com.techbro24.crm.leads.timeline;

import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadDependents;
import com.techbro24.crm.leads.LeadStore;
import java.util.List;

/** The route of a lead's timeline. */
public final class TimelineRoutes {
    private final Database database;
    private final ChangeReader reader;
    private final List<LeadDependents> dependents;

    /**
     * @param dependents rows of other rooms that belong to leads; timelines show their changes
     */
    public TimelineRoutes(Database database, ChangeReader reader, LeadDependents... dependents) {
        this.database = database;
        this.reader = reader;
        this.dependents = List.of(dependents);
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/leads/:id/timeline",
                                "The changes of a lead, newest first, including its calls, its"
                                        + " reminders, the runs of rules about it and the leads"
                                        + " merged into it.")
                        .named("Get lead timeline")
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
                            return new LeadTimeline(tx, reader, lead, request.caller(), dependents)
                                    .page(request.paging());
                        }));
    }
}
