package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A fault of the database that no input explains. */
public final class DatabaseException extends RuntimeException {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_TIMEOUT = "55P03";

    /** Insufficient resources, system error, internal error. */
    private static final Set<String> SERVER_FAULTS = Set.of("53", "58", "XX");

    private static final String READ_ONLY = "25006";
    private static final String IDLE_IN_TRANSACTION = "25P03";

    /** A page of a table, or of an index, that does not hold what it should. */
    private static final Set<String> DAMAGES = Set.of("XX001", "XX002");

    private static final Set<Integer> SQLITE_FAULTS =
            Set.of(
                    SQLiteErrorCode.SQLITE_FULL.code,
                    SQLiteErrorCode.SQLITE_IOERR.code,
                    SQLiteErrorCode.SQLITE_READONLY.code,
                    SQLiteErrorCode.SQLITE_CANTOPEN.code,
                    SQLiteErrorCode.SQLITE_CORRUPT.code,
                    SQLiteErrorCode.SQLITE_NOTADB.code,
                    SQLiteErrorCode.SQLITE_BUSY.code,
                    SQLiteErrorCode.SQLITE_NOMEM.code);

    public DatabaseException(SQLException cause) {
        super(cause.getMessage(), cause);
    }

    public DatabaseException(String message) {
        super(message);
    }

    /** Whether it says nothing about the work, which may well succeed later. */
    public boolean isOfTheMoment() {
        return isPassing() || isOfTheWhole();
    }

    /** Whether the same work may succeed when it is tried again at once. */
    public boolean isPassing() {
        return getCause() instanceof SQLException cause
                && (SERIALIZATION_FAILURE.equals(cause.getSQLState())
                        || DEADLOCK.equals(cause.getSQLState())
                        || LOCK_TIMEOUT.equals(cause.getSQLState()));
    }

    /** Whether the connection was lost, or the server ended it. */
    boolean isLostConnection() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && (cause.getSQLState().startsWith("08")
                        || cause.getSQLState().startsWith("57P")
                        || cause.getSQLState().equals(IDLE_IN_TRANSACTION));
    }

    /**
     * Whether the server ended the transaction because nothing was done in it: then it was surely
     * not committed.
     */
    boolean isEndedTransaction() {
        return getCause() instanceof SQLException cause
                && IDLE_IN_TRANSACTION.equals(cause.getSQLState());
    }

    /**
     * Whether it is the database that fails, and not this one piece of work: a full disk, a device
     * that can't be read, a file gone read-only.
     */
    boolean isOfTheWhole() {
        return switch (getCause()) {
            case SQLiteException cause -> SQLITE_FAULTS.contains(cause.getResultCode().code & 0xff);
            case SQLException cause ->
                    isLostConnection()
                            || READ_ONLY.equals(cause.getSQLState())
                            || cause.getSQLState() != null
                                    && SERVER_FAULTS.contains(cause.getSQLState().substring(0, 2));
            case null, default -> false;
        };
    }

    /** Whether stored rows can't be read any more; others may well be. */
    boolean isDamage() {
        return switch (getCause()) {
            case SQLiteException cause -> {
                int code = cause.getResultCode().code & 0xff;
                yield code == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
            }
            case SQLException cause ->
                    cause.getSQLState() != null && DAMAGES.contains(cause.getSQLState());
            case null, default -> false;
        };
    }

    /**
     * Whether it fails all that a batch has, and not this one piece of work; damage fails only
     * those who come upon it.
     */
    boolean isOfTheBatch() {
        return isPassing() || isOfTheWhole() && !isDamage();
    }

    /** What a caller is told, where it is {@link #isOfTheMoment}: 503, and why. */
    public Problem problem() {
        return Problem.unavailable(
                "The database cannot do this now: " + reason() + ". Please try again later.");
    }

    /** What is wrong in plain words, as the rest of a sentence. */
    public String reason() {
        return switch (getCause()) {
            case SQLiteException cause -> reason(cause.getResultCode().code & 0xff);
            case SQLException cause -> reason(String.valueOf(cause.getSQLState()));
            case null, default -> "something went wrong in it";
        };
    }

    private static String reason(int code) {
        return switch (SQLiteErrorCode.getErrorCode(code)) {
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_IOERR -> "the disk can't be read or written";
            case SQLITE_READONLY -> "the file is read-only";
            case SQLITE_CANTOPEN -> "the file can't be opened";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "the file is damaged";
            case SQLITE_BUSY, SQLITE_LOCKED -> "another program has locked the file";
            case SQLITE_NOMEM -> "there is not enough memory";
            default -> "something went wrong in it";
        };
    }

    private static String reason(String state) {
        return switch (state) {
            case "53100" -> "the disk of the database server is full";
            case "53200" -> "the database server has not enough memory";
            case "53300" -> "the database server has too many connections";
            case "58030" -> "the disk of the database server can't be read or written";
            case "XX001", "XX002" -> "stored data is damaged";
            case READ_ONLY -> "the database is read-only";
            case LOCK_TIMEOUT -> "another program holds a lock";
            case DEADLOCK, SERIALIZATION_FAILURE -> "others were changing the same";
            default ->
                    state.startsWith("08") || state.startsWith("57P")
                            ? "the database server can't be reached"
                            : "something went wrong in it";
        };
    }

    /** Whether a value was of another type than its column, which only PostgreSQL minds. */
    boolean isOfAValue() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && (cause.getSQLState().startsWith("22") || cause.getSQLState().equals("42883"));
    }
}
