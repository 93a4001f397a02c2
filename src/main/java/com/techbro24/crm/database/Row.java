package com.techbro24.crm.database;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result, read in column order: each call reads the next column. Names would cost a
 * lookup each.
 */
public final class Row {
    private final ResultSet result;
    private int column;

    Row(ResultSet result) {
        this.result = result;
    }

    void rewind() {
        column = 0;
    }

    public String text() {
        String value = textOrNull();
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    public @Nullable String textOrNull() {
        return get(() -> result.getString(++column));
    }

    /** The text, empty where the column is null. */
    public String textOrEmpty() {
        String value = textOrNull();
        return value == null ? "" : value;
    }

    public int integer() {
        Integer value = get(() -> result.getInt(++column));
        return value == null ? 0 : value;
    }

    public @Nullable Integer integerOrNull() {
        Integer value = get(() -> result.getInt(++column));
        return wasNull() ? null : value;
    }

    public long longInteger() {
        Long value = get(() -> result.getLong(++column));
        return value == null ? 0 : value;
    }

    public @Nullable Long longOrNull() {
        Long value = get(() -> result.getLong(++column));
        return wasNull() ? null : value;
    }

    public boolean bool() {
        Boolean value = get(() -> result.getBoolean(++column));
        return value != null && value;
    }

    public Instant time() {
        return Instant.ofEpochMilli(longInteger());
    }

    public @Nullable Instant timeOrNull() {
        Long value = longOrNull();
        return value == null ? null : Instant.ofEpochMilli(value);
    }

    public <E extends Enum<E>> E word(Class<E> type) {
        return EnumNames.get(type, text());
    }

    public <E extends Enum<E>> @Nullable E wordOrNull(Class<E> type) {
        String value = textOrNull();
        return value == null ? null : EnumNames.get(type, value);
    }

    /** A decimal stored as an integer of ten-thousandths. */
    public @Nullable BigDecimal decimalOrNull() {
        Long value = longOrNull();
        return value == null ? null : Decimals.read(value);
    }

    public byte[] bytes() {
        byte[] value = get(() -> result.getBytes(++column));
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    /** A list of strings stored as a JSON array. */
    public List<String> texts() {
        String value = text();
        return value.equals("[]") ? List.of() : List.of(Json.read(value, String[].class));
    }

    /** A value stored as JSON. */
    public <T> T json(Class<T> type) {
        return Json.read(text(), type);
    }

    private boolean wasNull() {
        Boolean value = get(result::wasNull);
        return value != null && value;
    }

    private <T> @Nullable T get(Getter<T> getter) {
        try {
            return getter.get();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    private interface Getter<T> {
        @Nullable T get() throws SQLException;
    }
}
