package database;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** A real PostgreSQL for the time of this process, which keeps a commit as in production. */
final class Postgres {
    // What the tests' library turns off for speed.
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    public static void main(String... arguments) throws Exception {
        var out = System.out; // which is to hold the address and nothing else
        System.setOut(System.err);
        ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
        var builder =
                EmbeddedPostgres.builder()
                        .setOverrideWorkingDirectory(Path.of(arguments[0]).toFile())
                        .setServerConfig("listen_addresses", "localhost");
        DURABLE.forEach(builder::setServerConfig);
        try (var server = builder.start()) {
            check(server);
            out.println("postgresql://postgres:@localhost:" + server.getPort() + "/crm");
            Thread.currentThread().join(); // until a signal, whose hook stops the server
        }
    }

    private static void check(EmbeddedPostgres server) throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE crm");
            for (var setting : DURABLE.entrySet()) {
                var found = statement.executeQuery("SHOW " + setting.getKey());
                if (!found.next() || !found.getString(1).equals(setting.getValue())) {
                    throw new IllegalStateException(setting + " does not hold");
                }
            }
        }
    }
}
