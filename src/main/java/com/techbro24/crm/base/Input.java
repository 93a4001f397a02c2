package com.techbro24.crm.base;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Binds a JSON object from outside to a record and reports every error at once: unknown fields,
 * wrong types and violated constraints (Jakarta Validation). Types are not coerced. Invisible
 * characters are removed from text, see {@link TextForm}.
 */
public final class Input {
    private static final ClassValue<Shape> SHAPES =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return Shape.of(type);
                }
            };

    private final List<InputError> errors = new ArrayList<>();

    private Input() {}

    /**
     * Binds {@code body} to a {@code type}, or throws a {@link Problem} that lists all errors. A
     * record with one component that is its {@link JsonValue} is bound to that component's JSON.
     */
    public static <T> T bind(Class<T> type, JsonNode body) {
        Shape shape = SHAPES.get(type);
        JsonNode whole = shape.value ? Json.object().set(shape.fields[0].name, body) : body;
        if (!(whole instanceof ObjectNode object)) {
            throw Problem.invalid("A JSON object was expected.");
        }
        Input input = new Input();
        T bound = input.record(type, object, "");
        if (!input.errors.isEmpty()) {
            throw Problem.invalid(input.errors);
        }
        return bound;
    }

    private <T> T record(Class<T> type, ObjectNode object, String path) {
        Shape shape = SHAPES.get(type);
        @Nullable Object[] values = new @Nullable Object[shape.fields.length];
        List<String> sound = new ArrayList<>(values.length);
        for (int index = 0; index < values.length; index++) {
            Field field = shape.fields[index];
            values[index] =
                    field.patch
                            ? patch(field, object, path)
                            : field(field, object.get(field.name), path, sound);
        }
        T record = shape.make(type, values);
        errors.addAll(Rules.check(record, sound, path));
        for (String name : unknown(object, shape)) {
            errors.add(
                    new InputError(path + name, "unknown_field", "Unknown field: " + name + "."));
        }
        return record;
    }

    private static Set<String> unknown(ObjectNode object, Shape shape) {
        Set<String> unknown = new TreeSet<>();
        for (var entry : object.properties()) {
            if (!shape.names.contains(entry.getKey())) {
                unknown.add(entry.getKey());
            }
        }
        return unknown;
    }

    /**
     * @param sound collects the field's name if its value has the right type or is missing
     */
    private @Nullable Object field(
            Field field, @Nullable JsonNode node, String path, List<String> sound) {
        int before = errors.size();
        Object value =
                node == null || node.isNull()
                        ? null
                        : convert(field.type, node, path + field.name, field.text);
        if (errors.size() == before) {
            sound.add(field.name);
        }
        return value;
    }

    /**
     * Binds the fields that the patch contains. Null is an error for a field that cannot be
     * cleared.
     */
    private Patch<?> patch(Field field, ObjectNode object, String path) {
        Class<?> type = (Class<?>) ((ParameterizedType) field.type).getActualTypeArguments()[0];
        Shape shape = SHAPES.get(type);
        @Nullable Object[] values = new @Nullable Object[shape.fields.length];
        Set<String> present = new LinkedHashSet<>();
        List<String> sound = new ArrayList<>();
        for (int index = 0; index < values.length; index++) {
            Field part = shape.fields[index];
            if (object.has(part.name)) {
                present.add(part.name);
                values[index] = field(part, object.get(part.name), path, sound);
            }
        }
        Object record = shape.make(type, values);
        errors.addAll(Rules.check(record, sound, path));
        return new Patch<>(record, Set.copyOf(present));
    }

    private @Nullable Object convert(Type type, JsonNode node, String path, TextForm form) {
        if (type instanceof ParameterizedType generic) {
            Class<?> raw = (Class<?>) generic.getRawType();
            Type[] arguments = generic.getActualTypeArguments();
            return raw == List.class
                    ? list(arguments[0], node, path)
                    : map(arguments[1], node, path);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isRecord()) {
            return node instanceof ObjectNode object
                    ? record(plain, object, path + ".")
                    : wrong(path, "an object");
        }
        if (plain == ObjectNode.class) {
            return node instanceof ObjectNode ? node : wrong(path, "an object");
        }
        return Scalars.convert(plain, node, path, form, errors);
    }

    private @Nullable Object list(Type element, JsonNode node, String path) {
        if (!node.isArray()) {
            return wrong(path, "an array");
        }
        List<Object> values = new ArrayList<>(node.size());
        for (int index = 0; index < node.size(); index++) {
            JsonNode item = node.get(index);
            String at = path + "[" + index + "]";
            Object value =
                    item.isNull()
                            ? wrong(at, "a value")
                            : convert(element, item, at, TextForm.LINE);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private @Nullable Object map(Type element, JsonNode node, String path) {
        if (!(node instanceof ObjectNode object)) {
            return wrong(path, "an object");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (var entry : object.properties()) {
            String at = path + "." + entry.getKey();
            boolean cleared = entry.getValue().isNull();
            values.put(
                    entry.getKey(),
                    cleared ? null : convert(element, entry.getValue(), at, TextForm.LINE));
        }
        return values;
    }

    private @Nullable Object wrong(String path, String expected) {
        errors.add(Scalars.wrongType(path, expected));
        return null;
    }

    /** What binding needs to know of a record component. */
    private record Field(String name, Type type, boolean patch, TextForm text) {}

    /** The shape of a record type, cached. */
    private record Shape(
            Field[] fields,
            Set<String> names,
            boolean value,
            java.lang.reflect.Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            List<Field> fields = new ArrayList<>();
            Set<String> names = new LinkedHashSet<>();
            for (RecordComponent component : type.getRecordComponents()) {
                boolean patch = component.getType() == Patch.class;
                Type generic = component.getGenericType();
                TextForm text = TextForm.of(component);
                fields.add(new Field(component.getName(), generic, patch, text));
                if (patch) {
                    Type of = ((ParameterizedType) generic).getActualTypeArguments()[0];
                    names.addAll(of((Class<?>) of).names);
                } else {
                    names.add(component.getName());
                }
            }
            var constructor = type.getDeclaredConstructors()[0];
            for (var candidate : type.getDeclaredConstructors()) {
                Class<?>[] types =
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new);
                if (Arrays.equals(candidate.getParameterTypes(), types)) {
                    constructor = candidate;
                }
            }
            constructor.setAccessible(true);
            return new Shape(fields.toArray(Field[]::new), names, isValue(type), constructor);
        }

        private static boolean isValue(Class<?> type) {
            RecordComponent[] all = type.getRecordComponents();
            return all.length == 1 && all[0].getAccessor().isAnnotationPresent(JsonValue.class);
        }

        <T> T make(Class<T> type, @Nullable Object[] values) {
            try {
                return type.cast(constructor.newInstance(values));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                throw new IllegalStateException(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
