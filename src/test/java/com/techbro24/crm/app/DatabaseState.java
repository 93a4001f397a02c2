package com.techbro24.crm.app;

import com.techbro24.crm.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads the database of a running server directly. */
final class DatabaseState implements AutoCloseable {
    private static final List<String> UNLOGGED =
            List.of("accounts", "api_keys", "sessions", "receipts", "lead_claims");

    private final Connection database;

    DatabaseState(String address) {
        try {
            database =
                    switch (DatabaseUrl.parse(address)) {
                        case DatabaseUrl.Sqlite sqlite ->
                                DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
                        case DatabaseUrl.Postgres postgres ->
                                DriverManager.getConnection(
                                        postgres.jdbc(), postgres.user(), postgres.password());
                    };
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The last change by an agent, and the number of rows without a log entry. */
    List<String> now() {
        List<String> state = new ArrayList<>();
        // The program itself may act meanwhile: it notifies, and hands out leads.
        state.add("seq " + one("SELECT max(seq) FROM changes WHERE actor IS NOT NULL"));
        for (String table : UNLOGGED) {
            state.add(table + " " + one("SELECT count(*) FROM " + table));
        }
        return state;
    }

    /** Whether no import and no bulk change is still running. */
    boolean isQuiet() {
        return one("SELECT count(*) FROM lead_imports WHERE status = 'running'") == 0
                && one("SELECT count(*) FROM lead_bulks WHERE status = 'running'") == 0;
    }

    /** How many changes of this name the log has. */
    long changes(String name) {
        return one("SELECT count(*) FROM changes WHERE kind = '" + name + "'");
    }

    /** How many rows a table has. */
    long rows(String table) {
        return one("SELECT count(*) FROM " + table);
    }

    /** Writes, as another program would. */
    void run(String sql) {
        try (var statement = database.createStatement()) {
            boolean _ = statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of all rows. */
    List<Long> numbers(String sql) {
        List<Long> all = new ArrayList<>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getLong(1));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long one(String sql) {
        try (var statement = database.createStatement();
                var rows = statement.executeQuery(sql)) {
            boolean _ = rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
