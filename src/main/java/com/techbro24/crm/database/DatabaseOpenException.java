package com.techbro24.crm.database;

import org.jspecify.annotations.Nullable;

/**
 * The database cannot be opened. The message is one sentence for the operator; the database is
 * unchanged.
 */
public class DatabaseOpenException extends RuntimeException {
    public DatabaseOpenException(String message) {
        super(message);
    }

    public DatabaseOpenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
