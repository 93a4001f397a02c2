package com.techbro24.crm.imports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.imports.csv.CsvFile;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Previews an import. Its first rows are imported in a transaction that is rolled back, so preview
 * and import cannot differ.
 */
public final class ImportPreviewing {
    private static final int BYTES_MAX = 256 * 1024;
    private static final int ROWS_MAX = 20;
    private static final int CELLS_MAX = 3;

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;

    public ImportPreviewing(Database database, GroupCommit writer, CommandRunner runner) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
    }

    /**
     * Accepts a whole file or its beginning. The last row of an incomplete file is dropped, and the
     * rest is not read.
     */
    ImportPreview of(InputStream bytes, ImportPlan.Options options, Caller caller)
            throws IOException {
        database.<Optional<Void>>read(
                tx -> {
                    LeadImportHandler.checkAssignee(tx, options.assignedAgentId(), caller);
                    return Optional.empty();
                });
        byte[] beginning = bytes.readNBytes(BYTES_MAX);
        boolean whole = beginning.length < BYTES_MAX;
        CsvFile file = open(beginning, whole);
        List<CsvLine> raw = lines(file, whole);
        FileSample sample = new FileSample();
        raw.forEach(sample::add);
        List<CustomField> custom = database.read(CustomFieldStore::all);
        ImportPlan plan = ImportPlan.of(file.header(), options, custom, sample.in(file.encoding()));
        List<InputError> errors = new ArrayList<>();
        try {
            ImportMapping.check(plan.columns(), options.onDuplicate());
        } catch (Problem problem) {
            errors.addAll(problem.errors());
        }
        List<CsvLine> lines =
                raw.stream().limit(ROWS_MAX).map(line -> line.in(file.encoding())).toList();
        List<ImportColumn> mapped = plan.columns();
        LeadImport of = begin(file, plan, options, caller, lines.size());
        return new ImportPreview(
                file.encoding(),
                file.delimiter(),
                options.mapsColumns() ? null : Layout.of(file.header()).orElse(null),
                plan.conventions(),
                columns(mapped, lines),
                mapped.stream()
                        .filter(column -> column.field() == null)
                        .map(ImportColumn::header)
                        .toList(),
                mapping(mapped),
                of.mappingWarnings(),
                errors,
                rows(lines, of, custom, caller));
    }

    private LeadImport begin(
            CsvFile file, ImportPlan plan, ImportPlan.Options options, Caller caller, int rows) {
        return LeadImport.begin(
                new LeadImportCommand.Begin(
                        Id.next(),
                        options.onDuplicate(),
                        options.onBadCell(),
                        options.assignedAgentId(),
                        file.encoding(),
                        file.delimiter(),
                        plan.columns(),
                        MappingWarnings.of(plan.columns(), options.mapsColumns()),
                        plan.conventions(),
                        options.automation(),
                        options.externalSystem()),
                caller.agent(),
                rows,
                runner.now());
    }

    private List<ImportPreview.SampleRow> rows(
            List<CsvLine> lines, LeadImport of, List<CustomField> custom, Caller caller) {
        RowReading reading = new RowReading(of.columns(), custom, of.conventions());
        List<ImportRow> rows = new ArrayList<>();
        for (CsvLine line : lines) {
            rows.add(reading.read(of, rows.size(), line, ImportStep.agents(database)));
        }
        List<ImportStep.RowResult> taken =
                writer.write(tx -> ImportStep.dryRun(runner, tx, of, caller, rows));
        List<ImportPreview.SampleRow> shown = new ArrayList<>();
        for (int index = 0; index < taken.size(); index++) {
            CsvLine line = lines.get(index);
            ImportStep.RowResult row = taken.get(index);
            shown.add(
                    new ImportPreview.SampleRow(
                            line.line(),
                            line.cells(),
                            row.result(),
                            row.reasons(),
                            row.warnings()));
        }
        return shown;
    }

    private static CsvFile open(byte[] beginning, boolean whole) throws IOException {
        InputStream in = new ByteArrayInputStream(beginning);
        return whole
                ? CsvFile.open(in, ImportWords::isKnown)
                : CsvFile.openBeginning(in, ImportWords::isKnown);
    }

    private static List<CsvLine> lines(CsvFile file, boolean whole) {
        List<CsvLine> lines = new ArrayList<>();
        for (var next = file.next(); next.isPresent(); next = file.next()) {
            lines.add(next.get());
        }
        if (whole) {
            // Errors of the whole file are reported here as in the import.
            var _ = file.finish();
            ChunkWriter.checkNotEmpty(lines.size());
        } else if (lines.size() > 1) {
            // It may be incomplete.
            lines.removeLast();
        }
        return lines;
    }

    private static List<ImportPreview.Column> columns(
            List<ImportColumn> mapped, List<CsvLine> lines) {
        List<ImportPreview.Column> columns = new ArrayList<>();
        for (int index = 0; index < mapped.size(); index++) {
            ImportColumn column = mapped.get(index);
            columns.add(
                    new ImportPreview.Column(
                            column.header(), column.field(), samples(lines, index)));
        }
        return columns;
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
