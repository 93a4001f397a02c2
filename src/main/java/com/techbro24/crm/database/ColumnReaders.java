package com.techbro24.crm.database;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How a component of a record is read from its column; {@link Tx} stores it in the same form. */
final class ColumnReaders {
    private ColumnReaders() {}

    /**
     * The reader for a type; empty for a type that no column has by itself.
     *
     * @param isNullable whether the component may be null
     */
    static Optional<Function<Row, @Nullable Object>> of(Type type, boolean isNullable) {
        return Optional.ofNullable(isNullable ? nullable(type) : required(type));
    }

    private static @Nullable Function<Row, @Nullable Object> required(Type type) {
        if (type == String.class) {
            return Row::text;
        }
        if (type == int.class) {
            return Row::integer;
        }
        if (type == long.class) {
            return Row::longInteger;
        }
        if (type == boolean.class) {
            return Row::bool;
        }
        if (type == Instant.class) {
            return Row::time;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            return list(list.getActualTypeArguments()[0]);
        }
        return type instanceof Class<?> plain ? parsed(plain, Row::text) : null;
    }

    private static @Nullable Function<Row, @Nullable Object> nullable(Type type) {
        if (type == String.class) {
            return Row::textOrNull;
        }
        if (type == Integer.class) {
            return Row::integerOrNull;
        }
        if (type == Long.class) {
            return Row::longOrNull;
        }
        if (type == Instant.class) {
            return Row::timeOrNull;
        }
        if (type == BigDecimal.class) {
            return Row::decimalOrNull;
        }
        return type instanceof Class<?> plain ? parsed(plain, Row::textOrNull) : null;
    }

    private static @Nullable Function<Row, @Nullable Object> list(Type of) {
        if (of == String.class) {
            return Row::texts;
        }
        if (of instanceof Class<?> element && element.isEnum()) {
            return row -> row.texts().stream().map(word -> word(element, word)).toList();
        }
        if (of instanceof Class<?> element && element.isRecord()) {
            Class<?> array = element.arrayType();
            return row -> List.of((Object[]) Json.read(row.text(), array));
        }
        return null;
    }

    /** Enums are stored as words, records as JSON. */
    private static @Nullable Function<Row, @Nullable Object> parsed(
            Class<?> type, Function<Row, @Nullable String> text) {
        if (type.isEnum()) {
            return row -> {
                String word = text.apply(row);
                return word == null ? null : word(type, word);
            };
        }
        if (type.isRecord()) {
            return row -> {
                String json = text.apply(row);
                return json == null ? null : Json.read(json, type);
            };
        }
        return null;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // isEnum() was checked
    private static Object word(Class<?> type, String word) {
        return EnumNames.get((Class) type, word);
    }
}
