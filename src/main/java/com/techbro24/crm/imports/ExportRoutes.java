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
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/** The route by which leads are taken out. */
public final class ExportRoutes {
    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final Database database;
    private final Clock clock;

    public ExportRoutes(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                                "/api/leads/export",
                                "The leads that the caller may see, as a file: CSV in UTF-8, which"
                                        + " an import takes back, or a JSON object a line. A cell"
                                        + " that a spreadsheet would take for a formula has an"
                                        + " apostrophe in front, which an import takes away.")
                        .takes(
                                Parameter.word(
                                        "format", Format.class, "csv, the standard, or ndjson"))
                        .takes(LeadFilters.PARAMETERS)
                        .takes(LeadFilters.ASSIGNED)
                        .produces(CSV, NDJSON)
                        .answer(this::export));
    }

    private Reply export(Request request) {
        Caller caller = request.caller();
        Format format =
                request.words("format", Format.class).stream().findFirst().orElse(Format.CSV);
        LeadFilter filter =
                LeadFilters.assigned(
                        LeadFilters.narrowed(request, new LeadFilter(caller)), request);
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
