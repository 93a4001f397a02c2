package com.techbro24.crm.support;

import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Both kinds of database, for tests that must hold on each:
 *
 * <pre>{@code
 * @ParameterizedClass
 * @EnumSource
 * record LeadTest(TestDatabase kind) { … try (Spine spine = Spine.open(kind)) { … } }
 * }</pre>
 *
 * <p>PostgreSQL is a real server, started on first use on a free port of the loopback and stopped
 * when the test's JVM ends.
 */
public enum TestDatabase {
    SQLITE,
    POSTGRESQL;

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** The URL of a new database with the schema and no rows. */
    public DatabaseUrl fresh() {
        return switch (this) {
            case SQLITE -> {
                Path file = newFile();
                try {
                    Files.copy(SqliteTemplate.FILE, file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield new DatabaseUrl.Sqlite(file);
            }
            case POSTGRESQL -> newDatabase(PostgresTemplate.NAME);
        };
    }

    /** The URL of a new, completely empty database. */
    public DatabaseUrl empty() {
        return switch (this) {
            case SQLITE -> new DatabaseUrl.Sqlite(newFile());
            case POSTGRESQL -> newDatabase("template0");
        };
    }

    /** A copy of a database that nobody has open, as a backup or its restore makes one. */
    public DatabaseUrl copy(DatabaseUrl of) {
        return switch (of) {
            case DatabaseUrl.Sqlite sqlite -> {
                Path file = newFile();
                try {
                    Files.copy(sqlite.file(), file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                yield new DatabaseUrl.Sqlite(file);
            }
            case DatabaseUrl.Postgres postgres ->
                    newDatabase(postgres.jdbc().replaceFirst(".*/", ""));
        };
    }

    private static Path newFile() {
        return Folder.PATH.resolve("crm-" + COUNT.incrementAndGet() + ".db");
    }

    private static DatabaseUrl.Postgres newDatabase(String template) {
        String name = "crm_" + COUNT.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return at(name);
    }

    /** Runs a statement as the server's owner, outside every database under test. */
    public static void execute(String sql) {
        try (var connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DatabaseUrl.Postgres at(String name) {
        return new DatabaseUrl.Postgres(
                "jdbc:postgresql://localhost:" + Server.POSTGRES.getPort() + "/" + name,
                "postgres",
                "");
    }

    /** The files of this JVM's tests; removed when it ends. */
    private static final class Folder {
        static final Path PATH = make();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("crm-test-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void remove(Path folder) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one server of this JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "localhost")
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "300")
                        .setServerConfig("shared_buffers", "64MB")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Migrating takes far longer than copying, so it is done once. */
    private static final class SqliteTemplate {
        static final Path FILE = make();

        private static Path make() {
            Path file = Folder.PATH.resolve("template.db");
            Databases.open(new DatabaseUrl.Sqlite(file)).close();
            return file;
        }
    }

    private static final class PostgresTemplate {
        static final String NAME = make();

        private static String make() {
            String name = "crm_template";
            execute("CREATE DATABASE " + name + " TEMPLATE template0");
            Databases.open(at(name)).close();
            return name;
        }
    }
}
