package com.techbro24.crm.http;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A field of a record in its JSON form.
 *
 * @param owner the record that declares it
 * @param member the name of its component or method
 * @param always whether it is written even if it is null or empty
 */
public record Field(
        Class<?> owner,
        String member,
        String name,
        AnnotatedType type,
        List<Annotation> annotations,
        boolean always) {
    /** Ids that are not those of rows, or of rows of any kind. */
    private static final Set<String> OTHER_IDS =
            Set.of(
                    "deviceId",
                    "entityId",
                    "mutationId",
                    "nodeId",
                    "operationId",
                    "providerCallId",
                    "providerId",
                    "requestId",
                    "rowId");

    public boolean has(Class<? extends Annotation> kind) {
        return annotations.stream().anyMatch(kind::isInstance);
    }

    /** Whether it is the id of a row, by its name. */
    public boolean isId() {
        return name.equals("id") || name.endsWith("Id") && !OTHER_IDS.contains(name);
    }

    /** The names of a record's fields in JSON; empty for another type. */
    static List<String> names(@Nullable Class<?> type) {
        return type == null || !type.isRecord()
                ? List.of()
                : of(type).stream().map(Field::name).toList();
    }

    /** The fields of a record, including computed ones. */
    public static List<Field> of(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            List<Annotation> annotations = annotations(type, component);
            add(fields, type, component.getName(), component.getAnnotatedType(), annotations);
        }
        for (Method method : type.getDeclaredMethods()) {
            JsonProperty computed = method.getAnnotation(JsonProperty.class);
            boolean own = fields.stream().noneMatch(field -> field.name().equals(method.getName()));
            if (computed != null && method.getParameterCount() == 0 && own && !isOf(type, method)) {
                List<Annotation> annotations = List.of(method.getAnnotations());
                add(fields, type, method.getName(), method.getAnnotatedReturnType(), annotations);
            }
        }
        return fields;
    }

    private static boolean isOf(Class<?> type, Method method) {
        return List.of(type.getRecordComponents()).stream()
                .anyMatch(component -> component.getName().equals(method.getName()));
    }

    private static void add(
            List<Field> fields,
            Class<?> owner,
            String member,
            AnnotatedType type,
            List<Annotation> annotations) {
        String shown = member;
        boolean always = true;
        for (Annotation annotation : annotations) {
            switch (annotation) {
                case JsonIgnore ignore -> {
                    return;
                }
                case JsonUnwrapped unwrapped -> {
                    fields.addAll(of((Class<?>) type.getType()));
                    return;
                }
                case JsonProperty property ->
                        shown = property.value().isEmpty() ? shown : property.value();
                case JsonInclude include -> always = include.value() == JsonInclude.Include.ALWAYS;
                case Annotation other -> {}
            }
        }
        fields.add(new Field(owner, member, shown, type, annotations, always));
    }

    private static List<Annotation> annotations(Class<?> type, RecordComponent component) {
        try {
            List<Annotation> all = new ArrayList<>();
            all.addAll(List.of(type.getDeclaredField(component.getName()).getAnnotations()));
            all.addAll(List.of(component.getAnnotatedType().getAnnotations()));
            return all;
        } catch (NoSuchFieldException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The component that is the record's JSON value; empty if the record is an object. */
    public static Optional<RecordComponent> value(Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (annotations(type, component).stream().anyMatch(JsonValue.class::isInstance)) {
                return Optional.of(component);
            }
        }
        return Optional.empty();
    }
}
