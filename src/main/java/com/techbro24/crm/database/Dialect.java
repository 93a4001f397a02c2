package com.techbro24.crm.database;

/** The two kinds of database; the little SQL in which they differ is asked of it. */
public enum Dialect {
    SQLITE,
    POSTGRESQL;

    /** The folder of the migrations that only this dialect has. */
    String folder() {
        return switch (this) {
            case SQLITE -> "sqlite";
            case POSTGRESQL -> "postgresql";
        };
    }

    /**
     * The time of the database's own clock when this is evaluated, in milliseconds since 1970: the
     * one clock that all processes have in common.
     */
    public String clockMilliseconds() {
        return switch (this) {
            case SQLITE -> "CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)";
            case POSTGRESQL -> "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";
        };
    }
}
