package com.techbro24.crm.exports;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.base.TemporaryFolder;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes exports, one at a time: reads one snapshot into a temporary file, and stores the file in
 * parts, from which every node can send it. So neither the snapshot nor the writer waits for a
 * client.
 */
public final class ExportRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExportRunner.class);
    private static final Set<ChangeKind> CHANGES = Set.of(ExportChange.CREATED);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);
    private static final Duration ROWS_KEPT = Duration.ofDays(30);
    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final int CHUNK_BYTES = 256 * 1024;
    private static final String FILE = "export.zip";

    private final Database database;
    private final GroupCommit writer;
    private final CommandRunner runner;
    private final ExportWriter files;
    private final String node = Id.next();
    private final BackgroundLoop loop;

    /** Ends the writing of a file because the server stops. */
    private static final class Stopping extends RuntimeException {
        private static final long serialVersionUID = 1;

        Stopping() {
            super(null, null, false, false);
        }
    }

    public ExportRunner(
            Database database,
            GroupCommit writer,
            ChangeFeed feed,
            CommandRunner runner,
            ExportWriter files,
            Clock clock) {
        this.database = database;
        this.writer = writer;
        this.runner = runner;
        this.files = files;
        this.loop = new BackgroundLoop("exports", clock, LOOK_AGAIN, this::run);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    private Instant run() {
        List<String> waiting = database.read(tx -> ExportStore.waiting(tx, runner.now()));
        for (String id : waiting) {
            if (!loop.isClosed()) {
                export(id);
            }
        }
        return waiting.isEmpty() ? Instant.MAX : runner.now().plus(TELL_EVERY);
    }

    /** Writes one export, unless another node has it. */
    void export(String id) {
        Export begun;
        try {
            begun = tell(new ExportCommand.Begin(id, node));
        } catch (Problem notWaiting) {
            return;
        }
        if (begun.status() != ExportStatus.RUNNING) {
            return;
        }
        try {
            write(begun);
        } catch (Stopping stopping) {
            attempt(new ExportCommand.Release(id, node));
        } catch (Problem problem) {
            // Cancelled, or the writer is busy: then the lease ends, and it is begun again.
            LOG.info("the export {} stops: {}", id, problem.detail());
        } catch (IOException | UncheckedIOException e) {
            LOG.error("the export {} cannot be written", id, e);
            attempt(new ExportCommand.Fail(id, "The temporary file could not be written."));
        } catch (DatabaseException e) {
            LOG.error("the export {} failed", id, e);
            if (!e.isTransient()) {
                attempt(new ExportCommand.Fail(id, "The database could not be read or written."));
            }
        } catch (RuntimeException e) {
            LOG.error("the export {} failed", id, e);
            attempt(new ExportCommand.Fail(id, "Internal server error."));
        }
    }

    private void write(Export export) throws IOException {
        Path folder = TemporaryFolder.create("crm-export-");
        Path file = folder.resolve(FILE);
        try {
            MessageDigest digest = Sha256.digest();
            ExportWriter.Manifest manifest;
            try (OutputStream out =
                    new DigestOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
                manifest = spool(export, out);
            }
            store(export.id(), file);
            var _ =
                    tell(
                            new ExportCommand.Finish(
                                    export.id(),
                                    node,
                                    manifest.seq(),
                                    manifest.files(),
                                    Files.size(file),
                                    HexFormat.of().formatHex(digest.digest())));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    private ExportWriter.Manifest spool(Export export, OutputStream out) {
        long[] told = {System.nanoTime()};
        return database.snapshot(
                tx -> {
                    try {
                        return files.write(
                                tx,
                                export.agentId(),
                                export.format(),
                                runner.now(),
                                out,
                                rows -> progress(export.id(), rows, told));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void progress(String id, long rows, long[] told) {
        if (loop.isClosed()) {
            throw new Stopping();
        }
        if (System.nanoTime() - told[0] > TELL_EVERY.toNanos()) {
            var _ = tell(new ExportCommand.Advance(id, node, rows));
            told[0] = System.nanoTime();
        }
    }

    private void store(String id, Path file) throws IOException {
        while (writer.write(tx -> isLeased(tx, id) && ExportStore.deleteChunks(tx, id))) {
            // Some parts of an attempt before are left.
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] chunk = in.readNBytes(CHUNK_BYTES);
            for (int part = 0; chunk.length > 0; part++) {
                if (loop.isClosed()) {
                    throw new Stopping();
                }
                int number = part;
                byte[] content = chunk;
                boolean _ =
                        writer.write(
                                tx -> {
                                    boolean leased = isLeased(tx, id);
                                    ExportStore.insertChunk(tx, id, number, content);
                                    return leased;
                                });
                chunk = in.readNBytes(CHUNK_BYTES);
            }
        }
    }

    /** Renews the lease; a problem if another node has it. */
    private boolean isLeased(Tx tx, String id) {
        var _ = ExportHandler.leased(tx, id, node);
        ExportHandler.renew(tx, id, runner.now());
        return true;
    }

    private Export tell(ExportCommand command) {
        return runner.run(Submission.of(command, Caller.SYSTEM)).reply(Export.class);
    }

    private void attempt(ExportCommand command) {
        try {
            var _ = tell(command);
        } catch (RuntimeException e) {
            LOG.info("the state of an export could not be saved: {}", e.toString());
        }
    }

    /** Deletes files after an hour, and the rows of exports after 30 days. */
    public static boolean purge(Tx tx, Instant now) {
        boolean more =
                ExportStore.withOldChunks(tx, now)
                        .map(
                                id -> {
                                    boolean _ = ExportStore.deleteChunks(tx, id);
                                    return true;
                                })
                        .orElse(false);
        return more || ExportStore.deleteEnded(tx, now.minus(ROWS_KEPT));
    }

    /** Stops between two pages; the export goes on elsewhere or after a restart. */
    @Override
    public void close() {
        loop.close();
    }
}
