package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.imports.csv.CsvCells;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The rejected rows of an import as a file, to correct and import again. */
final class RefusedFile {
    private static final int PAGE_ROWS = 500;

    private RefusedFile() {}

    /** Writes the original columns and one for the errors. */
    static void write(Database database, LeadImport of, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out, UTF_8);
        List<String> header =
                of.columns().stream()
                        .map(column -> CsvCells.unescapeFormula(column.header()))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (!header.contains(ImportWords.REASONS)) {
            header.add(ImportWords.REASONS);
        }
        csv.writeRecord(header.stream().map(CsvCells::escapeFormula).toList());
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

    /** The cells with the errors, safe in a spreadsheet and unchanged when imported again. */
    private static List<String> cells(ReportedRow row, List<String> header) {
        int at = header.indexOf(ImportWords.REASONS);
        List<String> cells =
                row.cells().stream()
                        .map(cell -> CsvCells.escapeFormula(CsvCells.unescapeFormula(cell)))
                        .collect(Collectors.toCollection(ArrayList::new));
        while (cells.size() < header.size()) {
            cells.add("");
        }
        String reasons =
                row.reasons().stream().map(InputError::message).collect(Collectors.joining(" "));
        cells.set(at, CsvCells.escapeFormula(reasons));
        return cells;
    }
}
