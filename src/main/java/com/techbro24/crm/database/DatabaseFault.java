package com.techbro24.crm.database;

import java.sql.SQLException;

/** A fault of the database that no input explains. */
public final class DatabaseFault extends RuntimeException {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_TIMEOUT = "55P03";

    public DatabaseFault(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    public DatabaseFault(String message) {
        super(message);
    }

    /** Whether the same work may succeed when it is tried again at once. */
    public boolean isPassing() {
        return getCause() instanceof SQLException cause
                && (SERIALIZATION_FAILURE.equals(cause.getSQLState())
                        || DEADLOCK.equals(cause.getSQLState())
                        || LOCK_TIMEOUT.equals(cause.getSQLState()));
    }
}
