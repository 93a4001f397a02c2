package com.techbro24.crm.database;

import com.techbro24.crm.base.Entity;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an entity's table, declared once. SELECT, INSERT, UPDATE and the reading of a row
 * follow from the declaration, so no two lists can differ.
 *
 * <p>The entity is a record. Each component is a column: {@code createdAt} is {@code created_at},
 * and null only where the component is {@code @Nullable}. {@link ColumnsBuilder} declares what
 * differs.
 */
public final class Columns<T extends Entity> {
    /** A column that is written, and its value. */
    record Written<T>(String name, boolean isFixed, Function<T, @Nullable Object> value) {}

    private final Class<T> type;
    private final String table;
    private final String selected;
    private final String from;
    private final List<Function<Row, @Nullable Object>> readers;

    /** Takes the values of the components as an array; the types are erased to Object. */
    private final MethodHandle constructor;

    private final List<Written<T>> written;
    private final int insertOnly;
    private final String insert;
    private final List<Written<T>> changing;

    Columns(ColumnsBuilder<T> declared, MethodHandle constructor, List<Written<T>> written) {
        type = declared.type;
        table = declared.table;
        selected = String.join(", ", declared.components.stream().map(c -> c.expression).toList());
        from = " FROM " + declared.source;
        readers =
                declared.components.stream().map(ColumnsBuilder.Component::readerOrThrow).toList();
        this.constructor = constructor;
        this.written = written;
        insertOnly = declared.insertOnly.size();
        changing = written.stream().filter(column -> !column.isFixed).toList();
        List<String> inserted = new ArrayList<>(names(written));
        inserted.addAll(declared.insertOnly);
        insert =
                "INSERT INTO %s (%s) VALUES (%s)"
                        .formatted(
                                table,
                                String.join(", ", inserted),
                                String.join(", ", Collections.nCopies(inserted.size(), "?")));
    }

    /**
     * Begins the declaration.
     *
     * @param lookup of the class that declares them, which may see the record
     */
    public static <T extends Record & Entity> ColumnsBuilder<T> of(
            MethodHandles.Lookup lookup, Class<T> type, String table) {
        return new ColumnsBuilder<>(lookup, type, table);
    }

    /**
     * {@code SELECT … FROM table}, for {@link #read}.
     *
     * @param before columns that the caller reads first
     */
    public String select(String... before) {
        String more = before.length == 0 ? "" : String.join(", ", before) + ", ";
        return "SELECT " + more + selected + from;
    }

    /** Reads the columns of {@link #select}. */
    public T read(Row row) {
        @Nullable Object[] values = new @Nullable Object[readers.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = readers.get(index).apply(row);
        }
        try {
            return type.cast((Object) constructor.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // a record's constructor declares none
        }
    }

    /**
     * Inserts the entity.
     *
     * @param more the values of the columns that only an insert writes, in their order
     */
    public void insert(Tx tx, T entity, @Nullable Object... more) {
        tx.update(insert, insertValues(entity, more));
    }

    /** Inserts many; {@code more} is the same for each. */
    public void insertAll(Tx tx, Collection<T> entities, @Nullable Object... more) {
        List<@Nullable Object[]> rows = new ArrayList<>(entities.size());
        for (T entity : entities) {
            rows.add(insertValues(entity, more));
        }
        tx.updateAll(insert, rows);
    }

    private @Nullable Object[] insertValues(T entity, @Nullable Object[] more) {
        if (more.length != insertOnly) {
            throw new IllegalArgumentException(
                    "%s has %d columns that only an insert writes, not %d"
                            .formatted(table, insertOnly, more.length));
        }
        @Nullable Object[] values =
                Arrays.copyOf(values(written, entity), written.size() + more.length);
        System.arraycopy(more, 0, values, written.size(), more.length);
        return values;
    }

    private static <T> @Nullable Object[] values(List<Written<T>> columns, T entity) {
        @Nullable Object[] values = new @Nullable Object[columns.size()];
        for (int index = 0; index < values.length; index++) {
            values[index] = columns.get(index).value.apply(entity);
        }
        return values;
    }

    /** Updates every column that is not fixed. */
    public void update(Tx tx, T entity) {
        update(tx, entity, changing);
    }

    /** Updates these columns only. */
    public void update(Tx tx, T entity, Set<String> columns) {
        List<Written<T>> some =
                changing.stream().filter(column -> columns.contains(column.name)).toList();
        if (some.size() < columns.size()) {
            throw new IllegalArgumentException(table + " does not change all of " + columns);
        }
        update(tx, entity, some);
    }

    private void update(Tx tx, T entity, List<Written<T>> columns) {
        update(tx, entity.id(), names(columns), Arrays.asList(values(columns, entity)));
    }

    /**
     * Updates only changed columns, because each updated column rewrites its indexes.
     *
     * @param more further assignments, without values
     */
    public void updateChanged(Tx tx, T before, T after, String... more) {
        @Nullable Object[] oldValues = values(changing, before);
        @Nullable Object[] newValues = values(changing, after);
        List<String> columns = new ArrayList<>();
        List<@Nullable Object> values = new ArrayList<>();
        for (int index = 0; index < newValues.length; index++) {
            if (!Objects.equals(oldValues[index], newValues[index])) {
                columns.add(changing.get(index).name);
                values.add(newValues[index]);
            }
        }
        update(tx, after.id(), columns, values, more);
    }

    private void update(
            Tx tx, String id, List<String> columns, List<@Nullable Object> values, String... more) {
        List<String> assignments = new ArrayList<>(columns.size() + more.length);
        columns.forEach(column -> assignments.add(column + " = ?"));
        assignments.addAll(List.of(more));
        if (assignments.isEmpty()) {
            return;
        }
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(id);
        tx.update(
                "UPDATE " + table + " SET " + String.join(", ", assignments) + " WHERE id = ?",
                all.toArray());
    }

    private static <T> List<String> names(List<Written<T>> columns) {
        return columns.stream().map(Written::name).toList();
    }
}
