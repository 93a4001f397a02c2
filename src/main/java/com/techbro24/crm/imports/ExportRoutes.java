package com.techbro24.crm.imports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.imports.LeadExport.Format;
import com.techbro24.crm.leads.LeadFilter;
import com.techbro24.crm.leads.LeadFilters;
import com.techbro24.crm.leads.LeadQuery;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The route of the lead export. */
public final class ExportRoutes {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";
    private static final String TABLE =
            """
            id,name,phone,email,company,source,status,lostReason,priority,score,scoreByHand,\
            assignedAgentId,requiredSkills,tags,notes,timezone,doNotCall,consentBasis,\
            consentSource,consentAt,value,currency,nextFollowUpAt,phoneE164,callAttempts,\
            lastContactedAt,convertedAt,createdAt,updatedAt
            0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17,Ada Lovelace,+49 30 901820,ada@example.com,\
            Analytical Engines Ltd,website,new,,normal,72,false,,,vip,,Europe/Berlin,false,,\
            ,,,,,+4930901820,0,,,2026-01-31T09:00:00.000Z,2026-01-31T09:00:00.000Z
            """;
    private static final String OBJECTS =
            """
            {"id":"0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17","name":"Ada Lovelace","status":"new"}
            """;

    private final Database database;
    private final Clock clock;
    private final LeadQuery query;

    public ExportRoutes(Database database, Clock clock, LeadQuery query) {
        this.database = database;
        this.clock = clock;
        this.query = query;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/leads/export",
                                "Export the leads that the caller can see: CSV in UTF-8, which can be imported again, or one JSON object per line. A cell that a spreadsheet would run as a formula starts with an apostrophe, which an import removes.")
                        .named("Export leads")
                        .takes(
                                Parameter.word(
                                        "format", Format.class, "csv (the default) or ndjson"))
                        .takes(LeadFilters.PARAMETERS)
                        .takes(LeadFilters.ASSIGNEE)
                        .produces(CSV, NDJSON)
                        .sample(CSV, TABLE)
                        .sample(NDJSON, OBJECTS)
                        .answer(this::export));
    }

    private Reply export(Request request) {
        Caller caller = request.caller();
        Format format =
                request.words("format", Format.class).stream().findFirst().orElse(Format.CSV);
        LeadFilter filter =
                LeadFilters.assigned(query.apply(request, new LeadFilter(caller)), request);
        LeadExport leads = new LeadExport(database, filter);
        String type =
                switch (format) {
                    case CSV -> CSV + "; charset=utf-8";
                    case NDJSON -> NDJSON;
                };
        String ending =
                switch (format) {
                    case CSV -> "csv";
                    case NDJSON -> "ndjson";
                };
        String name = "leads-" + LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
        return Reply.stream(type, out -> leads.write(format, out))
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + name + "." + ending + "\"");
    }
}
