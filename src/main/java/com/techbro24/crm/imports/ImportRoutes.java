package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.http.Parameter;
import com.techbro24.crm.http.Reply;
import com.techbro24.crm.http.Request;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.imports.csv.CsvCells;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of imports. */
public final class ImportRoutes {
    private static final String PATH = "/api/leads/import";
    private static final String LIST = "/api/leads/imports";
    private static final int PAGE_ROWS = 500;
    private static final String CSV = "text/csv";
    private static final String FILE =
            """
            name,phone,email,company
            Ada Lovelace,+49 30 901820,ada@example.com,Analytical Engines Ltd
            """;
    private static final String REFUSED_FILE =
            """
            name,phone,%s
            Ada Lovelace,12,phone is not a telephone number.
            """
                    .formatted(ImportWords.REASONS);

    private static final Parameter COLUMNS =
            Parameter.texts(
                    "columns",
                    "A field for each column of the file, in its order; - leaves one out. Without"
                            + " it the header's names decide. Fields: "
                            + String.join(", ", ImportWords.fields())
                            + ", custom.<name>");
    private static final Parameter ON_DUPLICATE =
            Parameter.word(
                    "onDuplicate",
                    OnDuplicate.class,
                    "What is done with a row whose id, phone or email a lead has already: skip, the"
                            + " standard, counts it; update changes the fields it brings; create"
                            + " makes another lead");

    private static final Parameter ASSIGNED =
            Parameter.id(
                    "assignedAgentId",
                    "Whose the new leads are that name no agent (by id or email) themselves;"
                            + " without it a manager's go to the pool, an agent's are its own");
    private static final Parameter DECIMAL =
            Parameter.word(
                    "decimal",
                    DecimalMark.class,
                    "What stands before the decimals of numbers; without it the first rows"
                            + " decide, and a number that can be two, such as 1.250, is refused");
    private static final Parameter DATE_ORDER =
            Parameter.word(
                    "dateOrder",
                    DateOrder.class,
                    "The order of day, month and year in dates such as 12/03/2026; without it the"
                            + " first rows decide, and a date that can be two is refused");
    private static final Parameter TIMEZONE =
            Parameter.zone(
                    "timezone",
                    "Of times that name none, and in which a day alone begins; without it the"
                            + " house's, CRM_TIMEZONE");

    private final Database database;
    private final ImportReception reception;
    private final ImportPreviewing previewing;
    private final int bytesMax;
    private final ZoneId zone;

    /**
     * @param bytesMax how large a file may be, unpacked
     * @param zone the house's time zone
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
                                "Import a CSV file: UTF-8, UTF-16 or Windows-1252, with commas,"
                                        + " semicolons or tabs, its first row a header. It is taken"
                                        + " row by row in the background.")
                        .takes(COLUMNS, ON_DUPLICATE, ASSIGNED)
                        .takes(DECIMAL, DATE_ORDER, TIMEZONE)
                        .consumes(CSV)
                        .sample(CSV, FILE)
                        .streams(bytesMax)
                        .replies(LeadImport.class)
                        .status(202)
                        .answer(this::receive),
                Route.post(
                                PATH + "/preview",
                                "What an import would make of a file now: its first rows are"
                                        + " taken as an import takes them, and nothing of it stays."
                                        + " It takes the file, or at least its first 256 KiB; what"
                                        + " comes behind them is not read.")
                        .takes(COLUMNS, ON_DUPLICATE, ASSIGNED)
                        .takes(DECIMAL, DATE_ORDER, TIMEZONE)
                        .consumes(CSV)
                        .sample(CSV, FILE)
                        .streams(bytesMax)
                        .replies(ImportPreview.class)
                        .answer(this::preview));
    }

    private List<Route> reads() {
        return List.of(
                Route.get(LIST, "The imports that the caller may see.")
                        .takes(
                                Parameter.words("status", ImportStatus.class, "How they stand"),
                                Parameter.id("agentId", "Who began them"))
                        .takes(Parameter.sort(LeadImportStore.SORTS))
                        .lists(LeadImport.class)
                        .answer(this::list),
                Route.get(LIST + "/:id", "How far an import is.")
                        .replies(LeadImport.class)
                        .answer(this::get),
                Route.get(
                                LIST + "/:id/refused",
                                "The rows that an import did not take, each with its reasons; for"
                                        + " 30 days.")
                        .takes(Parameter.cursor(ReportedRowStore::isCursor))
                        .lists(ReportedRow.class)
                        .answer(request -> rows(request, ReportedRowStore.REFUSED)),
                Route.get(
                                LIST + "/:id/warnings",
                                "The rows that an import took although something about a cell is"
                                        + " worth a look; for 30 days.")
                        .takes(Parameter.cursor(ReportedRowStore::isCursor))
                        .lists(ReportedRow.class)
                        .answer(request -> rows(request, ReportedRowStore.WARNED)),
                Route.get(
                                LIST + "/:id/refused.csv",
                                "The same as a file with the columns of the one that came and one"
                                        + " for the reasons, to be mended and sent again.")
                        .produces(CSV)
                        .sample(CSV, REFUSED_FILE)
                        .answer(this::refusedFile),
                Route.command(Route.Method.POST, LIST + "/:id/cancel", LeadImportCommand.CANCEL));
    }

    private Reply receive(Request request) {
        refuseReaders(request);
        Answer answer =
                reception.receive(
                        request.upload().stream(),
                        wish(request),
                        request.caller(),
                        request::receipt);
        String body = Objects.requireNonNull(answer.body());
        String id = Json.read(body).get("id").textValue();
        Reply reply =
                Reply.of(202, "application/json", body.getBytes(UTF_8))
                        .withHeader("Location", LIST + "/" + id);
        return answer.replayed() ? reply.withHeader("Idempotent-Replayed", "true") : reply;
    }

    /** Who may not import has nothing to look at before. */
    private static void refuseReaders(Request request) {
        if (!request.caller().mayWrite()) {
            throw Problem.forbidden("This API key may only read.");
        }
    }

    private Reply preview(Request request) {
        refuseReaders(request);
        try {
            return Reply.json(
                    previewing.of(request.upload().stream(), wish(request), request.caller()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ImportPlan.Wish wish(Request request) {
        return new ImportPlan.Wish(
                word(request, "onDuplicate", OnDuplicate.class).orElse(OnDuplicate.SKIP),
                request.text("assignedAgentId").orElse(null),
                request.texts("columns"),
                new ImportConventions(
                        word(request, "decimal", DecimalMark.class).orElse(null),
                        word(request, "dateOrder", DateOrder.class).orElse(null),
                        request.zone("timezone").orElse(zone).getId()));
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
        return Reply.stream("text/csv; charset=utf-8", out -> write(of, out))
                .withHeader(
                        "Content-Disposition",
                        "attachment; filename=\"refused-" + of.id() + ".csv\"");
    }

    private void write(LeadImport of, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out, UTF_8);
        List<String> header =
                of.columns().stream()
                        .map(column -> CsvCells.unguarded(column.header()))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (!header.contains(ImportWords.REASONS)) {
            header.add(ImportWords.REASONS);
        }
        csv.writeRecord(header.stream().map(CsvCells::guarded).toList());
        int last = 0;
        List<ReportedRow> rows;
        do {
            int after = last;
            rows =
                    database.read(
                            tx -> ReportedRowStore.REFUSED.after(tx, of.id(), after, PAGE_ROWS));
            for (ReportedRow row : rows) {
                csv.writeRecord(cells(row, header));
                last = row.row();
            }
        } while (rows.size() == PAGE_ROWS);
        csv.flush();
    }

    /** Harmless in a spreadsheet, and read again as they came; with the reasons. */
    private static List<String> cells(ReportedRow row, List<String> header) {
        int at = header.indexOf(ImportWords.REASONS);
        List<String> cells =
                row.cells().stream()
                        .map(cell -> CsvCells.guarded(CsvCells.unguarded(cell)))
                        .collect(Collectors.toCollection(ArrayList::new));
        while (cells.size() < header.size()) {
            cells.add("");
        }
        String reasons =
                row.reasons().stream().map(InputError::message).collect(Collectors.joining(" "));
        cells.set(at, CsvCells.guarded(reasons));
        return cells;
    }
}
