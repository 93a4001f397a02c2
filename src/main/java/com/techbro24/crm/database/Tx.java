package com.techbro24.crm.database;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs SQL on one connection. It caches prepared statements, because preparing costs more than a
 * lookup.
 */
public final class Tx {
    private static final int STATEMENTS_KEPT_MAX = 300;

    /** The drivers keep all values of a batch in memory until it is executed. */
    private static final int ROWS_AT_ONCE = 500;

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, CachedStatement> statements =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, CachedStatement> eldest) {
                    if (size() <= STATEMENTS_KEPT_MAX) {
                        return false;
                    }
                    close(eldest.getValue());
                    return true;
                }
            };

    /** Cached reads, until they are invalidated; null without caching. */
    private @Nullable Map<Class<?>, Object> kept;

    private long effects;

    Tx(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    public Dialect dialect() {
        return dialect;
    }

    public <T> Optional<T> first(String sql, Function<Row, T> mapper, @Nullable Object... values) {
        List<T> rows = list(sql, mapper, values);
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.getFirst());
    }

    public <T> List<T> list(String sql, Function<Row, T> mapper, @Nullable Object... values) {
        try {
            CachedStatement statement = prepare(sql);
            bind(statement.prepared(), values);
            try (ResultSet result = statement.query()) {
                List<T> rows = new ArrayList<>();
                Row row = new Row(result);
                while (result.next()) {
                    row.rewind();
                    rows.add(mapper.apply(row));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    public long count(String sql, @Nullable Object... values) {
        return first(sql, Row::longInteger, values).orElse(0L);
    }

    public boolean exists(String sql, @Nullable Object... values) {
        return first(sql, Row::integer, values).isPresent();
    }

    /** Inserts, updates or deletes; returns the number of affected rows. */
    public int update(String sql, @Nullable Object... values) {
        effects++;
        try {
            PreparedStatement statement = prepare(sql).prepared();
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Runs a statement for many rows, in one round trip where the database supports it. */
    public void updateAll(String sql, Collection<@Nullable Object[]> rows) {
        effects++;
        try {
            PreparedStatement statement = prepare(sql).prepared();
            try {
                int waiting = 0;
                for (@Nullable Object[] values : rows) {
                    bind(statement, values);
                    statement.addBatch();
                    if (++waiting % ROWS_AT_ONCE == 0) {
                        int[] _ = statement.executeBatch();
                    }
                }
                int[] _ = statement.executeBatch();
            } finally {
                // The statement is cached: rows of a failed batch must not run with the next one.
                statement.clearBatch();
            }
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * Wakes the other processes that listen to {@code channel}, once this transaction is committed.
     */
    public void announce(String channel, String message) {
        if (dialect == Dialect.POSTGRESQL) {
            effects++;
            first("SELECT 1 FROM pg_notify(?, ?)", Row::integer, channel, message);
        }
    }

    /**
     * The cached result of {@code reading}, for small tables that every write reads. It is cached
     * for one write transaction, or for many where no other process can write. Code that changes
     * such a table calls {@link #invalidate}.
     *
     * @param type the cache key
     */
    public <T> T cached(Class<T> type, Function<Tx, T> reading) {
        if (kept == null) {
            return reading.apply(this);
        }
        Object known = kept.get(type);
        if (known == null) {
            known = reading.apply(this);
            kept.put(type, known);
        }
        return type.cast(known);
    }

    /** Drops the {@link #cached} value of this type. */
    public void invalidate(Class<?> type) {
        if (kept != null) {
            kept.remove(type);
        }
    }

    /** Clears the cache: others may have written, or this transaction was rolled back. */
    void clearCache() {
        kept = new HashMap<>();
    }

    void rollbackTo(String savepoint) {
        execute("ROLLBACK TO SAVEPOINT " + savepoint);
        clearCache();
    }

    /**
     * Runs a part of this transaction under a savepoint. An exception rolls back the part and is
     * rethrown.
     */
    public <T extends @Nullable Object> T attempt(Supplier<T> part) {
        execute("SAVEPOINT part");
        try {
            T result = part.get();
            execute("RELEASE SAVEPOINT part");
            return result;
        } catch (RuntimeException e) {
            try {
                rollbackTo("part");
                execute("RELEASE SAVEPOINT part");
            } catch (DatabaseException second) {
                e.addSuppressed(second);
            }
            throw e;
        }
    }

    /** Runs a part of this transaction, rolls it back and returns its result. */
    public <T> T dryRun(Supplier<T> part) {
        execute("SAVEPOINT dry_run");
        T result = part.get();
        rollbackTo("dry_run");
        execute("RELEASE SAVEPOINT dry_run");
        return result;
    }

    /**
     * Counts statements with effects on the transaction: writes, and failures, after which
     * PostgreSQL rejects further statements.
     */
    long effects() {
        return effects;
    }

    /** Runs a statement without parameters and without caching it. */
    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        } catch (SQLException e) {
            effects++;
            throw new DatabaseException(e);
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** Closes the statements; the connection returns to its pool. */
    void closeStatements() {
        statements.values().forEach(Tx::close);
        statements.clear();
    }

    void close() {
        try (Connection closing = connection) {
            closeStatements();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** A failed statement is not cached: with SQLite it may be unusable. */
    private DatabaseException failed(String sql, SQLException failure) {
        effects++;
        CachedStatement kept = statements.remove(sql);
        try (CachedStatement closing = kept) {
            return new DatabaseException(failure);
        } catch (SQLException second) {
            failure.addSuppressed(second);
            return new DatabaseException(failure);
        }
    }

    private CachedStatement prepare(String sql) throws SQLException {
        CachedStatement kept = statements.get(sql);
        if (kept == null) {
            kept = new CachedStatement(connection.prepareStatement(sql));
            statements.put(sql, kept);
        }
        return kept;
    }

    private static void close(CachedStatement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private void bind(PreparedStatement statement, @Nullable Object[] values) throws SQLException {
        for (int index = 0; index < values.length; index++) {
            bind(statement, index + 1, values[index]);
        }
    }

    private void bind(PreparedStatement statement, int at, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(at, Types.NULL);
            case String text -> statement.setString(at, text);
            case Integer number -> statement.setInt(at, number);
            case Long number -> statement.setLong(at, number);
            case Boolean flag -> statement.setBoolean(at, flag);
            case Double number -> statement.setDouble(at, number);
            case Instant time -> statement.setLong(at, time.toEpochMilli());
            case Enum<?> word -> statement.setString(at, EnumNames.of(word));
            case BigDecimal number -> statement.setLong(at, Decimals.stored(number));
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Collection<?> none when none.isEmpty() -> statement.setString(at, "[]");
            default -> statement.setString(at, Json.text(value));
        }
    }
}
