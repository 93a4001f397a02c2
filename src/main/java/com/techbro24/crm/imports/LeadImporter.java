package com.techbro24.crm.imports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.customfields.CustomFieldStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs imports step by step until they are done, and resumes them after a crash. Rows are parsed
 * and validated here, so that the writer thread only runs commands. It pauses after each step so
 * that other requests get through. It can run on every node.
 */
public final class LeadImporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadImporter.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Set<ChangeKind> CHANGES = Set.of(ImportChange.CREATED);
    private static final int FAILURES_MAX = 5;

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final ImportSettings settings;
    private final Map<String, List<ImportRow>> ready = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** How long the last step occupied the writer. */
    private volatile long heldNanos;

    private final BackgroundLoop loop;

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
        this.loop = new BackgroundLoop("imports", Clock.systemUTC(), LOOK_AGAIN, this::run);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    private Instant run() {
        List<String> running = database.read(LeadImportStore::running);
        ready.keySet().retainAll(running);
        failures.keySet().retainAll(running);
        for (String id : running) {
            if (!loop.isClosed()) {
                runStep(id);
            }
        }
        return running.isEmpty() ? Instant.MAX : Instant.MIN;
    }

    private void runStep(String id) {
        try {
            Optional<LeadImport> after = step(id);
            failures.remove(id);
            loop.pause(
                    after.isEmpty()
                            ? settings.elsewherePause()
                            : longer(
                                    settings.pauseMin(),
                                    Duration.ofNanos((long) (heldNanos * settings.pauseShare()))));
        } catch (Problem problem) {
            // The writer's queue is full or it is stopping; not an error of the import.
            LOG.info("an import waits: {}", problem.detail());
            loop.pause(settings.elsewherePause());
        } catch (RuntimeException e) {
            ready.remove(id);
            LOG.error("a step of the import {} failed", id, e);
            if (failures.merge(id, 1, Integer::sum) >= FAILURES_MAX) {
                String why = "Internal server error.";
                var fail = new LeadImportCommand.Fail(id, why);
                var _ = runner.run(Submission.of(fail, Caller.SYSTEM));
            }
            loop.pause(settings.elsewherePause());
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
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
