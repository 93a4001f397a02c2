package com.techbro24.crm.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The schema migrations, run by Flyway. The history of a database is compared here without Flyway,
 * which slows startup, and most startups have nothing to migrate.
 */
final class Migrations {
    static final String HISTORY_TABLE = "flyway_schema_history";
    static final String HISTORY =
            "SELECT version, checksum, success FROM " + HISTORY_TABLE + " ORDER BY installed_rank";

    private static final Pattern STEP = Pattern.compile("V([0-9]+)__[A-Za-z0-9_]+\\.sql");

    private final Dialect dialect;
    private final TreeMap<Integer, Integer> checksums = new TreeMap<>();

    /**
     * One row of a database's history.
     *
     * @param version null for a row that is not a migration
     */
    record Applied(@Nullable String version, @Nullable Integer checksum, boolean success) {
        static Applied read(Row row) {
            return new Applied(row.textOrNull(), row.integerOrNull(), row.bool());
        }
    }

    Migrations(Dialect dialect) {
        this.dialect = dialect;
        folders().forEach(this::read);
    }

    private List<String> folders() {
        return List.of("db/shared", "db/" + dialect.folder());
    }

    /**
     * Whether a database with this history has the current schema; throws if this program must not
     * use it.
     */
    boolean isUpToDate(List<Applied> history, String database) {
        TreeMap<Integer, Integer> pending = new TreeMap<>(checksums);
        int newest = 0;
        for (Applied applied : history) {
            if (!applied.success()) {
                throw new DatabaseOpenException(
                        database
                                + " has a half-finished schema migration; restore the backup made before it.");
            }
            if (applied.version() == null) {
                continue;
            }
            int version = version(applied.version());
            Integer expected = pending.remove(version);
            if (expected == null) {
                throw new DatabaseOpenException(
                        database
                                + " was written by a newer version of this program: its schema has version "
                                + applied.version()
                                + ", this program supports up to "
                                + checksums.lastKey()
                                + ".");
            }
            if (!expected.equals(applied.checksum())) {
                throw new DatabaseOpenException(
                        database
                                + " was made by another edition of this program: migration "
                                + version
                                + " differs.");
            }
            newest = Math.max(newest, version);
        }
        if (!pending.isEmpty() && pending.firstKey() < newest) {
            throw new DatabaseOpenException(
                    database
                            + " was made by another edition of this program: migration "
                            + pending.firstKey()
                            + " is missing.");
        }
        return pending.isEmpty();
    }

    /** The version as a number; any other text is an unknown version. */
    private static int version(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    /** Runs the pending migrations, all or none. */
    void apply(DataSource source, String database) {
        Map<String, String> words =
                switch (dialect) {
                    case SQLITE ->
                            Map.of(
                                    "rowKey", "INTEGER PRIMARY KEY",
                                    "thenRow", "",
                                    "clustered", "WITHOUT ROWID");
                    case POSTGRESQL ->
                            Map.of(
                                    "rowKey", "BIGINT PRIMARY KEY",
                                    "thenRow", ", row_number",
                                    "clustered", "");
                };
        try {
            var _ =
                    Flyway.configure(Migrations.class.getClassLoader())
                            .dataSource(source)
                            .locations(
                                    folders().stream()
                                            .filter(
                                                    folder ->
                                                            Migrations.class.getResource(
                                                                            "/" + folder)
                                                                    != null)
                                            .map(folder -> "classpath:" + folder)
                                            .toArray(String[]::new))
                            .placeholders(words)
                            .group(true)
                            .load()
                            .migrate();
        } catch (FlywayException e) {
            throw new DatabaseOpenException(
                    "The schema of " + database + " could not be updated: " + lastLine(e), e);
        }
    }

    private static String lastLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private void read(String folder) {
        URL url = Migrations.class.getResource("/" + folder);
        if (url == null) {
            return;
        }
        try {
            if (url.openConnection() instanceof JarURLConnection jar) {
                readJar(jar);
            } else {
                readFolder(Path.of(url.toURI()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                add(file.getFileName().toString(), () -> Files.newInputStream(file));
            }
        }
    }

    /** From the open jar: one class path lookup per migration would be slow. */
    private void readJar(JarURLConnection connection) throws IOException {
        String folder = connection.getEntryName();
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        JarFile jar = connection.getJarFile();
        for (var entries = jar.entries(); entries.hasMoreElements(); ) {
            JarEntry entry = entries.nextElement();
            if (entry.getName().startsWith(prefix)) {
                add(entry.getName().substring(prefix.length()), () -> jar.getInputStream(entry));
            }
        }
    }

    /** Opens a file. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private void add(String file, Source source) throws IOException {
        Matcher step = STEP.matcher(file);
        if (!step.matches()) {
            return;
        }
        try (InputStream bytes = source.open()) {
            int version = Integer.parseInt(step.group(1));
            if (checksums.put(version, checksum(bytes)) != null) {
                throw new IllegalStateException("two migrations have the version " + version);
            }
        }
    }

    /** Flyway's checksum: CRC-32 of the lines without line ends. */
    private static int checksum(InputStream bytes) throws IOException {
        CRC32 sum = new CRC32();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            sum.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) sum.getValue();
    }
}
