package com.techbro24.crm.database;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A list with filters, sorting and keyset pagination: the cursor holds the end of the previous
 * page. So every page costs the same, and rows inserted or deleted between two pages shift nothing.
 */
public final class Listing<T extends Entity> {
    /** A sort order: columns or expressions that are never null, and their values in a row. */
    private record Sort<T>(List<String> columns, List<Function<T, Object>> values) {
        List<Object> valuesOf(T row) {
            return values.stream().map(value -> value.apply(row)).toList();
        }
    }

    private final String select;
    private final String idColumn;
    private final Function<Row, T> mapper;
    private final Map<String, Sort<T>> sorts = new LinkedHashMap<>();
    private final String defaultSort;
    private String lastColumn;

    /**
     * @param select columns and tables, {@code SELECT … FROM things}
     * @param defaultSort one of the names given to {@link #sort}, with or without a minus
     */
    public Listing(String select, String idColumn, String defaultSort, Function<Row, T> mapper) {
        this.select = select;
        this.idColumn = idColumn;
        lastColumn = idColumn;
        this.defaultSort = defaultSort;
        this.mapper = mapper;
    }

    public Listing<T> sort(String name, String column, Function<T, Object> value) {
        sorts.put(name, new Sort<>(List.of(column), List.of(value)));
        return this;
    }

    /** Sorts by the first column, then by the second. */
    public Listing<T> sort(
            String name,
            String column,
            Function<T, Object> value,
            String second,
            Function<T, Object> secondValue) {
        sorts.put(name, new Sort<>(List.of(column, second), List.of(value, secondValue)));
        return this;
    }

    /**
     * Uses this unique, permanent number as the tie-breaker instead of the id. It makes the indexes
     * much smaller.
     */
    public Listing<T> numbered(String column) {
        lastColumn = column;
        return this;
    }

    /** The names that {@code sort} accepts. */
    public Collection<String> sorts() {
        return sorts.keySet();
    }

    /** Whether it has the form of a cursor; only the list can check whether it is its own. */
    public static boolean isCursor(String text) {
        JsonNode parts = Cursor.parts(text);
        return parts != null && parts.size() > 3;
    }

    /** The conditions of a list and their values. */
    public static final class Filter {
        private final StringBuilder where = new StringBuilder();
        private final List<@Nullable Object> values = new ArrayList<>();

        public Filter and(String condition, @Nullable Object... more) {
            where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
            values.addAll(java.util.Arrays.asList(more));
            return this;
        }

        /** {@code column} is one of {@code any}; no condition if {@code any} is empty. */
        public Filter in(String column, Collection<?> any) {
            if (!any.isEmpty()) {
                String marks = String.join(", ", any.stream().map(value -> "?").toList());
                and(column + " IN (" + marks + ")", any.toArray());
            }
            return this;
        }

        /**
         * {@code column} is at or after {@code from} and before {@code to}; null means no limit.
         */
        public Filter between(String column, @Nullable Instant from, @Nullable Instant to) {
            if (from != null) {
                and(column + " >= ?", from);
            }
            if (to != null) {
                and(column + " < ?", to);
            }
            return this;
        }

        /** {@code " WHERE …"}, or nothing. */
        public String where() {
            return where.toString();
        }

        /** The values of the conditions, in their order. */
        public List<@Nullable Object> values() {
            return new ArrayList<>(values);
        }

        /** A fingerprint of the filter, stored in the cursor. */
        private String fingerprint() {
            return Integer.toHexString((where + Json.text(values)).hashCode());
        }

        public Filter copy() {
            Filter copy = new Filter();
            copy.where.append(where);
            copy.values.addAll(values);
            return copy;
        }
    }

    public Page<T> page(Tx tx, Filter filter, Paging paging) {
        String asked = paging.sort() == null ? defaultSort : paging.sort();
        Sort<T> sort = sort(asked);
        List<T> rows = rows(tx, filter, paging, asked, sort);
        boolean more = rows.size() > paging.limit();
        List<T> data = more ? List.copyOf(rows.subList(0, paging.limit())) : rows;
        String next = null;
        if (more) {
            T last = data.getLast();
            next = Cursor.write(asked, filter.fingerprint(), sort.valuesOf(last), last.id());
        }
        Long total = paging.total() ? (Long) count(tx, filter) : null;
        return new Page<>(data, new Page.Mark(paging.limit(), next, total));
    }

    /** The rows with these ids, in no order. */
    public List<T> withIds(Tx tx, Filter filter, Collection<String> ids) {
        return ByIds.read(tx, select, idColumn, filter, mapper, List.copyOf(ids));
    }

    /** The first rows after an id, ordered by id; for reading all of a list, page by page. */
    public List<T> afterId(Tx tx, Filter filter, String id, int rowsMax) {
        Filter rest = filter.copy().and(idColumn + " > ?", id);
        List<@Nullable Object> values = rest.values();
        values.add(rowsMax);
        String sql = select + rest.where + " ORDER BY " + idColumn + " LIMIT ?";
        return tx.list(sql, mapper, values.toArray());
    }

    private Sort<T> sort(String asked) {
        Sort<T> sort = sorts.get(asked.startsWith("-") ? asked.substring(1) : asked);
        if (sort == null) {
            String names = String.join(", ", sorts.keySet());
            String message = "sort must be one of " + names + ", with or without a minus.";
            throw Problem.invalid(List.of(new InputError("sort", "unknown_value", message)));
        }
        return sort;
    }

    /** Reads one row more than the page, to know whether there is another page. */
    private List<T> rows(Tx tx, Filter filter, Paging paging, String asked, Sort<T> sort) {
        boolean descending = asked.startsWith("-");
        List<String> columns = new ArrayList<>(sort.columns);
        columns.add(lastColumn);
        Filter keyset = filter.copy();
        if (paging.cursor() != null) {
            Cursor cursor =
                    Cursor.read(paging.cursor(), asked, filter.fingerprint(), sort.columns.size());
            List<Object> beyond = new ArrayList<>(cursor.values);
            beyond.add(last(tx, filter, cursor, descending));
            String marks = String.join(", ", Collections.nCopies(beyond.size(), "?"));
            String rows = "(" + String.join(", ", columns) + ")";
            keyset.and(rows + (descending ? " < (" : " > (") + marks + ")", beyond.toArray());
        }
        String direction = descending ? " DESC" : "";
        String order = " ORDER BY " + String.join(direction + ", ", columns) + direction;
        List<@Nullable Object> values = new ArrayList<>(keyset.values);
        values.add(paging.limit() + 1);
        try {
            return tx.list(select + keyset.where + order + " LIMIT ?", mapper, values.toArray());
        } catch (DatabaseException e) {
            // A value of the wrong type: only a forged cursor contains one.
            if (paging.cursor() != null && e.isTypeMismatch()) {
                throw Cursor.foreign();
            }
            throw e;
        }
    }

    /**
     * The tie-breaker of the last row of the previous page. A row that left the list is treated
     * like a missing one; otherwise a forged cursor would reveal rows the caller cannot see. Rows
     * with equal values are then repeated, not skipped.
     */
    private Object last(Tx tx, Filter filter, Cursor cursor, boolean descending) {
        if (lastColumn.equals(idColumn)) {
            return cursor.id;
        }
        Filter one = filter.copy();
        one.and(idColumn + " = ?", cursor.id);
        String sql = "SELECT " + lastColumn + from() + one.where;
        return tx.first(sql, Row::longInteger, one.values.toArray())
                .orElse(descending ? Long.MAX_VALUE : Long.MIN_VALUE);
    }

    private long count(Tx tx, Filter filter) {
        return tx.count("SELECT COUNT(*)" + from() + filter.where, filter.values.toArray());
    }

    private String from() {
        return select.substring(select.indexOf(" FROM "));
    }

    /** The end of a page; valid only for the same list and order. */
    private record Cursor(List<Object> values, String id) {
        static String write(String sort, String fingerprint, List<Object> values, String id) {
            ArrayNode parts = Json.MAPPER.createArrayNode();
            parts.add(sort).add(fingerprint);
            for (Object value : values) {
                switch (value) {
                    case Instant time -> parts.add(time.toEpochMilli());
                    case Integer number -> parts.add(number);
                    case Long number -> parts.add(number);
                    default -> parts.add(String.valueOf(value));
                }
            }
            parts.add(id);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(parts.toString().getBytes(StandardCharsets.UTF_8));
        }

        static Cursor read(String text, String sort, String fingerprint, int count) {
            JsonNode parts = parts(text);
            if (parts != null
                    && parts.size() == count + 3
                    && sort.equals(parts.get(0).textValue())
                    && fingerprint.equals(parts.get(1).textValue())) {
                List<Object> values = new ArrayList<>();
                for (int index = 2; index < count + 2; index++) {
                    JsonNode value = parts.get(index);
                    values.add(value.isNumber() ? (Object) value.longValue() : value.asText());
                }
                return new Cursor(values, parts.get(count + 2).asText());
            }
            throw foreign();
        }

        /** The decoded parts of a cursor; null if the text does not have its form. */
        static @Nullable JsonNode parts(String text) {
            try {
                JsonNode parts = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
                return parts != null && parts.isArray() ? parts : null;
            } catch (IllegalArgumentException | IOException e) {
                return null;
            }
        }

        static Problem foreign() {
            String message = "This cursor does not belong to this list, its filters and its order.";
            return Problem.invalid(List.of(new InputError("cursor", "invalid_cursor", message)));
        }
    }
}
