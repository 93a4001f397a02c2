package com.techbro24.crm.imports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.StepLoop;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs imports step by step; see {@link StepLoop}. Rows are parsed and validated here, so that the
 * writer thread only runs commands.
 */
public final class LeadImporter implements AutoCloseable {
    private static final Set<ChangeKind> CHANGES = Set.of(ImportChange.CREATED);

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final ImportSettings settings;
    private final Map<String, List<ImportRow>> ready = new HashMap<>();

    /** How long the last step occupied the writer. */
    private volatile long heldNanos;

    private final StepLoop loop;

    public LeadImporter(
            Database database,
            GroupCommit writer,
            ChangeFeed feed,
            CommandRunner runner,
            ImportSettings settings) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.settings = settings;
        this.loop = new StepLoop("imports", new Imports(), settings.pace());
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    /** The imports for {@link StepLoop}. */
    private final class Imports implements StepLoop.Jobs {
        @Override
        public List<String> running() {
            List<String> running = database.read(LeadImportStore::running);
            ready.keySet().retainAll(running);
            return running;
        }

        @Override
        public Optional<Duration> step(String id) {
            return LeadImporter.this.step(id).map(after -> Duration.ofNanos(heldNanos));
        }

        @Override
        public void forget(String id) {
            ready.remove(id);
        }

        @Override
        public void fail(String id, String why) {
            var fail = new LeadImportCommand.Fail(id, why);
            var _ = runner.run(Submission.of(fail, Caller.SYSTEM));
        }
    }

    /**
     * Runs the next step of an import; empty if another node was faster or the import has ended.
     */
    Optional<LeadImport> step(String id) {
        List<ImportRow> rows = ready.getOrDefault(id, List.of());
        List<ImportRow> next = rows.isEmpty() ? read(id) : rows;
        List<ImportRow> some = next.subList(0, Math.min(next.size(), settings.rowsAtOnceMax()));
        Optional<LeadImport> after =
                writer.write(
                        tx -> {
                            long start = System.nanoTime();
                            var taken =
                                    ImportStep.importRow(
                                            runner, tx, id, some, settings.stepCpuMax());
                            heldNanos = System.nanoTime() - start;
                            return taken;
                        });
        int done = after.isEmpty() ? 0 : done(id);
        List<ImportRow> left = next.stream().filter(row -> row.row() >= done).toList();
        if (after.isEmpty() || left.isEmpty()) {
            ready.remove(id);
        } else {
            ready.put(id, left);
        }
        return after;
    }

    private int done(String id) {
        return database.read(tx -> LeadImportStore.progress(tx, id)).rowsDone();
    }

    /** The rows of the next chunk, ready for the writer. */
    private List<ImportRow> read(String id) {
        LeadImport of = database.read(tx -> LeadImportStore.find(tx, id)).orElseThrow();
        int done = done(id);
        Optional<ImportChunk> chunk =
                database.read(tx -> ImportChunkStore.containing(tx, id, done));
        if (chunk.isEmpty() || of.status() != ImportStatus.RUNNING) {
            return List.of();
        }
        List<CsvLine> lines = chunk.get().lines(of.encoding());
        RowReading reading =
                new RowReading(
                        of.columns(), database.read(CustomFieldStore::all), of.conventions());
        List<ImportRow> rows = new ArrayList<>();
        for (int index = done - chunk.get().firstRow(); index < lines.size(); index++) {
            int row = chunk.get().firstRow() + index;
            rows.add(reading.read(of, row, lines.get(index), ImportStep.agents(database)));
        }
        return rows;
    }

    /** Stops after the current step; imports resume after a restart. */
    @Override
    public void close() {
        loop.close();
    }
}
