package com.techbro24.crm.exports;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The routes of exports. */
public final class ExportRoutes {
    private static final String PATH = "/api/exports";
    private static final String ZIP = "application/zip";

    private final Database database;
    private final CommandRunner runner;

    public ExportRoutes(Database database, CommandRunner runner) {
        this.database = database;
        this.runner = runner;
    }

    public List<Route> routes() {
        return List.of(
                Route.command(Route.Method.POST, PATH, ExportCommand.CREATE)
                        .named("Start an export")
                        .problems(Problem.Code.NOT_FOUND),
                Route.get(PATH, "The exports that the caller can see.")
                        .named("List exports")
                        .takes(Parameter.words("status", ExportStatus.class, "Their status"))
                        .takes(Parameter.sort(ExportStore.SORTS))
                        .lists(Export.class)
                        .answer(this::list),
                Route.get(PATH + "/:id", "One export with its progress.")
                        .named("Get export")
                        .replies(Export.class)
                        .answer(this::get),
                Route.get(
                                PATH + "/:id/file",
                                "The zip of an export that is done: a file for each type of rows,"
                                        + " and manifest.json. It is kept for an hour.")
                        .named("Download export")
                        .produces(ZIP)
                        .sample(ZIP, "(the bytes of the zip)")
                        .problems(Problem.Code.CONFLICT, Problem.Code.GONE)
                        .answer(this::file),
                Route.command(Route.Method.DELETE, PATH + "/:id", ExportCommand.DELETE)
                        .named("Delete export"));
    }

    private Reply list(Request request) {
        return Reply.json(
                database.read(
                        tx ->
                                ExportStore.list(
                                        tx,
                                        request.caller(),
                                        request.words("status", ExportStatus.class),
                                        request.paging())));
    }

    private Reply get(Request request) {
        return Reply.json(found(request));
    }

    private Export found(Request request) {
        String id = request.id("id", Export.TYPE);
        return database.read(tx -> ExportStore.get(tx, id, request.caller()));
    }

    private Reply file(Request request) {
        Export export = found(request);
        export.checkFile(runner.now());
        return Reply.stream(ZIP, out -> send(export.id(), out))
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"" + export.fileName() + "\"");
    }

    /** Reads part by part, so that a slow client holds nothing open. */
    private void send(String id, OutputStream out) throws IOException {
        long left = database.read(tx -> ExportStore.find(tx, id)).map(Export::bytes).orElse(0L);
        for (int part = 0; left > 0; part++) {
            int number = part;
            Optional<byte[]> chunk = database.read(tx -> ExportStore.chunk(tx, id, number));
            if (chunk.isEmpty()) {
                throw new IOException("the file was deleted while it was sent");
            }
            out.write(chunk.get());
            left -= chunk.get().length;
        }
    }
}
