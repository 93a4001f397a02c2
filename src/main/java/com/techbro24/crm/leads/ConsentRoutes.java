package com.techbro24.crm.leads;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.consent.ConsentAction;
import com.techbro24.crm.leads.consent.ConsentChannel;
import com.techbro24.crm.leads.consent.ConsentCommand;
import com.techbro24.crm.leads.consent.ConsentEntry;
import com.techbro24.crm.leads.consent.ConsentStore;
import java.util.List;

/** The routes of the ledger of consent. */
public final class ConsentRoutes {
    private static final String PATH = "/api/leads/:id/consent";

    private final Database database;

    public ConsentRoutes(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                PATH,
                                "What a lead, and the leads merged into it, allowed and forbade,"
                                        + " newest first.")
                        .named("List consent")
                        .takes(
                                Parameter.words("channel", ConsentChannel.class, "The channel"),
                                Parameter.words("action", ConsentAction.class, "What was said"),
                                Parameter.time("from", "Recorded at or after"),
                                Parameter.time("to", "Recorded before"),
                                Parameter.flag(
                                        "standing",
                                        "Whether to list only what stands now: the lead's last"
                                                + " entries"),
                                Parameter.sort(ConsentStore.SORTS))
                        .lists(ConsentEntry.class)
                        .answer(this::list),
                Route.command(Route.Method.POST, PATH, ConsentCommand.RECORD)
                        .status(201)
                        .named("Record consent")
                        .problems(Problem.Code.GONE));
    }

    private Reply list(Request request) {
        String id = request.id("id", Lead.TYPE);
        return Reply.json(
                database.read(
                        tx -> {
                            Lead lead = LeadStore.get(tx, id, request.caller());
                            return ConsentStore.list(
                                    tx, filter(tx, lead, request), request.paging());
                        }));
    }

    private static ConsentStore.Filter filter(Tx tx, Lead lead, Request request) {
        boolean standing = request.flag("standing");
        return new ConsentStore.Filter(
                standing ? List.of(lead.id()) : LeadStore.withMerged(tx, lead.id()),
                request.words("channel", ConsentChannel.class),
                request.words("action", ConsentAction.class),
                request.time("from").orElse(null),
                request.time("to").orElse(null),
                standing);
    }
}
