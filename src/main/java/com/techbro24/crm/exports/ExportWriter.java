package com.techbro24.crm.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.RowType;
import com.techbro24.crm.database.Tx;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the zip of an export from one snapshot: a file for each type of rows, then the manifest,
 * which counts them. A zip without its manifest was cut off.
 */
public final class ExportWriter {
    private static final int PAGE_ROWS = 500;
    private static final String MANIFEST = "manifest.json";

    private final List<ExportTable<?>> tables;
    private final String program;

    /**
     * @param program the version of this program, for the manifest
     */
    public ExportWriter(List<ExportTable<?>> tables, String program) {
        this.tables = List.copyOf(tables);
        this.program = program;
    }

    /**
     * What the manifest says.
     *
     * @param program the version of the program that wrote it
     * @param epoch the continuous log that the seq belongs to
     * @param seq the newest change that the files contain
     */
    public record Manifest(
            String program,
            Instant createdAt,
            ExportScope scope,
            @Nullable String agentId,
            ExportFormat format,
            String epoch,
            long seq,
            List<ExportedFile> files) {}

    /**
     * Writes the whole zip and closes {@code out}.
     *
     * @param tx a snapshot
     * @param agentId the agent whose rows to write; null for all rows
     * @param progress is told the number of rows after each page; its exception ends the writing
     */
    public Manifest write(
            Tx tx,
            @Nullable String agentId,
            ExportFormat format,
            Instant now,
            OutputStream out,
            LongConsumer progress)
            throws IOException {
        Writing writing = new Writing(tx, agentId, format, progress);
        long seq = ChangeLog.head(tx);
        try (ZipOutputStream zip = new ZipOutputStream(out, UTF_8)) {
            List<ExportedFile> files = new ArrayList<>();
            for (ExportTable<?> table : tables) {
                files.add(writing.file(table, zip));
            }
            Manifest manifest =
                    new Manifest(
                            program,
                            now,
                            agentId == null ? ExportScope.ACCOUNT : ExportScope.AGENT,
                            agentId,
                            format,
                            LogMeta.read(tx).epoch(),
                            seq,
                            files);
            zip.putNextEntry(new ZipEntry(MANIFEST));
            zip.write(Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
            zip.closeEntry();
            return manifest;
        }
    }

    /** One zip on its way. */
    private static final class Writing {
        private final Tx tx;
        private final @Nullable String agentId;
        private final ExportFormat format;
        private final LongConsumer progress;
        private long rows;

        Writing(Tx tx, @Nullable String agentId, ExportFormat format, LongConsumer progress) {
            this.tx = tx;
            this.agentId = agentId;
            this.format = format;
            this.progress = progress;
        }

        /** What a row is given to. */
        private interface Sink<T> {
            void put(T row) throws IOException;
        }

        <T extends Entity> ExportedFile file(ExportTable<T> table, ZipOutputStream zip)
                throws IOException {
            String name = table.file() + "." + format.ending();
            zip.putNextEntry(new ZipEntry(name));
            Counting counting = new Counting(zip);
            long before = rows;
            switch (format) {
                case NDJSON ->
                        each(
                                table.type(),
                                row -> {
                                    counting.write(table.line(row));
                                    counting.write('\n');
                                });
                case CSV -> csv(table, counting);
            }
            zip.closeEntry();
            return new ExportedFile(
                    name,
                    table.type().entityType(),
                    rows - before,
                    counting.bytes,
                    counting.sha256());
        }

        private <T extends Entity> void csv(ExportTable<T> table, OutputStream out)
                throws IOException {
            ExportTable.Layout<T> layout = table.layout(tx);
            CsvWriter csv = CsvWriter.builder().build(out, UTF_8);
            csv.writeRecord(layout.header());
            each(table.type(), row -> csv.writeRecord(layout.cells().apply(row)));
            csv.flush();
        }

        private <T extends Entity> void each(RowType<T> type, Sink<T> sink) throws IOException {
            if (agentId != null) {
                pages(type, asAgent(agentId), sink);
            } else if (type.isPersonal()) {
                for (String agent : AccountStore.allIds(tx)) {
                    pages(type, asAgent(agent), sink);
                }
            } else {
                pages(type, Caller.SYSTEM, sink);
            }
        }

        private <T extends Entity> void pages(RowType<T> type, Caller as, Sink<T> sink)
                throws IOException {
            String last = "";
            List<T> page;
            do {
                page = type.after(tx, as, last, PAGE_ROWS);
                for (T row : page) {
                    sink.put(row);
                }
                rows += page.size();
                last = page.isEmpty() ? last : page.getLast().id();
                progress.accept(rows);
            } while (page.size() == PAGE_ROWS);
        }

        /** Sees the rows of the agent and no others, whatever its role. */
        private static Caller asAgent(String agent) {
            return new Caller(agent, Role.AGENT, null, false, Caller.Kind.SYSTEM, null);
        }
    }

    /** Counts and hashes what goes into one file of the zip. */
    private static final class Counting extends FilterOutputStream {
        private final MessageDigest digest = Sha256.digest();
        private long bytes;

        Counting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            digest.update((byte) one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            digest.update(some, from, length);
            bytes += length;
        }

        String sha256() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }
}
