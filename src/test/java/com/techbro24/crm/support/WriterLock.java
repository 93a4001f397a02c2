package com.techbro24.crm.support;

import com.techbro24.crm.database.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Another program that holds the write lock until it is closed; reads go on. */
public final class WriterLock implements AutoCloseable {
    /** The number of the program's advisory lock on PostgreSQL. */
    private static final long NUMBER = 0x63726d_0001L;

    private final Connection connection;

    public WriterLock(DatabaseUrl database) {
        try {
            connection = connect(database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connect(DatabaseUrl database) throws SQLException {
        return switch (database) {
            case DatabaseUrl.Sqlite sqlite ->
                    locked(
                            DriverManager.getConnection("jdbc:sqlite:" + sqlite.file()),
                            "BEGIN IMMEDIATE");
            case DatabaseUrl.Postgres postgres ->
                    locked(
                            DriverManager.getConnection(
                                    postgres.jdbc(), postgres.user(), postgres.password()),
                            "SELECT pg_advisory_lock(" + NUMBER + ")");
        };
    }

    private static Connection locked(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setQueryTimeout(60);
            boolean _ = statement.execute(sql);
        }
        return connection;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
