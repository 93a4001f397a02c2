package com.techbro24.crm.imports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.imports.csv.CsvFile;
import com.techbro24.crm.imports.csv.ImportEncoding;
import com.techbro24.crm.leads.customfields.CustomField;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Receives a file: rows are stored in compressed chunks, and the import is created when the file is
 * complete. Nothing remains of a file that is truncated, too large or not CSV.
 */
public final class ImportReception {
    private static final int PURGED_AT_ONCE_MAX = 5;

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;

    public ImportReception(Database database, GroupCommit writer, CommandRunner runner) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
    }

    /**
     * Receives a file and starts its import for the caller.
     *
     * @param receipt the idempotency key, read after the file
     */
    Answer receive(
            InputStream file,
            ImportPlan.Options options,
            Caller caller,
            Supplier<Receipts.@Nullable Key> receipt) {
        Caller importer =
                new Caller(
                        caller.agent(),
                        caller.role(),
                        caller.team(),
                        caller.mayWrite(),
                        Caller.Kind.SYSTEM,
                        caller.credentialId());
        database.<Optional<Void>>read(
                tx -> {
                    LeadImportHandler.checkRunning(tx, caller.agent());
                    LeadImportHandler.checkAssignee(tx, options.assignedAgentId(), caller);
                    return Optional.empty();
                });
        String id = Id.next();
        boolean begun = false;
        try {
            LeadImportCommand.Begin begin = store(id, file, options);
            Answer answer = runner.run(Submission.of(begin, importer).withReceipt(receipt.get()));
            begun = !answer.replayed();
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!begun) {
                drop(id);
            }
        }
    }

    private LeadImportCommand.Begin store(String id, InputStream bytes, ImportPlan.Options options)
            throws IOException {
        CsvFile file = CsvFile.open(bytes, ImportWords::isKnown);
        List<CustomField> custom = database.read(CustomFieldStore::all);
        ImportMapping.check(
                ImportPlan.of(file.header(), options, custom, List.of()).columns(),
                options.onDuplicate());
        FileSample sample = new FileSample();
        ChunkWriter chunks = new ChunkWriter(writer, id, runner.now());
        for (var next = file.next(); next.isPresent(); next = file.next()) {
            sample.add(next.get());
            chunks.add(next.get());
        }
        ChunkWriter.checkNotEmpty(chunks.finish());
        ImportEncoding encoding = file.finish();
        ImportPlan plan = ImportPlan.of(file.header(), options, custom, sample.in(encoding));
        ImportMapping.check(plan.columns(), options.onDuplicate());
        return new LeadImportCommand.Begin(
                id,
                options.onDuplicate(),
                options.onBadCell(),
                options.assignedAgentId(),
                encoding,
                file.delimiter(),
                plan.columns(),
                MappingWarnings.of(plan.columns(), options.mapsColumns()),
                plan.conventions(),
                options.automation(),
                options.externalSystem());
    }

    private void drop(String id) {
        var _ =
                writer.submit(
                        tx -> {
                            ImportChunkStore.delete(tx, id);
                            return id;
                        });
    }

    /** Deletes files that are no longer needed, and old rejected rows. */
    public static boolean purge(Tx tx, Instant now) {
        return purge(tx, now, ImportSettings.DEFAULT);
    }

    static boolean purge(Tx tx, Instant now, ImportSettings settings) {
        List<String> files = new ArrayList<>(orphans(tx, now, settings.chunksKept()));
        files.addAll(
                LeadImportStore.endedBefore(
                        tx,
                        now.minus(settings.chunksKept()),
                        "lead_import_chunks",
                        PURGED_AT_ONCE_MAX));
        files.forEach(id -> ImportChunkStore.delete(tx, id));
        boolean rows = false;
        for (ReportedRowStore store : List.of(ReportedRowStore.REFUSED, ReportedRowStore.WARNED)) {
            List<String> old =
                    LeadImportStore.endedBefore(
                            tx, now.minus(settings.refusedKept()), store.table, PURGED_AT_ONCE_MAX);
            old.forEach(id -> store.delete(tx, id));
            rows |= !old.isEmpty();
        }
        return !files.isEmpty() || rows;
    }

    private static List<String> orphans(Tx tx, Instant now, Duration kept) {
        return ImportChunkStore.orphans(tx, now.minus(kept), PURGED_AT_ONCE_MAX);
    }
}
