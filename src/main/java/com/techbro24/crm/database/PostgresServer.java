package com.techbro24.crm.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Checks a PostgreSQL database before it is opened, and rejects it with one sentence if it is
 * unsuitable.
 */
final class PostgresServer {
    /** The oldest version that is still supported by PostgreSQL. */
    private static final int VERSION_MIN = 14;

    private static final int CONNECT_SECONDS_MAX = 5;

    private final DatabaseUrl.Postgres url;

    PostgresServer(DatabaseUrl.Postgres url) {
        this.url = url;
    }

    /** Connections without a pool, for checks and migrations. */
    PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url.jdbc());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setConnectTimeout(CONNECT_SECONDS_MAX);
        source.setApplicationName("crm");
        return source;
    }

    /** For the connection that listens, and detects that the server is unreachable. */
    PGSimpleDataSource listeningSource() {
        PGSimpleDataSource source = source();
        source.setLoginTimeout(CONNECT_SECONDS_MAX);
        source.setSocketTimeout(CONNECT_SECONDS_MAX);
        source.setOptions(PostgresDatabase.SERVER_KEEPALIVE);
        return source;
    }

    private record Facts(int version, String encoding, boolean standby, boolean hasHistory) {}

    /** Whether the database has the current schema; throws if it is unsuitable. */
    boolean isCurrent(Migrations migrations) {
        try (Connection connection = source().getConnection()) {
            Tx tx = new Tx(connection, Dialect.POSTGRESQL);
            Facts facts = facts(tx);
            if (facts.version / 10_000 < VERSION_MIN) {
                throw new DatabaseOpenException(
                        this
                                + " runs PostgreSQL "
                                + facts.version / 10_000
                                + "; "
                                + VERSION_MIN
                                + " or newer is needed.");
            }
            if (!facts.encoding.equals("UTF8")) {
                throw new DatabaseOpenException(
                        this + " is encoded in " + facts.encoding + "; UTF8 is needed.");
            }
            if (facts.standby) {
                throw new DatabaseOpenException(this + " is read-only (a standby?).");
            }
            if (facts.hasHistory && migrations.isUpToDate(tx, toString())) {
                return true;
            }
            if (!facts.hasHistory) {
                checkEmpty(tx);
            }
            checkRights(tx);
            return false;
        } catch (SQLException e) {
            throw refused(e);
        } catch (DatabaseException e) {
            throw e.getCause() instanceof SQLException cause ? refused(cause) : e;
        }
    }

    private static Facts facts(Tx tx) {
        return tx.first(
                        "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'),"
                                + " current_setting('transaction_read_only')::boolean,"
                                + " to_regclass('"
                                + Migrations.HISTORY_TABLE
                                + "') IS NOT NULL",
                        row -> new Facts(row.integer(), row.text(), row.bool(), row.bool()))
                .orElseThrow();
    }

    private void checkEmpty(Tx tx) {
        boolean others =
                tx.exists(
                        "SELECT 1 FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
                                + " AND relkind IN ('r', 'p') LIMIT 1");
        if (others) {
            throw new DatabaseOpenException(this + " contains tables of another program.");
        }
    }

    /** Checks the rights that migrations need: to create tables, and the extension for search. */
    private void checkRights(Tx tx) {
        record Rights(
                @Nullable String schema,
                boolean mayCreate,
                boolean hasTrigrams,
                boolean trigramsAvailable,
                boolean mayExtend) {}
        Rights rights =
                tx.first(
                                "SELECT current_schema(), has_schema_privilege(current_schema(), 'CREATE'),"
                                        + " EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'),"
                                        + " EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'),"
                                        + " has_database_privilege(current_database(), 'CREATE')",
                                row ->
                                        new Rights(
                                                row.textOrNull(),
                                                row.bool(),
                                                row.bool(),
                                                row.bool(),
                                                row.bool()))
                        .orElseThrow();
        if (rights.schema == null || !rights.mayCreate) {
            throw new DatabaseOpenException(
                    "The user " + url.user() + " may not create tables in " + this + ".");
        }
        if (!rights.hasTrigrams && !rights.trigramsAvailable) {
            throw new DatabaseOpenException(
                    "The server of "
                            + this
                            + " lacks the extension pg_trgm; install PostgreSQL's contrib package.");
        }
        if (!rights.hasTrigrams && !rights.mayExtend) {
            throw new DatabaseOpenException(
                    "The user "
                            + url.user()
                            + " may not add the extension pg_trgm to "
                            + this
                            + "; its owner must run CREATE EXTENSION pg_trgm.");
        }
    }

    private DatabaseOpenException refused(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String line = String.valueOf(failure.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        if (state.startsWith("28")) {
            return new DatabaseOpenException(
                    "The server of "
                            + this
                            + " refuses the user "
                            + url.user()
                            + " or its password.",
                    failure);
        }
        if (state.equals("3D000")) {
            return new DatabaseOpenException(this + " does not exist; create it first.", failure);
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return new DatabaseOpenException(
                    "The server of " + this + " can't be reached: " + line, failure);
        }
        return new DatabaseOpenException(this + " can't be opened: " + line, failure);
    }

    /** The URL without parameters, which may contain secrets. */
    @Override
    public String toString() {
        return url.jdbc().substring("jdbc:".length()).replaceAll("\\?.*", "");
    }
}
