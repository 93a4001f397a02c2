package com.techbro24.crm.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Opens a database by its URL and brings its schema up to this program's. */
public final class Databases {
    private static final int CONNECTIONS =
            Math.max(4, Runtime.getRuntime().availableProcessors() * 2);

    private Databases() {}

    public static Database open(DatabaseUrl url) {
        return switch (url) {
            case DatabaseUrl.Sqlite sqlite -> openSqlite(sqlite.file());
            case DatabaseUrl.Postgres postgres -> openPostgres(postgres);
        };
    }

    private static Database openSqlite(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        migrate(
                Flyway.configure().dataSource("jdbc:sqlite:" + file, null, null),
                Dialect.SQLITE,
                Map.of("rowKey", "INTEGER PRIMARY KEY", "clustered", "WITHOUT ROWID"));
        return new SqliteDatabase(file, CONNECTIONS);
    }

    private static Database openPostgres(DatabaseUrl.Postgres url) {
        migrate(
                Flyway.configure().dataSource(url.jdbc(), url.user(), url.password()),
                Dialect.POSTGRESQL,
                Map.of("rowKey", "BIGINT PRIMARY KEY", "clustered", ""));
        return new PostgresDatabase(url, CONNECTIONS + 2);
    }

    private static void migrate(
            FluentConfiguration configuration, Dialect dialect, Map<String, String> words) {
        configuration
                .locations("classpath:db/shared", "classpath:db/" + dialect.folder())
                .placeholders(words)
                .load()
                .migrate();
    }
}
