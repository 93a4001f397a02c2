package com.techbro24.crm.database;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Words;
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
 * SQL on one connection. It keeps its prepared statements, since preparing costs more than running
 * a look-up.
 */
public final class Tx {
    private static final int STATEMENTS_KEPT_MAX = 300;

    /** The drivers keep a batch's values until it is executed. */
    private static final int ROWS_AT_ONCE = 500;

    private final Connection connection;
    private final Dialect dialect;
    private final Map<String, KeptStatement> statements =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, KeptStatement> eldest) {
                    if (size() <= STATEMENTS_KEPT_MAX) {
                        return false;
                    }
                    close(eldest.getValue());
                    return true;
                }
            };

    /** What was read once and holds until it is changed; null where nothing is to be kept. */
    private @Nullable Map<Class<?>, Object> kept;

    private long traces;

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
            KeptStatement statement = prepare(sql);
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

    /** Inserts, updates or deletes; the number of rows it met. */
    public int update(String sql, @Nullable Object... values) {
        traces++;
        try {
            PreparedStatement statement = prepare(sql).prepared();
            bind(statement, values);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** The same statement for many rows, in one round trip where the database can. */
    public void updateAll(String sql, Collection<@Nullable Object[]> rows) {
        traces++;
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
                // The statement is kept; rows of a batch that failed must not go with the next.
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
            traces++;
            first("SELECT 1 FROM pg_notify(?, ?)", Row::integer, channel, message);
        }
    }

    /**
     * What {@code reading} answers, read once in a transaction of the writer's however often it is
     * asked for, and once for many of them where nobody else can write: for small tables that every
     * write looks into. Whoever changes such a table says so to {@link #readAnew}.
     *
     * @param type by which it is known
     */
    public <T> T once(Class<T> type, Function<Tx, T> reading) {
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

    /** What was read {@link #once} has changed. */
    public void readAnew(Class<?> type) {
        if (kept != null) {
            kept.remove(type);
        }
    }

    /** Others may have written, or what was written here did not happen. */
    void keepNothing() {
        kept = new HashMap<>();
    }

    void rollbackTo(String savepoint) {
        execute("ROLLBACK TO SAVEPOINT " + savepoint);
        keepNothing();
    }

    /**
     * Runs a part of this transaction that may fail by itself: what it throws is thrown on, and it
     * has left nothing behind.
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

    /** What a part of this transaction answers, of which nothing stays. */
    public <T> T rehearse(Supplier<T> part) {
        execute("SAVEPOINT rehearsal");
        T result = part.get();
        rollbackTo("rehearsal");
        execute("RELEASE SAVEPOINT rehearsal");
        return result;
    }

    /**
     * Grows with each statement that may have left something: what was written, and a failure,
     * after which PostgreSQL does nothing more in a transaction.
     */
    long traces() {
        return traces;
    }

    /** A statement without parameters whose plan is not worth keeping. */
    void execute(String sql) {
        try (var statement = connection.createStatement()) {
            boolean _ = statement.execute(sql);
        } catch (SQLException e) {
            traces++;
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

    /** Closes the statements and leaves the connection to its pool. */
    void forget() {
        statements.values().forEach(Tx::close);
        statements.clear();
    }

    void close() {
        try (Connection closing = connection) {
            forget();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    /** A statement that failed is not kept: with SQLite it may be of no more use. */
    private DatabaseException failed(String sql, SQLException failure) {
        traces++;
        KeptStatement kept = statements.remove(sql);
        try (KeptStatement closing = kept) {
            return new DatabaseException(failure);
        } catch (SQLException second) {
            failure.addSuppressed(second);
            return new DatabaseException(failure);
        }
    }

    private KeptStatement prepare(String sql) throws SQLException {
        KeptStatement kept = statements.get(sql);
        if (kept == null) {
            kept = new KeptStatement(connection.prepareStatement(sql));
            statements.put(sql, kept);
        }
        return kept;
    }

    private static void close(KeptStatement statement) {
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
            case Enum<?> word -> statement.setString(at, Words.of(word));
            case BigDecimal number -> statement.setLong(at, Decimals.stored(number));
            case byte[] bytes -> statement.setBytes(at, bytes);
            case Collection<?> none when none.isEmpty() -> statement.setString(at, "[]");
            default -> statement.setString(at, Json.text(value));
        }
    }
}
