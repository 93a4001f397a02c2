package com.techbro24.crm.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.core.CoreResultSet;

/**
 * A prepared statement that is run again and again. SQLite's driver asks for the names of all
 * columns each time, an eighth of a read by id; columns are read by their place here, so the first
 * time's names do.
 */
final class KeptStatement implements AutoCloseable {
    private final PreparedStatement statement;

    /**
     * The one that SQLite's driver opens anew for each run; null before the first, or elsewhere.
     */
    private @Nullable CoreResultSet opened;

    private String @Nullable [] names;

    KeptStatement(PreparedStatement statement) {
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
