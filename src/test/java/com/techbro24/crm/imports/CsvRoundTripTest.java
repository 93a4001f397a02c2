package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.imports.csv.CsvFile;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.imports.csv.Delimiter;
import com.techbro24.crm.imports.csv.ImportEncoding;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadPriority;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.SampleLeads;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import com.techbro24.crm.support.TestClock;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

class CsvRoundTripTest {
    private static final Instant NOW = TestClock.START;
    private static final String FORMULA_SIGNS = "=+-@\t\r\n";
    private static final List<CustomField> CUSTOM =
            List.of(
                    declared("words", CustomFieldType.TEXT),
                    declared("size", CustomFieldType.NUMBER),
                    declared("vip", CustomFieldType.BOOLEAN),
                    declared("born", CustomFieldType.DATE));
    private static final List<String> NAMES = CUSTOM.stream().map(CustomField::name).toList();

    private static CustomField declared(String name, CustomFieldType type) {
        return new CustomField(Id.next(), 1, NOW, NOW, null, name, name, type, List.of(), false);
    }

    @Property(tries = 300, shrinking = ShrinkingMode.OFF)
    void what_was_exported_is_imported_as_it_was_and_no_cell_is_a_formula(
            @ForAll("leads") List<Lead> leads) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CsvWriter csv = CsvWriter.builder().build(bytes, UTF_8);
        csv.writeRecord(LeadExport.header(NAMES));
        for (Lead lead : leads) {
            List<String> cells = LeadExport.cells(lead, NAMES);
            assertThat(cells).noneMatch(CsvRoundTripTest::isFormula);
            csv.writeRecord(cells);
        }
        csv.flush();
        assertThat(read(bytes.toByteArray())).usingRecursiveComparison().isEqualTo(leads);
    }

    private static boolean isFormula(String cell) {
        return !cell.isEmpty()
                && FORMULA_SIGNS.indexOf(cell.charAt(0)) >= 0
                && !cell.matches("\\+[0-9 ]+");
    }

    private static List<Lead> read(byte[] bytes) throws IOException {
        CsvFile file = CsvFile.open(new ByteArrayInputStream(bytes), ImportWords::isKnown);
        List<ImportColumn> columns = new ImportMapping(CUSTOM).of(file.header(), List.of());
        RowReading reading = new RowReading(columns, CUSTOM, ImportConventions.NONE);
        List<CsvLine> raw = new ArrayList<>();
        for (var next = file.next(); next.isPresent(); next = file.next()) {
            raw.add(next.get());
        }
        ImportEncoding encoding = file.finish();
        List<Lead> leads = new ArrayList<>();
        for (CsvLine line : raw) {
            LeadImport of = of(columns, encoding);
            LeadCommand.Create create =
                    reading.read(of, 0, line.in(encoding), Optional::of).create().get();
            leads.add(SampleLeads.of(create, String.valueOf(create.id()), NOW));
        }
        return leads;
    }

    private static LeadImport of(List<ImportColumn> columns, ImportEncoding encoding) {
        return LeadImport.begin(
                new LeadImportCommand.Begin(
                        Id.next(),
                        OnDuplicate.SKIP,
                        OnBadCell.REFUSE,
                        null,
                        encoding,
                        Delimiter.COMMA,
                        columns,
                        List.of(),
                        ImportConventions.NONE,
                        null,
                        null),
                Id.next(),
                1,
                NOW);
    }

    @Provide
    Arbitrary<List<Lead>> leads() {
        Arbitrary<ObjectNode> first =
                Combinators.combine(
                                text(40),
                                reach(),
                                text(40),
                                Arbitraries.of(LeadStatus.values()),
                                Arbitraries.of(LeadPriority.values()),
                                tags(),
                                notes(),
                                Arbitraries.of(true, false))
                        .as(CsvRoundTripTest::first);
        Arbitrary<ObjectNode> second =
                Combinators.combine(
                                text(40),
                                Arbitraries.bigDecimals()
                                        .between(BigDecimal.ZERO, BigDecimal.valueOf(1_000_000))
                                        .ofScale(4)
                                        .injectNull(0.3),
                                Arbitraries.longs().between(0, NOW.toEpochMilli()),
                                notes(),
                                Arbitraries.bigDecimals()
                                        .between(
                                                BigDecimal.valueOf(-1e15), BigDecimal.valueOf(1e15))
                                        .ofScale(6)
                                        .injectNull(0.3),
                                Arbitraries.of(true, false).injectNull(0.3),
                                Arbitraries.integers().between(0, 100).injectNull(0.5))
                        .as(CsvRoundTripTest::second);
        return Combinators.combine(first, second)
                .as((one, other) -> lead(one.setAll(other)))
                .list()
                .ofMaxSize(5)
                .filter(leads -> !leads.isEmpty());
    }

    private static Lead lead(com.fasterxml.jackson.databind.JsonNode input) {
        LeadCommand.Create create = CommandCatalog.bind(LeadCommand.CREATE, input);
        return SampleLeads.of(create, String.valueOf(create.id()), NOW);
    }

    private static ObjectNode first(
            String name,
            String reach,
            String company,
            LeadStatus status,
            LeadPriority priority,
            List<String> tags,
            String notes,
            boolean doNotCall) {
        ObjectNode input = Json.object().put("id", Id.next()).put("name", name);
        input.put("phone", reach).put("email", "a" + reach.hashCode() + "@example.com");
        input.put("company", company).set("status", Json.tree(status));
        input.set("priority", Json.tree(priority));
        input.set("tags", Json.tree(tags));
        if (status == LeadStatus.LOST) {
            input.put("lostReason", company);
        }
        return input.put("notes", notes).put("doNotCall", doNotCall);
    }

    private static ObjectNode second(
            String source,
            @Nullable BigDecimal value,
            long at,
            String words,
            @Nullable BigDecimal size,
            @Nullable Boolean vip,
            @Nullable Integer score) {
        ObjectNode input = Json.object().put("source", source).put("value", value);
        input.put("currency", value == null ? null : "EUR").put("timezone", "Europe/Berlin");
        input.put("nextFollowUpAt", Instant.ofEpochMilli(at).toString()).put("score", score);
        input.withObjectProperty("consent")
                .put("basis", source)
                .put("source", words.length() > 5 ? source : null)
                .put("at", Instant.ofEpochMilli(at).toString());
        input.withObjectProperty("customFields")
                .put("words", words)
                .put("size", size)
                .put("vip", vip)
                .put("born", "1999-12-31");
        return input;
    }

    /** A line without spaces around it, as leads keep it, often such that a spreadsheet minds. */
    private static Arbitrary<String> text(int lengthMax) {
        return signs().ofMinLength(1)
                .ofMaxLength(lengthMax)
                .map(text -> text.replaceAll("[\\t\\r\\n]", "=").strip())
                .filter(CsvRoundTripTest::isSeen);
    }

    private static Arbitrary<String> notes() {
        return signs().ofMinLength(1).ofMaxLength(200).filter(CsvRoundTripTest::isSeen);
    }

    private static boolean isSeen(String text) {
        return text.chars().anyMatch(sign -> sign > ' ' && sign != '\u00a0');
    }

    private static net.jqwik.api.arbitraries.StringArbitrary signs() {
        return Arbitraries.strings()
                .withChars("=+-@'\t\r\n\",;| \\")
                .withCharRange('a', 'e')
                .withChars('ä', 'ß', 'Ł', '東', '\u00a0', '＝');
    }

    private static Arbitrary<String> reach() {
        return Arbitraries.integers()
                .between(1_000_000, 9_999_999)
                .map(number -> (number % 2 == 0 ? "+49 (30) " : "+49 30 ") + number);
    }

    private static Arbitrary<List<String>> tags() {
        return text(20).list().ofMaxSize(4);
    }
}
