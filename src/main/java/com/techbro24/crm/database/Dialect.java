package com.techbro24.crm.database;

/** The two databases, and the SQL in which they differ. */
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    /** The folder of this dialect's own migrations. */
    String folder() {
        return switch (this) {
            case SQLITE -> "sqlite";
            case POSTGRESQL -> "postgresql";
        };
    }

    /**
     * SQL for the database's clock in milliseconds since 1970: the only clock that all processes
     * share.
     */
    public String clockMilliseconds() {
        return switch (this) {
            case SQLITE -> "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)";
            case POSTGRESQL -> "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        };
    }
}
