package com.techbro24.crm.database;

import com.techbro24.crm.base.Problem;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A database error that is not caused by the input. */
public final class DatabaseException extends RuntimeException {
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final String DEADLOCK = "40P01";
    private static final String LOCK_TIMEOUT = "55P03";

    /** Insufficient resources, system error, internal error. */
    private static final Set<String> SERVER_FAILURES = Set.of("53", "58", "XX");

    private static final String READ_ONLY = "25006";
    private static final String IDLE_IN_TRANSACTION = "25P03";

    /** A corrupt page of a table or index. */
    private static final Set<String> DAMAGES = Set.of("XX001", "XX002");

    private static final Set<Integer> SQLITE_FAILURES =
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

    /** Whether the same work may succeed later. */
    public boolean isTransient() {
        return isRetryable() || isServerFailure();
    }

    /**
     * Whether the work failed for a reason of the moment: the database does not answer, or the
     * server is stopping.
     */
    public static boolean isOutage(RuntimeException failure) {
        return failure instanceof DatabaseException cause && cause.isTransient()
                || failure instanceof Problem problem && problem.code() == Problem.Code.UNAVAILABLE;
    }

    /** Whether the same work may succeed on an immediate retry. */
    public boolean isRetryable() {
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
     * Whether the server ended the transaction because it was idle; it was certainly not committed.
     */
    boolean isEndedTransaction() {
        return getCause() instanceof SQLException cause
                && IDLE_IN_TRANSACTION.equals(cause.getSQLState());
    }

    /**
     * Whether the whole database fails, not only this work: a full disk, an I/O error, a read-only
     * file.
     */
    boolean isServerFailure() {
        return switch (getCause()) {
            case SQLiteException cause ->
                    SQLITE_FAILURES.contains(cause.getResultCode().code & 0xff);
            case SQLException cause ->
                    isLostConnection()
                            || READ_ONLY.equals(cause.getSQLState())
                            || cause.getSQLState() != null
                                    && SERVER_FAILURES.contains(
                                            cause.getSQLState().substring(0, 2));
            case null, default -> false;
        };
    }

    /** Whether stored rows are damaged; others may still be readable. */
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
     * Whether it fails the whole batch, not only this work. Damage fails only the work that reads
     * the damaged rows.
     */
    boolean failsWholeBatch() {
        return isRetryable() || isServerFailure() && !isDamage();
    }

    /** The error for callers if it is {@link #isTransient}: 503 with the reason. */
    public Problem problem() {
        return Problem.unavailable(
                "The database is not available: " + reason() + ". Please try again later.");
    }

    /** The reason as the rest of a sentence. */
    public String reason() {
        return switch (getCause()) {
            case SQLiteException cause -> reason(cause.getResultCode().code & 0xff);
            case SQLException cause -> reason(String.valueOf(cause.getSQLState()));
            case null, default -> "internal error";
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
            default -> "internal error";
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
            case DEADLOCK, SERIALIZATION_FAILURE -> "another transaction changed the same rows";
            default ->
                    state.startsWith("08") || state.startsWith("57P")
                            ? "the database server can't be reached"
                            : "internal error";
        };
    }

    /** Whether a value does not have the type of its column; only PostgreSQL checks this. */
    boolean isTypeMismatch() {
        return getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && (cause.getSQLState().startsWith("22") || cause.getSQLState().equals("42883"));
    }
}
