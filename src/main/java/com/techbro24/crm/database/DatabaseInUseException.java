package com.techbro24.crm.database;

/** The database file belongs to another process now. */
public final class DatabaseInUseException extends DatabaseOpenException {
    DatabaseInUseException(String message) {
        super(message);
    }
}
