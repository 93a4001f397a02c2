package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.imports.csv.CsvCells;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadFilter;
import com.techbro24.crm.leads.LeadStore;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Exports leads page by page in order of creation, which no update changes. So a lead that exists
 * during the whole export is in the file once. A transaction lasts for one page only.
 */
public final class LeadExport {
    private static final int PAGE_ROWS = 500;
    private static final String ORDER = "createdAt";

    /** The file format of an export. */
    enum Format {
        CSV,
        NDJSON
    }

    /** The columns that an import reads, then those that it ignores. */
    private static final Map<String, Function<Lead, @Nullable String>> COLUMNS = columns();

    private final Database database;
    private final LeadFilter filter;

    LeadExport(Database database, LeadFilter filter) {
        this.database = database;
        this.filter = filter;
    }

    void write(Format format, OutputStream out) throws IOException {
        switch (format) {
            case CSV -> csv(out);
            case NDJSON -> ndjson(out);
        }
    }

    private void ndjson(OutputStream out) throws IOException {
        String cursor = null;
        do {
            Page<Lead> page = page(cursor);
            for (Lead lead : page.data()) {
                out.write(Json.bytes(lead));
                out.write('\n');
            }
            cursor = page.page().next();
        } while (cursor != null);
    }

    private void csv(OutputStream out) throws IOException {
        List<String> custom =
                database.read(CustomFieldStore::all).stream().map(CustomField::name).toList();
        CsvWriter csv = CsvWriter.builder().build(out, UTF_8);
        csv.writeRecord(header(custom));
        String cursor = null;
        do {
            Page<Lead> page = page(cursor);
            page.data().forEach(lead -> csv.writeRecord(cells(lead, custom)));
            cursor = page.page().next();
        } while (cursor != null);
        csv.flush();
    }

    private Page<Lead> page(@Nullable String cursor) {
        Paging paging = new Paging(PAGE_ROWS, cursor, ORDER, false);
        return database.read(tx -> LeadStore.list(tx, filter, paging));
    }

    /**
     * The columns of the CSV, which an import reads.
     *
     * @param custom the names of the custom fields
     */
    public static List<String> header(List<String> custom) {
        return Stream.concat(
                        COLUMNS.keySet().stream(),
                        custom.stream().map(name -> ImportWords.CUSTOM + name))
                .toList();
    }

    /** The cells of a lead under that header, safe to open in a spreadsheet. */
    public static List<String> cells(Lead lead, List<String> custom) {
        List<String> cells = new ArrayList<>(COLUMNS.size() + custom.size());
        COLUMNS.values().forEach(value -> cells.add(cell(value.apply(lead))));
        custom.forEach(name -> cells.add(cell(text(lead.customFields().get(name)))));
        return cells;
    }

    private static String cell(@Nullable String text) {
        return text == null ? "" : CsvCells.escapeFormula(text);
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal number -> decimal(number).toPlainString();
            case Instant time -> Times.format(time);
            case Enum<?> word -> EnumNames.of(word);
            default -> value.toString();
        };
    }

    /** Never with three decimals, which could be read as thousands. */
    private static BigDecimal decimal(BigDecimal number) {
        return number.scale() == 3 ? number.setScale(4) : number;
    }

    private static Map<String, Function<Lead, @Nullable String>> columns() {
        Map<String, Function<Lead, @Nullable Object>> columns = new LinkedHashMap<>();
        columns.put("id", Lead::id);
        columns.put("name", Lead::name);
        columns.put("phone", Lead::phone);
        columns.put("email", Lead::email);
        columns.put("company", Lead::company);
        columns.put("source", Lead::source);
        columns.put("status", Lead::status);
        columns.put("lostReason", Lead::lostReason);
        columns.put("priority", Lead::priority);
        columns.put("score", Lead::score);
        columns.put(ImportWords.SCORE_BY_HAND, Lead::scoreByHand);
        columns.put("assignedAgentId", Lead::assignedAgentId);
        columns.put("requiredSkills", lead -> CsvCells.tags(lead.requiredSkills()));
        columns.put("tags", lead -> CsvCells.tags(lead.tags()));
        columns.put("notes", Lead::notes);
        columns.put("timezone", Lead::timezone);
        columns.put("doNotCall", Lead::doNotCall);
        columns.put("consentBasis", lead -> lead.consent() == null ? null : lead.consent().basis());
        columns.put(
                "consentSource", lead -> lead.consent() == null ? null : lead.consent().source());
        columns.put("consentAt", lead -> lead.consent() == null ? null : lead.consent().at());
        columns.put("value", Lead::value);
        columns.put("currency", Lead::currency);
        columns.put("nextFollowUpAt", Lead::nextFollowUpAt);
        columns.put("phoneE164", Lead::phoneE164);
        columns.put("callAttempts", Lead::callAttempts);
        columns.put("lastContactedAt", Lead::lastContactedAt);
        columns.put("convertedAt", Lead::convertedAt);
        columns.put("createdAt", Lead::createdAt);
        columns.put("updatedAt", Lead::updatedAt);
        Map<String, Function<Lead, @Nullable String>> texts = new LinkedHashMap<>();
        columns.forEach((name, value) -> texts.put(name, lead -> text(value.apply(lead))));
        return texts;
    }
}
