package com.techbro24.crm.database;

import com.techbro24.crm.base.Entity;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Declares {@link Columns}. All names are names of columns. {@link #build} names every error of a
 * declaration; since declarations are constants, that is at start-up.
 */
public final class ColumnsBuilder<T extends Entity> {
    /** Never updated, in any table. */
    private static final Set<String> FIXED = Set.of("id", "created_at");

    final Class<T> type;
    final String table;
    final List<Component<T>> components = new ArrayList<>();
    final List<String> insertOnly = new ArrayList<>();
    String source;
    private final MethodHandles.Lookup lookup;
    private final List<Columns.Written<T>> derived = new ArrayList<>();
    private final Set<String> fixed = new HashSet<>(FIXED);
    private final List<String> errors = new ArrayList<>();

    /** A component of the record, and how its column is used. */
    static final class Component<T> {
        final String column;
        String expression;
        @Nullable Function<Row, @Nullable Object> reader;
        @Nullable Function<T, @Nullable Object> value;

        Component(
                String column,
                @Nullable Function<Row, @Nullable Object> reader,
                Function<T, @Nullable Object> value) {
            this.column = column;
            this.expression = column;
            this.reader = reader;
            this.value = value;
        }

        Function<Row, @Nullable Object> readerOrThrow() {
            return Objects.requireNonNull(reader, column);
        }
    }

    ColumnsBuilder(MethodHandles.Lookup lookup, Class<T> type, String table) {
        this.lookup = lookup;
        this.type = type;
        this.table = table;
        source = table;
        for (RecordComponent component : type.getRecordComponents()) {
            boolean isNullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            components.add(
                    new Component<>(
                            column(component.getName()),
                            ColumnReaders.of(component.getGenericType(), isNullable).orElse(null),
                            accessor(component)));
        }
    }

    /** {@code phoneE164} is {@code phone_e164}. */
    private static String column(String component) {
        return component.replaceAll("(\\p{Upper})", "_$1").toLowerCase(Locale.ROOT);
    }

    private Function<T, @Nullable Object> accessor(RecordComponent component) {
        MethodHandle accessor;
        try {
            accessor =
                    lookup.unreflect(component.getAccessor())
                            .asType(MethodType.methodType(Object.class, Object.class));
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(e);
        }
        return entity -> {
            try {
                return (Object) accessor.invokeExact((Object) entity);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException(e); // an accessor declares none
            }
        };
    }

    /** Adds a column that is written and never read into the entity. */
    public ColumnsBuilder<T> derived(String column, Function<T, @Nullable Object> value) {
        derived.add(new Columns.Written<>(column, false, value));
        return this;
    }

    /** Replaces how a column is read. */
    public ColumnsBuilder<T> readBy(String column, Function<Row, @Nullable Object> reader) {
        with(column, component -> component.reader = reader);
        return this;
    }

    /** Replaces how a column is written. */
    public ColumnsBuilder<T> writtenAs(String column, Function<T, @Nullable Object> value) {
        with(column, component -> component.value = value);
        return this;
    }

    /** Selects an expression in place of a column. */
    public ColumnsBuilder<T> selectedAs(String column, String expression) {
        with(column, component -> component.expression = expression);
        return this;
    }

    /** Selects an expression in place of a column that this table does not have. */
    public ColumnsBuilder<T> readOnly(String column, String expression) {
        with(
                column,
                component -> {
                    component.expression = expression;
                    component.value = null;
                });
        return this;
    }

    /** Reads from these tables in place of the written one. */
    public ColumnsBuilder<T> from(String tables) {
        source = tables;
        return this;
    }

    /** Columns that no update writes, beside {@code id} and {@code created_at}. */
    public ColumnsBuilder<T> fixed(String... columns) {
        fixed.addAll(List.of(columns));
        return this;
    }

    /** Adds columns that only an insert writes, and whose values it is given. */
    public ColumnsBuilder<T> insertOnly(String... columns) {
        insertOnly.addAll(List.of(columns));
        return this;
    }

    private void with(String column, java.util.function.Consumer<Component<T>> change) {
        List<Component<T>> found =
                components.stream().filter(component -> component.column.equals(column)).toList();
        if (found.isEmpty()) {
            errors.add(column + " is no component");
        }
        found.forEach(change);
    }

    public Columns<T> build() {
        List<Columns.Written<T>> written = written();
        check(written);
        if (!errors.isEmpty()) {
            throw new IllegalArgumentException(
                    "The columns of " + type.getSimpleName() + ": " + String.join("; ", errors));
        }
        return new Columns<>(this, constructor(), written);
    }

    private List<Columns.Written<T>> written() {
        List<Columns.Written<T>> written = new ArrayList<>();
        for (Component<T> component : components) {
            if (component.value != null) {
                written.add(column(component.column, component.value));
            }
        }
        derived.forEach(column -> written.add(column(column.name(), column.value())));
        return written;
    }

    private Columns.Written<T> column(String name, Function<T, @Nullable Object> value) {
        return new Columns.Written<>(name, fixed.contains(name), value);
    }

    private void check(List<Columns.Written<T>> written) {
        for (Component<T> component : components) {
            if (component.reader == null) {
                errors.add(
                        component.column
                                + " has a type that no column has by itself; give it a reader");
            }
        }
        Set<String> names = new HashSet<>();
        Stream.concat(written.stream().map(Columns.Written::name), insertOnly.stream())
                .filter(name -> !names.add(name))
                .forEach(name -> errors.add(name + " is written twice"));
        fixed.stream()
                .filter(name -> !names.contains(name) && !FIXED.contains(name))
                .sorted()
                .forEach(name -> errors.add(name + " is fixed and not written"));
    }

    /** The canonical constructor, taking an array. */
    private MethodHandle constructor() {
        Class<?>[] types =
                Stream.of(type.getRecordComponents())
                        .map(RecordComponent::getType)
                        .toArray(Class<?>[]::new);
        try {
            return lookup.findConstructor(type, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
