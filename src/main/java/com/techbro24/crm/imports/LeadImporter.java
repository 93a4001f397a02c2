package com.techbro24.crm.imports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.imports.csv.CsvLine;
import com.techbro24.crm.leads.CustomFieldStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes imports from step to step until they are done, also those that a crash left on their way.
 * Rows are read and checked here, so that the writer's thread has only their commands to run; after
 * each step it rests, so that people's work comes between. It may run on every node.
 */
public final class LeadImporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeadImporter.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Set<ChangeKind> CHANGES = Set.of(ImportChange.CREATED);
    private static final int FAILURES_MAX = 5;

    private final Database database;
    private final GroupCommit writer;
    private final ChangeFeed feed;
    private final CommandRunner runner;
    private final ImportSettings settings;
    private final Map<String, List<ImportRow>> ready = new HashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();

    /** For how long the last step had the writer for itself. */
    private volatile long heldNanos;

    private volatile boolean closed;
    private @Nullable Thread thread;

    public LeadImporter(
            Database database,
            GroupCommit writer,
            ChangeFeed feed,
            CommandRunner runner,
            ImportSettings settings) {
        this.database = database;
        this.writer = writer;
        this.feed = feed;
        this.runner = runner;
        this.settings = settings;
    }

    public void start() {
        thread = Thread.ofVirtual().name("imports").start(this::run);
    }

    private void run() {
        while (!closed) {
            try {
                long seen = feed.head();
                List<String> running = database.read(LeadImportStore::running);
                ready.keySet().retainAll(running);
                failures.keySet().retainAll(running);
                for (String id : running) {
                    carryOn(id);
                }
                if (running.isEmpty()) {
                    awaitImport(seen);
                }
            } catch (InterruptedException fault) {
                return;
            } catch (RuntimeException fault) {
                LOG.warn("imports cannot be looked after; it is tried again: {}", fault.toString());
                if (!rest(Duration.ofSeconds(1))) {
                    return;
                }
            }
        }
    }

    private void carryOn(String id) throws InterruptedException {
        try {
            Optional<LeadImport> after = step(id);
            failures.remove(id);
            Thread.sleep(
                    after.isEmpty()
                            ? settings.elsewherePause()
                            : longer(
                                    settings.pauseMin(),
                                    Duration.ofNanos((long) (heldNanos * settings.pauseShare()))));
        } catch (Problem problem) {
            // The writer is full, or stops: nothing that is the import's own.
            LOG.info("an import waits: {}", problem.detail());
            Thread.sleep(settings.elsewherePause());
        } catch (RuntimeException fault) {
            ready.remove(id);
            LOG.error("a step of the import {} failed", id, fault);
            if (failures.merge(id, 1, Integer::sum) >= FAILURES_MAX) {
                String why = "Something went wrong on our side.";
                var fail = new LeadImportCommand.Fail(id, why);
                var _ = runner.run(Submission.of(fail, Caller.SYSTEM));
            }
            Thread.sleep(settings.elsewherePause());
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /**
     * Does the next step of an import; empty where it was not this node's to do: another was
     * faster, or the import is over.
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
                                    ImportStep.take(runner, tx, id, some, settings.stepCpuMax());
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

    /** The rows of the piece of the file that comes next, ready for the writer. */
    private List<ImportRow> read(String id) {
        LeadImport of = database.read(tx -> LeadImportStore.find(tx, id)).orElseThrow();
        int done = done(id);
        Optional<ImportChunk> chunk = database.read(tx -> ImportChunkStore.holding(tx, id, done));
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

    /** Returns when the log shows a new import, or it is time to look again. */
    private void awaitImport(long seen) throws InterruptedException {
        long end = System.nanoTime() + LOOK_AGAIN.toNanos();
        boolean changed = false;
        while (!changed && !closed && System.nanoTime() < end) {
            changed = feed.awaitBeyond(seen, CHANGES, WAIT);
        }
    }

    private static boolean rest(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException fault) {
            return false;
        }
    }

    /** Stops after the step under way; the rest goes on once it runs again. */
    @Override
    public void close() {
        closed = true;
        if (thread != null) {
            try {
                if (!thread.join(STOP_MAX)) {
                    LOG.warn("the importer does not stop");
                }
            } catch (InterruptedException fault) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
