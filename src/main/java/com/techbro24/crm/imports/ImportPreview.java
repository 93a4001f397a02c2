package com.techbro24.crm.imports;

import com.techbro24.crm.base.Fault;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.leads.CustomField;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an import would make of a file, by its beginning.
 *
 * @param encoding as far as it was read
 * @param columns what each column would become, with some of its cells
 * @param mapping the same for the import's {@code columns}: {@code name,phone,-}
 * @param faults what hinders the import as a whole
 * @param rows the first rows
 */
public record ImportPreview(
        ImportEncoding encoding,
        Delimiter delimiter,
        List<Column> columns,
        String mapping,
        List<Fault> faults,
        List<SampleRow> rows) {
    private static final int BYTES_MAX = 256 * 1024;
    private static final int ROWS_MAX = 20;
    private static final int CELLS_MAX = 3;

    /**
     * A column of the file.
     *
     * @param field what its cells would become; null where they are left out
     * @param samples the first cells that hold something
     */
    public record Column(String header, @Nullable String field, List<String> samples) {}

    /**
     * A row of the file.
     *
     * @param faults for which it would be refused, as far as can be told without the base
     */
    public record SampleRow(int line, List<String> cells, List<Fault> faults) {}

    /**
     * @param fields a field for each column; empty to go by the header
     */
    static ImportPreview of(
            InputStream bytes,
            List<String> fields,
            OnDuplicate onDuplicate,
            List<CustomField> custom)
            throws IOException {
        Beginning beginning = new Beginning(bytes, BYTES_MAX);
        CsvFile file = CsvFile.openBeginning(beginning);
        List<ImportColumn> mapped = new ImportMapping(custom).of(file.header(), fields);
        List<Fault> faults = new ArrayList<>();
        try {
            ImportMapping.check(mapped, onDuplicate);
        } catch (Problem problem) {
            faults.addAll(problem.faults());
        }
        List<CsvLine> lines =
                sample(file, beginning).stream().map(line -> line.in(file.encoding())).toList();
        RowReading reading = new RowReading(mapped, custom);
        List<SampleRow> rows =
                lines.stream()
                        .map(line -> new SampleRow(line.line(), line.cells(), reading.faults(line)))
                        .toList();
        List<Column> columns = new ArrayList<>();
        for (int index = 0; index < mapped.size(); index++) {
            ImportColumn column = mapped.get(index);
            columns.add(new Column(column.header(), column.field(), samples(lines, index)));
        }
        return new ImportPreview(
                file.encoding(), file.delimiter(), columns, mapping(mapped), faults, rows);
    }

    private static List<CsvLine> sample(CsvFile file, Beginning beginning) {
        List<CsvLine> lines = new ArrayList<>();
        Optional<CsvLine> next = file.next();
        while (next.isPresent() && lines.size() < ROWS_MAX) {
            lines.add(next.get());
            next = file.next();
        }
        if (next.isEmpty() && lines.size() > 1 && !beginning.endsWithLine()) {
            // It may be the half of a row.
            lines.removeLast();
        }
        return lines;
    }

    private static List<String> samples(List<CsvLine> lines, int column) {
        return lines.stream()
                .filter(line -> column < line.cells().size())
                .map(line -> line.cells().get(column))
                .filter(cell -> !cell.isBlank())
                .limit(CELLS_MAX)
                .toList();
    }

    private static String mapping(List<ImportColumn> columns) {
        return columns.stream()
                .map(column -> column.field() == null ? ImportMapping.NONE : column.field())
                .collect(Collectors.joining(","));
    }
}
