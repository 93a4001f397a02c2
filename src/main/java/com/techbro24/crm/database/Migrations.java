package com.techbro24.crm.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The steps of this program's schema, and the history of those that a database has. The history is
 * Flyway's table with Flyway's checksums, since older databases have that.
 */
final class Migrations {
    static final String HISTORY_TABLE = "flyway_schema_history";

    private static final String HISTORY =
            "SELECT version, checksum, success FROM " + HISTORY_TABLE + " ORDER BY installed_rank";
    private static final String CREATE_HISTORY =
            """
            CREATE TABLE IF NOT EXISTS flyway_schema_history (
              installed_rank INTEGER NOT NULL PRIMARY KEY,
              version VARCHAR(50),
              description VARCHAR(200) NOT NULL,
              type VARCHAR(20) NOT NULL,
              script VARCHAR(1000) NOT NULL,
              checksum INTEGER,
              installed_by VARCHAR(100) NOT NULL,
              installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
              execution_time INTEGER NOT NULL,
              success BOOLEAN NOT NULL
            )
            """;
    private static final String ADD_TO_HISTORY =
            """
            INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,
              installed_by, execution_time, success)
            SELECT COALESCE(MAX(installed_rank), 0) + 1, ?, ?, 'SQL', ?, ?, 'crm', 0, ?
            FROM flyway_schema_history
            """;

    /** Nodes that start together take turns; who has the writer's lock is not in the way. */
    private static final long LOCK = 0x63726d_0002L;

    private final Dialect dialect;
    private final SortedMap<Integer, MigrationFile> steps;

    /**
     * One row of a database's history.
     *
     * @param version null for a row that is not a migration
     */
    private record Applied(@Nullable String version, @Nullable Integer checksum, boolean success) {
        static Applied read(Row row) {
            return new Applied(row.textOrNull(), row.integerOrNull(), row.bool());
        }
    }

    Migrations(Dialect dialect) {
        this(dialect, MigrationFile.all(dialect));
    }

    Migrations(Dialect dialect, SortedMap<Integer, MigrationFile> steps) {
        this.dialect = dialect;
        this.steps = steps;
    }

    /** Whether a database has the current schema; throws if this program must not use it. */
    boolean isUpToDate(Tx tx, String database) {
        return pending(tx.list(HISTORY, Applied::read), database).isEmpty();
    }

    /** The migrations that a database with this history lacks. */
    private SortedMap<Integer, MigrationFile> pending(List<Applied> history, String database) {
        SortedMap<Integer, MigrationFile> pending = new TreeMap<>(steps);
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
            MigrationFile expected = pending.remove(version);
            if (expected == null) {
                throw new DatabaseOpenException(
                        database
                                + " was written by a newer version of this program: its schema has version "
                                + applied.version()
                                + ", this program supports up to "
                                + steps.lastKey()
                                + ".");
            }
            if (applied.checksum() == null || applied.checksum() != expected.checksum()) {
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
        return pending;
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
        String doing = "";
        try (Connection connection = source.getConnection()) {
            Tx tx = new Tx(connection, dialect);
            switch (dialect) {
                case SQLITE -> tx.execute("BEGIN IMMEDIATE");
                case POSTGRESQL -> {
                    tx.execute("BEGIN");
                    tx.execute("SELECT pg_advisory_xact_lock(" + LOCK + ")");
                }
            }
            tx.execute(CREATE_HISTORY);
            // Another node may have taken them while this one waited.
            for (var step : pending(tx.list(HISTORY, Applied::read), database).entrySet()) {
                doing = step.getValue().file() + ": ";
                run(connection, step.getValue());
                record(tx, step.getKey(), step.getValue());
            }
            doing = "";
            tx.execute("COMMIT");
        } catch (SQLException e) {
            throw failed(database, doing, e);
        } catch (DatabaseException e) {
            throw failed(database, doing, e);
        }
    }

    private void run(Connection connection, MigrationFile step) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            // Not `execute`, by which SQLite's driver runs the first statement only.
            int _ = statement.executeUpdate(filled(step.sql()));
        }
    }

    private static void record(Tx tx, int version, MigrationFile step) {
        int _ =
                tx.update(
                        ADD_TO_HISTORY,
                        Integer.toString(version),
                        step.description(),
                        step.file(),
                        step.checksum(),
                        true);
    }

    /** With the words in which the dialects differ. */
    private String filled(String sql) {
        Map<String, String> words =
                switch (dialect) {
                    case SQLITE ->
                            Map.of(
                                    "${rowKey}", "INTEGER PRIMARY KEY",
                                    "${thenRow}", "",
                                    "${clustered}", "WITHOUT ROWID");
                    case POSTGRESQL ->
                            Map.of(
                                    "${rowKey}", "BIGINT PRIMARY KEY",
                                    "${thenRow}", ", row_number",
                                    "${clustered}", "");
                };
        String filled = sql;
        for (var word : words.entrySet()) {
            filled = filled.replace(word.getKey(), word.getValue());
        }
        return filled;
    }

    private static DatabaseOpenException failed(String database, String doing, Throwable failure) {
        return new DatabaseOpenException(
                "The schema of " + database + " could not be updated: " + doing + lastLine(failure),
                failure);
    }

    private static String lastLine(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
