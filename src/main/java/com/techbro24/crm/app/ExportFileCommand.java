package com.techbro24.crm.app;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.app.settings.SettingValues;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.exports.ExportFormat;
import com.techbro24.crm.exports.ExportWriter;
import com.techbro24.crm.exports.ExportedFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./crm export}: writes all data to a file, for timers. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes all data of the account, or of one agent, to a zip file.",
            "All rows are of one moment. A server may be using the database."
        })
final class ExportFileCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    @Option(
            names = "--format",
            defaultValue = "ndjson",
            description = "ndjson or csv (${DEFAULT-VALUE}).")
    private ExportFormat format = ExportFormat.NDJSON;

    @Option(
            names = "--agent",
            paramLabel = "EMAIL",
            description = "Only the rows of this agent; default: all.")
    private @Nullable String agent;

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            defaultValue = ".",
            description = "The folder of the file (${DEFAULT-VALUE}).")
    private Path folder = Path.of(".");

    @Spec private @Nullable CommandSpec spec;

    ExportFileCommand() {}

    ExportFileCommand(ExportFormat format, @Nullable String agent, Path folder) {
        this.format = format;
        this.agent = agent;
        this.folder = folder;
    }

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.read(SettingValues.ofThisProcess());
        Logging.start(settings.log());
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        var _ = write(settings, out);
        return ExitCode.OK;
    }

    /** Returns the file, which is there as a whole or not at all. */
    Path write(Settings settings, PrintWriter out) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, "crm-export-", ".part");
        try {
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            ExportWriter.Manifest manifest = read(settings, tx -> write(tx, part, now));
            sync(part);
            Path file =
                    folder.resolve(
                            "crm-%s-%s-%d.zip"
                                    .formatted(
                                            agent == null ? "account" : "agent",
                                            STAMP.format(now),
                                            manifest.seq()));
            var _ = Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            for (ExportedFile each : manifest.files()) {
                out.printf("%,10d  %s%n", each.rows(), each.name());
            }
            out.println(file);
            out.flush();
            return file;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static <T> T read(Settings settings, Function<Tx, T> work) {
        return switch (settings.database()) {
            case DatabaseUrl.Sqlite file -> {
                if (!Files.exists(file.file())) {
                    throw new IllegalStateException("There is no database " + file.file() + ".");
                }
                yield Databases.besideServer(file, work);
            }
            case DatabaseUrl.Postgres url -> {
                try (Database database = Databases.open(url)) {
                    yield Objects.requireNonNull(database.snapshot(work));
                }
            }
        };
    }

    private ExportWriter.Manifest write(Tx tx, Path part, Instant now) {
        String agentId = agent == null ? null : account(tx, agent).agentId();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part))) {
            return ExportParts.writer().write(tx, agentId, format, now, out, rows -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Account account(Tx tx, String email) {
        return AccountStore.findByEmail(tx, email)
                .orElseThrow(() -> new IllegalStateException("No account has " + email + "."));
    }

    /** On disk before it has its name. */
    private static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
