package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.external.ExternalId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The routes of imports. */
public final class ImportRoutes {
    private static final String PATH = "/api/leads/import";
    private static final String LIST = "/api/leads/imports";
    private static final String CSV = "text/csv";
    private static final String FILE =
            """
            name,phone,email,company
            Ada Lovelace,+49 30 901820,ada@example.com,Analytical Engines Ltd
            """;
    private static final String REFUSED_FILE =
            """
            name,phone,%s
            Ada Lovelace,12,phone is not a phone number.
            """
                    .formatted(ImportWords.REASONS);

    private static final Parameter COLUMNS =
            Parameter.texts(
                    "columns",
                    "A field for each column of the file, in order; - ignores a column. Default: detected from the header. Fields: "
                            + String.join(", ", ImportWords.fields())
                            + ", custom.<name>");
    private static final Parameter ON_DUPLICATE =
            Parameter.word(
                    "onDuplicate",
                    OnDuplicate.class,
                    "What to do with a row whose id, phone or email an existing lead has: skip (the default) only counts it; update changes the lead's fields; create creates another lead");

    private static final Parameter ON_BAD_CELL =
            Parameter.word(
                    "onBadCell",
                    OnBadCell.class,
                    "What to do with a row that has a bad cell in a column other than name, id and doNotCall: refuse (the default) rejects the row; skip imports it without the cell, with a warning");

    private static final Parameter ASSIGNED =
            Parameter.id(
                    "assignedAgentId",
                    "The agent of new leads whose row names none (by id or email). Default: the pool for a manager's import, the importer for an agent's");
    private static final Parameter DECIMAL =
            Parameter.word(
                    "decimal",
                    DecimalMark.class,
                    "The decimal separator. Default: detected in the first rows; then an ambiguous number, such as 1.250, is rejected");
    private static final Parameter DATE_ORDER =
            Parameter.word(
                    "dateOrder",
                    DateOrder.class,
                    "The order of day, month and year in dates such as 12/03/2026. Default: detected in the first rows; then an ambiguous date is rejected");
    private static final Parameter TIMEZONE =
            Parameter.zone(
                    "timezone",
                    "The time zone of dates and of times without an offset. Default: CRM_TIMEZONE");

    private static final Parameter AUTOMATION =
            Parameter.flag(
                    "automation",
                    "Whether automation rules answer what the import does. Default: true. Only an admin may turn it off");

    private static final Parameter EXTERNAL_SYSTEM =
            Parameter.text(
                            "externalSystem",
                            "The system whose ids the column externalId has, such as shop. A lead is found by its id there before its phone and email, and gets that id")
                    .where(
                            system -> system.matches(ExternalId.SYSTEM),
                            "invalid_format",
                            ExternalId.SYSTEM_RULE);

    private final Database database;
    private final ImportReception reception;
    private final ImportPreviewing previewing;
    private final int bytesMax;
    private final ZoneId zone;

    /**
     * @param bytesMax maximum size of a file, decompressed
     * @param zone the default time zone
     */
    public ImportRoutes(
            Database database,
            ImportReception reception,
            ImportPreviewing previewing,
            int bytesMax,
            ZoneId zone) {
        this.database = database;
        this.reception = reception;
        this.previewing = previewing;
        this.bytesMax = bytesMax;
        this.zone = zone;
    }

    public List<Route> routes() {
        return Stream.of(uploads(), reads()).flatMap(List::stream).toList();
    }

    private List<Route> uploads() {
        return List.of(
                Route.post(
                                PATH,
                                "Import a CSV file: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs, and a header row. The rows are imported in the background.")
                        .named("Import leads")
                        .takes(COLUMNS, ON_DUPLICATE, ON_BAD_CELL, ASSIGNED)
                        .takes(DECIMAL, DATE_ORDER, TIMEZONE, AUTOMATION, EXTERNAL_SYSTEM)
                        .consumes(CSV)
                        .sample(CSV, FILE)
                        .streams(bytesMax)
                        .replies(LeadImport.class)
                        .status(202)
                        .answer(this::receive),
                Route.post(
                                PATH + "/preview",
                                "Preview an import: the first rows are processed as in an import, and nothing is saved. Send the file, or at least its first 256 KiB; the rest is not read.")
                        .named("Preview import")
                        .takes(COLUMNS, ON_DUPLICATE, ON_BAD_CELL, ASSIGNED)
                        .takes(DECIMAL, DATE_ORDER, TIMEZONE, EXTERNAL_SYSTEM)
                        .consumes(CSV)
                        .sample(CSV, FILE)
                        .streams(bytesMax)
                        .replies(ImportPreview.class)
                        .answer(this::preview));
    }

    private List<Route> reads() {
        return List.of(
                Route.get(LIST, "The imports that the caller can see.")
                        .named("List imports")
                        .takes(
                                Parameter.words("status", ImportStatus.class, "Their status"),
                                Parameter.id("agentId", "The agent who started them"))
                        .takes(Parameter.sort(LeadImportStore.SORTS))
                        .lists(LeadImport.class)
                        .answer(this::list),
                Route.get(LIST + "/:id", "One import with its progress.")
                        .named("Get import")
                        .replies(LeadImport.class)
                        .answer(this::get),
                Route.get(
                                LIST + "/:id/refused",
                                "The rejected rows of an import with their errors; kept for 30 days.")
                        .named("List refused rows")
                        .takes(Parameter.cursor(ReportedRowStore::isCursor))
                        .lists(ReportedRow.class)
                        .answer(request -> rows(request, ReportedRowStore.REFUSED)),
                Route.get(
                                LIST + "/:id/warnings",
                                "The imported rows with a warning; kept for 30 days.")
                        .named("List rows with warnings")
                        .takes(Parameter.cursor(ReportedRowStore::isCursor))
                        .lists(ReportedRow.class)
                        .answer(request -> rows(request, ReportedRowStore.WARNED)),
                Route.get(
                                LIST + "/:id/refused.csv",
                                "The rejected rows as a CSV file with the original columns and a column for the errors, to correct and import again.")
                        .named("Download refused rows")
                        .produces(CSV)
                        .sample(CSV, REFUSED_FILE)
                        .answer(this::refusedFile),
                Route.command(Route.Method.POST, LIST + "/:id/cancel", LeadImportCommand.CANCEL)
                        .named("Cancel import"),
                Route.command(Route.Method.DELETE, LIST + "/:id", LeadImportCommand.UNDO)
                        .named("Undo import")
                        .problems(Problem.Code.CONFLICT)
                        .status(202));
    }

    private Reply receive(Request request) {
        request.caller().checkMayWrite();
        boolean withAutomation = request.flagOrNone("automation").orElse(true);
        if (!withAutomation && request.caller().role() != Role.ADMIN) {
            throw Problem.forbidden("Only an admin may import without automation.");
        }
        Answer answer =
                reception.receive(
                        request.upload().stream(),
                        options(request),
                        request.caller(),
                        request::receipt);
        String body = Objects.requireNonNull(answer.body());
        String id = Json.read(body).get("id").textValue();
        Reply reply =
                Reply.of(202, "application/json", body.getBytes(UTF_8))
                        .withHeader("Location", LIST + "/" + id);
        return answer.replayed() ? reply.withHeader("Idempotent-Replayed", "true") : reply;
    }

    private Reply preview(Request request) {
        request.caller().checkMayWrite();
        try {
            return Reply.json(
                    previewing.of(request.upload().stream(), options(request), request.caller()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportPlan.Options options(Request request) {
        return new ImportPlan.Options(
                word(request, "onDuplicate", OnDuplicate.class).orElse(OnDuplicate.SKIP),
                word(request, "onBadCell", OnBadCell.class).orElse(OnBadCell.REFUSE),
                request.text("assignedAgentId").orElse(null),
                request.texts("columns"),
                new ImportConventions(
                        word(request, "decimal", DecimalMark.class).orElse(null),
                        word(request, "dateOrder", DateOrder.class).orElse(null),
                        request.zone("timezone").orElse(zone).getId()),
                request.flagOrNone("automation").orElse(true),
                request.text("externalSystem").orElse(null));
    }

    private static <E extends Enum<E>> Optional<E> word(
            Request request, String name, Class<E> type) {
        return request.words(name, type).stream().findFirst();
    }

    private Reply list(Request request) {
        return Reply.json(
                database.read(
                        tx ->
                                LeadImportStore.list(
                                        tx,
                                        request.caller(),
                                        request.words("status", ImportStatus.class),
                                        request.text("agentId").orElse(null),
                                        request.paging())));
    }

    private Reply get(Request request) {
        return Reply.json(found(request));
    }

    private LeadImport found(Request request) {
        String id = request.id("id", LeadImport.NOUN);
        return database.read(tx -> LeadImportStore.get(tx, id, request.caller()));
    }

    private Reply rows(Request request, ReportedRowStore store) {
        LeadImport of = found(request);
        return Reply.json(database.read(tx -> store.page(tx, of.id(), request.paging())));
    }

    private Reply refusedFile(Request request) {
        LeadImport of = found(request);
        return Reply.stream("text/csv; charset=utf-8", out -> RefusedFile.write(database, of, out))
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"refused-" + of.id() + ".csv\"");
    }
}
