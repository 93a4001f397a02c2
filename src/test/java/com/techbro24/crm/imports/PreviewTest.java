package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A preview says of each row what the import then does with it. */
class PreviewTest {
    private static final List<DatabaseState> STANDS = new ArrayList<>();

    /** Cells that are right, wrong, ambiguous, doubled, unknown or out of sight. */
    private static final Map<String, List<String>> CELLS = cells();

    /** A test room and the importer. */
    private record DatabaseState(
            ImportRoom room, Agent admin, Agent manager, Agent agent, Agent far) {}

    /** A file and how it is sent. */
    record Case(String csv, String query, int importer) {}

    private static Map<String, List<String>> cells() {
        Map<String, List<String>> cells = new TreeMap<>();
        cells.put("Name", List.of("Ann", "Bob", "", "\u200bZo\u00eb\u00a0", "=1+1"));
        cells.put("First name", List.of("Ann", "", "Al"));
        cells.put("Mobile Phone", List.of("", "+49 30 123456", "+4930123456", "12", "+4930123457"));
        cells.put("Business Phone", List.of("", "+49 30 123458", "nonsense"));
        cells.put("Email", List.of("", "a@example.com", "B@example.com", "no mail", "c@x.example"));
        cells.put("Wert", List.of("", "1.250", "1.234,50", "12.5", "-3", "many", "5 \u20ac"));
        cells.put("Currency", List.of("", "EUR", "usd", "Euro"));
        cells.put("Follow up date", List.of("", "12/03/2026", "13/03/2026", "24.12.2026", "soon"));
        cells.put("Status", List.of("", "new", "Contacted", "lost", "Converted", "hot"));
        cells.put("Lost reason", List.of("", "price"));
        cells.put("Do not call", List.of("", "ja", "no", "perhaps"));
        cells.put("Owner", List.of("", "$near", "$far", "$farId", "nobody@example.com", "Ann Lee"));
        cells.put("plan", List.of("", "basic", "team", "gold"));
        cells.put("ID", List.of("", "17", "0198a6c2-7d3e-7b1a-9c44-5f0e2d8b6a17"));
        cells.put("Notes", List.of("", "some", "n".repeat(10_001)));
        return cells;
    }

    @BeforeContainer
    static void open() {
        for (TestDatabase kind : TestDatabase.values()) {
            ImportRoom room = new ImportRoom(kind);
            room.declare("plan", "choice", "basic", "team");
            DatabaseState stand =
                    new DatabaseState(
                            room,
                            Agents.admin().in(room.spine),
                            Agents.manager().team("north").in(room.spine),
                            Agents.agent().team("north").in(room.spine),
                            Agents.agent().team("south").in(room.spine));
            var _ =
                    Leads.lead()
                            .named("Theirs")
                            .with("phone", "+4930123457")
                            .assignedTo(stand.far().id())
                            .in(room.spine);
            STANDS.add(stand);
        }
    }

    @AfterContainer
    static void close() {
        STANDS.forEach(stand -> stand.room().close());
        STANDS.clear();
    }

    @Property(tries = 80, shrinking = ShrinkingMode.OFF)
    void preview_and_import_agree_on_every_row(@ForAll("files") Case file) {
        for (DatabaseState stand : STANDS) {
            assertAgreement(stand, file);
        }
    }

    private static void assertAgreement(DatabaseState stand, Case file) {
        ImportRoom room = stand.room();
        Agent importer =
                List.of(stand.admin(), stand.manager(), stand.agent()).get(file.importer());
        String csv =
                file.csv()
                        .replace("$near", stand.agent().email())
                        .replace("$farId", stand.far().id())
                        .replace("$far", stand.far().email());
        long leads = room.spine.count("SELECT COUNT(*) FROM leads");
        long changes = room.spine.count("SELECT COUNT(*) FROM changes");
        JsonNode preview =
                Json.read(
                        ImportRoom.text(
                                room.post(
                                        importer,
                                        "/api/leads/import/preview" + file.query(),
                                        csv.getBytes(UTF_8))));
        assertThat(room.spine.count("SELECT COUNT(*) FROM leads")).isEqualTo(leads);
        assertThat(room.spine.count("SELECT COUNT(*) FROM changes")).isEqualTo(changes);

        LeadImport done = room.take(importer, file.query(), csv);
        assertThat(preview.get("errors").isEmpty()).as(preview.toString()).isTrue();
        assertThat(preview.get("conventions")).isEqualTo(Json.tree(done.conventions()));
        assertThat(preview.get("columns").size()).isEqualTo(done.columns().size());
        for (int index = 0; index < done.columns().size(); index++) {
            assertThat(preview.at("/columns/" + index + "/field").textValue())
                    .isEqualTo(done.columns().get(index).field());
        }
        assertThat(counts(preview)).as(csv).isEqualTo(counts(done));
        assertThat(refused(preview)).as(csv).isEqualTo(refused(room, done));
    }

    private static String counts(JsonNode preview) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode row : preview.get("rows")) {
            counts.merge(row.get("result").textValue(), 1, Integer::sum);
        }
        return "%d created, %d updated, %d duplicate, %d refused"
                .formatted(
                        counts.getOrDefault("created", 0),
                        counts.getOrDefault("updated", 0),
                        counts.getOrDefault("duplicate", 0),
                        counts.getOrDefault("refused", 0));
    }

    private static String counts(LeadImport done) {
        return "%d created, %d updated, %d duplicate, %d refused"
                .formatted(done.created(), done.updated(), done.duplicate(), done.refused());
    }

    private static Map<Integer, JsonNode> refused(JsonNode preview) {
        Map<Integer, JsonNode> refused = new TreeMap<>();
        for (JsonNode row : preview.get("rows")) {
            assertThat(row.get("errors").isEmpty())
                    .isEqualTo(!row.get("result").textValue().equals("refused"));
            if (!row.get("errors").isEmpty()) {
                refused.put(row.get("line").intValue(), row.get("errors"));
            }
        }
        return refused;
    }

    private static Map<Integer, JsonNode> refused(ImportRoom room, LeadImport done) {
        Map<Integer, JsonNode> refused = new TreeMap<>();
        room.refused(done.id()).forEach(row -> refused.put(row.line(), Json.tree(row.reasons())));
        return refused;
    }

    @Provide
    Arbitrary<Case> files() {
        Arbitrary<List<String>> header =
                Arbitraries.of(CELLS.keySet())
                        .list()
                        .uniqueElements()
                        .ofMinSize(1)
                        .ofMaxSize(9)
                        .map(PreviewTest::named);
        Arbitrary<String> query =
                Combinators.combine(
                                Arbitraries.of("skip", "update", "create"),
                                Arbitraries.of("", "", "&decimal=comma", "&decimal=point"),
                                Arbitraries.of("", "", "&dateOrder=dmy", "&dateOrder=mdy"),
                                Arbitraries.of("", "&timezone=Europe/Berlin"))
                        .as((one, two, three, four) -> "?onDuplicate=" + one + two + three + four);
        return Combinators.combine(
                        header.flatMap(PreviewTest::tables),
                        Arbitraries.of("\n", "", "\n\n"),
                        query,
                        Arbitraries.integers().between(0, 2))
                .as((table, end, asked, importer) -> new Case(table + end, asked, importer));
    }

    private static List<String> named(List<String> columns) {
        List<String> header = new ArrayList<>(columns);
        if (!header.contains("Name")) {
            header.addFirst("Name");
        }
        return header;
    }

    private static Arbitrary<String> tables(List<String> header) {
        Arbitrary<String> row =
                Combinators.combine(
                                header.stream()
                                        .map(
                                                name ->
                                                        Arbitraries.of(
                                                                CELLS.getOrDefault(
                                                                        name, List.of(""))))
                                        .toList())
                        .as(cells -> String.join(";", cells));
        return row.list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(
                        rows ->
                                rows.stream()
                                        .filter(line -> !line.replace(";", "").isBlank())
                                        .collect(
                                                Collectors.joining(
                                                        "\n",
                                                        String.join(";", header) + "\n",
                                                        "\nLast" + ";".repeat(header.size() - 1))));
    }

    @Example
    void what_comes_behind_the_first_rows_decides_neither_for_a_preview_nor_for_an_import() {
        DatabaseState stand = STANDS.getFirst();
        String csv = "Name;Wert;Currency\nA;1.250;EUR\n" + "B;;\n".repeat(700) + "C;1.234,50;EUR\n";
        LeadImport done = stand.room().take(stand.admin(), "", csv);
        assertThat(done.conventions().decimal()).isNull();
        assertThat(stand.room().refused(done.id()))
                .extracting(ReportedRow::line)
                .containsExactly(2);
        for (String part : List.of(csv, csv.substring(0, csv.length() - 100))) {
            var answer =
                    stand.room()
                            .post(stand.admin(), "/api/leads/import/preview", part.getBytes(UTF_8));
            JsonNode preview = Json.read(ImportRoom.text(answer));
            assertThat(preview.at("/conventions/decimal").isNull()).isTrue();
            assertThat(preview.at("/rows/0/errors/0/code").textValue()).isEqualTo("ambiguous");
            assertThat(preview.at("/rows/1/result").textValue()).isEqualTo("created");
            assertThat(preview.get("rows").size()).isEqualTo(20);
        }
    }

    @Example
    void a_last_row_without_a_line_break_counts_where_the_file_is_whole() {
        DatabaseState stand = STANDS.getFirst();
        assertAgreement(stand, new Case("Name;Wert;Currency\nA;1.250;EUR\nB;1.234,50;EUR", "?", 0));
    }

    @Example
    void of_a_file_that_is_cut_off_the_last_row_is_left_out() {
        DatabaseState stand = STANDS.getFirst();
        String row = "Ann;" + "n".repeat(13_500) + "\n";
        byte[] csv = ("Name;Notes\n" + row.repeat(40)).getBytes(UTF_8);
        var answer = stand.room().post(stand.admin(), "/api/leads/import/preview", csv);
        JsonNode rows = Json.read(ImportRoom.text(answer)).get("rows");
        assertThat(rows.size()).isEqualTo(19);
        rows.forEach(each -> assertThat(each.at("/cells/1").textValue()).hasSize(13_500));
    }

    @Example
    void a_file_that_an_import_refuses_as_a_whole_is_refused_by_a_preview_alike() {
        DatabaseState stand = STANDS.getFirst();
        for (String csv : List.of("Name\nA\n\"B\n", "Name;Phone\n", "", "sep=|\nName\nA\n")) {
            var preview =
                    stand.room()
                            .post(stand.admin(), "/api/leads/import/preview", csv.getBytes(UTF_8));
            assertThat(preview.statusCode()).isEqualTo(400);
            assertThat(Json.read(ImportRoom.text(preview)).get("detail"))
                    .isEqualTo(
                            stand.room()
                                    .refusal(stand.admin(), "", csv.getBytes(UTF_8), 400)
                                    .get("detail"));
        }
    }
}
