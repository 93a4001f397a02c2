package com.techbro24.crm.database;

import org.jspecify.annotations.Nullable;

/**
 * A database that this program does not open, in one sentence for the person who started it; the
 * database was left as it was.
 */
public final class DatabaseRefused extends RuntimeException {
    public DatabaseRefused(String message) {
        super(message);
    }

    public DatabaseRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
