package com.techbro24.crm.imports.csv;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.VisibleText;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file of comma-separated values (RFC 4180) as it comes in, row by row; its delimiter and its
 * encoding are found out. Until the end nobody isKnown whether it is UTF-8, so rows are read one
 * character a byte, which shows the same signs, and become text later.
 */
public final class CsvFile {
    private static final int SAMPLE_BYTES = 64 * 1024;
    private static final int SAMPLE_ROWS = 20;
    private static final int COLUMNS_MAX = 300;
    private static final int CELL_LENGTH_MAX = 2 << 20;

    private final @Nullable Utf8Detector watch;
    private final Delimiter delimiter;
    private final CloseableIterator<CsvRecord> records;
    private final List<String> header;

    private CsvFile(
            Reader reader,
            @Nullable Utf8Detector watch,
            String sample,
            boolean whole,
            Predicate<String> isKnownHeader) {
        Optional<Delimiter> declared = Delimiter.declared(sample);
        this.watch = watch;
        this.delimiter = declared.orElseGet(() -> find(sample, isKnownHeader));
        this.records =
                CsvReader.builder()
                        .fieldSeparator(delimiter.sign())
                        .skipEmptyLines(true)
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(!whole)
                        .allowExtraCharsAfterClosingQuote(false)
                        .maxBufferSize(CELL_LENGTH_MAX * 2)
                        .build(handler(), reader)
                        .iterator();
        if (declared.isPresent()) {
            var _ = nextRecord();
        }
        this.header = readHeader();
    }

    /**
     * Opens a file and reads its header.
     *
     * @param isKnownHeader whether a column's name is known, which helps to find the delimiter
     */
    public static CsvFile open(InputStream bytes, Predicate<String> isKnownHeader)
            throws IOException {
        return open(bytes, isKnownHeader, true);
    }

    /** Opens the beginning of a file, which may be cut anywhere. */
    public static CsvFile openBeginning(InputStream bytes, Predicate<String> isKnownHeader)
            throws IOException {
        return open(bytes, isKnownHeader, false);
    }

    private static CsvFile open(InputStream bytes, Predicate<String> isKnownHeader, boolean whole)
            throws IOException {
        BufferedInputStream in = new BufferedInputStream(bytes, SAMPLE_BYTES + 1);
        in.mark(SAMPLE_BYTES + 1);
        byte[] sample = in.readNBytes(SAMPLE_BYTES);
        in.reset();
        if (startsWith(sample, 0xff, 0xfe) || startsWith(sample, 0xfe, 0xff)) {
            // The decoder removes the byte order mark.
            String text = new String(sample, StandardCharsets.UTF_16);
            Reader reader = new InputStreamReader(in, StandardCharsets.UTF_16);
            return new CsvFile(reader, null, text, whole, isKnownHeader);
        }
        boolean marked = startsWith(sample, 0xef, 0xbb, 0xbf);
        if (marked) {
            in.skipNBytes(3);
        }
        String text = new String(sample, StandardCharsets.ISO_8859_1);
        Utf8Detector watch = new Utf8Detector(in);
        Reader reader = new InputStreamReader(watch, StandardCharsets.ISO_8859_1);
        return new CsvFile(reader, watch, marked ? text.substring(3) : text, whole, isKnownHeader);
    }

    private static boolean startsWith(byte[] sample, int... bytes) {
        for (int index = 0; index < bytes.length; index++) {
            if (index >= sample.length || (sample[index] & 0xff) != bytes[index]) {
                return false;
            }
        }
        return true;
    }

    private static CsvRecordHandler handler() {
        return CsvRecordHandler.of(
                fields ->
                        fields.maxFields(COLUMNS_MAX + 1)
                                .maxFieldSize(CELL_LENGTH_MAX)
                                .maxRecordSize(CELL_LENGTH_MAX));
    }

    /** The delimiter with the most known columns, then with the most rows of equal length. */
    private static Delimiter find(String sample, Predicate<String> isKnownHeader) {
        return Stream.of(Delimiter.values())
                .max(Comparator.comparingInt(each -> score(sample, each, isKnownHeader)))
                .orElseThrow();
    }

    private static int score(String sample, Delimiter delimiter, Predicate<String> isKnownHeader) {
        List<List<String>> rows = new ArrayList<>();
        try (var reader =
                CsvReader.builder()
                        .fieldSeparator(delimiter.sign())
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(true)
                        .allowExtraCharsAfterClosingQuote(true)
                        .ofCsvRecord(sample)) {
            reader.stream().limit(SAMPLE_ROWS).forEach(row -> rows.add(row.getFields()));
        } catch (CsvParseException | IOException e) {
            // The sample cannot be parsed further with this delimiter.
        }
        if (rows.isEmpty()) {
            return 0;
        }
        int columns = rows.getFirst().size();
        int known = (int) rows.getFirst().stream().filter(isKnownHeader).count();
        int alike = (int) rows.stream().filter(row -> row.size() == columns).count();
        return known * 10_000 + (columns > 1 ? alike * 100 : 0) + Math.min(columns, 99);
    }

    private List<String> readHeader() {
        CsvRecord first = nextRecord().orElseThrow(() -> Problem.invalid("The file is empty."));
        ImportEncoding encoding = watch == null ? ImportEncoding.UTF_16 : headerEncoding(first);
        List<String> names =
                first.getFields().stream().map(name -> name(encoding.text(name))).toList();
        if (names.size() > COLUMNS_MAX) {
            throw Problem.invalid("The file has more than " + COLUMNS_MAX + " columns.");
        }
        if (names.stream().anyMatch(name -> name.indexOf(0) >= 0)) {
            throw Problem.invalid(
                    "The file is not text, or is UTF-16 without a byte order mark. Save it as UTF-8.");
        }
        return names;
    }

    private static String name(String cell) {
        return VisibleText.line(CsvCells.unescapeFormula(cell.strip()));
    }

    /** The encoding of the header, which is all in one encoding. */
    private static ImportEncoding headerEncoding(CsvRecord header) {
        String raw = String.join("", header.getFields());
        byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf('\ufffd') < 0 ? ImportEncoding.UTF_8 : ImportEncoding.WINDOWS_1252;
    }

    public List<String> header() {
        return header;
    }

    public Delimiter delimiter() {
        return delimiter;
    }

    /** The next row, not decoded; empty at the end. */
    public Optional<CsvLine> next() {
        Optional<CsvRecord> found = nextRecord();
        while (found.isPresent() && isBlank(found.get())) {
            found = nextRecord();
        }
        return found.map(
                row -> new CsvLine(Math.toIntExact(row.getStartingLineNumber()), row.getFields()));
    }

    /** A row of only delimiters, as spreadsheets write below a table. */
    private static boolean isBlank(CsvRecord row) {
        return row.getFields().stream().allMatch(String::isBlank);
    }

    /** The encoding of the file; call it after the last row. */
    public ImportEncoding finish() {
        return watch == null ? ImportEncoding.UTF_16 : watch.finish();
    }

    /** The encoding of the part read so far. */
    public ImportEncoding encoding() {
        return watch == null ? ImportEncoding.UTF_16 : watch.encoding();
    }

    private Optional<CsvRecord> nextRecord() {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (CsvParseException | UncheckedIOException e) {
            throw problem(e);
        }
    }

    /** A problem of the underlying stream, or the syntax error of the file. */
    private static Problem problem(RuntimeException error) {
        StringBuilder why = new StringBuilder();
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof Problem problem) {
                return problem;
            }
            why.append(why.isEmpty() ? "" : " ").append(each.getMessage());
        }
        return Problem.invalid("The file cannot be read as CSV: " + why);
    }
}
