package com.techbro24.crm.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreResultSet;

/**
 * A cached prepared statement. SQLite's driver reads all column names on each run, which costs an
 * eighth of a read by id. Columns are read by position here, so the names are cached too.
 */
final class CachedStatement implements AutoCloseable {
    private final PreparedStatement statement;

    /** SQLite's result set, reopened for each run; null before the first run and on PostgreSQL. */
    private @Nullable CoreResultSet opened;

    private String @Nullable [] names;

    CachedStatement(PreparedStatement statement) {
        this.statement = statement;
    }

    PreparedStatement prepared() {
        return statement;
    }

    ResultSet query() throws SQLException {
        if (opened != null) {
            boolean _ = statement.execute();
            opened.colsMeta = names;
            return statement.getResultSet();
        }
        ResultSet result = statement.executeQuery();
        if (result instanceof CoreResultSet sqlite) {
            opened = sqlite;
            names = sqlite.colsMeta;
        }
        return result;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
