package com.techbro24.crm.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;

/**
 * The steps of this program's schema, as Flyway counts them. The history of a database is compared
 * here, without Flyway: it would take a good part of a start, and nearly every start finds nothing
 * to do.
 */
final class Migrations {
    static final String HISTORY_TABLE = "flyway_schema_history";
    static final String HISTORY =
            "SELECT version, checksum, success FROM " + HISTORY_TABLE + " ORDER BY installed_rank";

    private final Dialect dialect;
    private final TreeMap<Integer, Integer> checksums = new TreeMap<>();

    /**
     * One row of a database's history.
     *
     * @param version null for a row that is no step
     */
    record Applied(@Nullable String version, @Nullable Integer checksum, boolean success) {
        static Applied read(Row row) {
            return new Applied(row.textOrNull(), row.integerOrNull(), row.bool());
        }
    }

    Migrations(Dialect dialect) {
        this.dialect = dialect;
        for (String folder : folders()) {
            for (String file : files("/" + folder)) {
                int version =
                        Integer.parseInt(file.substring(1, file.indexOf("__")).replace("_", ""));
                if (checksums.put(version, checksum("/" + folder + "/" + file)) != null) {
                    throw new IllegalStateException("two migrations have the version " + version);
                }
            }
        }
    }

    private List<String> folders() {
        return List.of("db/shared", "db/" + dialect.folder());
    }

    /**
     * Whether a database with this history has all of this program's schema; one that this program
     * must not touch is refused.
     */
    boolean areIn(List<Applied> history, String database) {
        TreeMap<Integer, Integer> left = new TreeMap<>(checksums);
        int newest = 0;
        for (Applied applied : history) {
            if (!applied.success()) {
                throw new DatabaseRefused(
                        database
                                + " was left half-way by an update of its schema; restore the backup made before it.");
            }
            if (applied.version() == null) {
                continue;
            }
            int version = version(applied.version());
            Integer expected = left.remove(version);
            if (expected == null) {
                throw new DatabaseRefused(
                        database
                                + " was written by a newer version of this program: its schema has step "
                                + applied.version()
                                + ", this program knows "
                                + checksums.lastKey()
                                + ".");
            }
            if (!expected.equals(applied.checksum())) {
                throw new DatabaseRefused(
                        database
                                + " was made by another edition of this program: step "
                                + version
                                + " of its schema is not the one known here.");
            }
            newest = Math.max(newest, version);
        }
        if (!left.isEmpty() && left.firstKey() < newest) {
            throw new DatabaseRefused(
                    database
                            + " was made by another edition of this program: step "
                            + left.firstKey()
                            + " of its schema is missing.");
        }
        return left.isEmpty();
    }

    /** A version as a number; one that is not a whole number is none of ours. */
    private static int version(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException fault) {
            return Integer.MAX_VALUE;
        }
    }

    /** Takes the steps that are left, all or none of them. */
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
        } catch (FlywayException fault) {
            throw new DatabaseRefused(
                    "The schema of " + database + " could not be updated: " + lastLine(fault),
                    fault);
        }
    }

    private static String lastLine(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }

    private static List<String> files(String folder) {
        URL url = Migrations.class.getResource(folder);
        if (url == null) {
            return List.of();
        }
        try {
            return url.openConnection() instanceof JarURLConnection jar
                    ? inJar(jar)
                    : inFolder(Path.of(uri(url)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static URI uri(URL url) {
        try {
            return url.toURI();
        } catch (URISyntaxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static List<String> inFolder(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(Migrations::isStep)
                    .sorted()
                    .toList();
        }
    }

    private static List<String> inJar(JarURLConnection jar) throws IOException {
        String folder = jar.getEntryName();
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return jar.getJarFile().stream()
                .map(entry -> entry.getName())
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(Migrations::isStep)
                .sorted()
                .toList();
    }

    private static boolean isStep(String file) {
        return file.matches("V[0-9]+__[A-Za-z0-9_]+\\.sql");
    }

    /** As Flyway does it: CRC-32 of the lines without their ends. */
    private static int checksum(String file) {
        CRC32 sum = new CRC32();
        try (InputStream bytes = Migrations.class.getResourceAsStream(file)) {
            if (bytes == null) {
                throw new IllegalStateException(file + " is not there");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                sum.update(line.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return (int) sum.getValue();
    }
}
