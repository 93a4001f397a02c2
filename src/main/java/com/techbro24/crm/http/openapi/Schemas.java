package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.http.Field;
import com.techbro24.crm.http.ListKind;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON schemas (draft 2020-12, as in OpenAPI 3.1) of request and response records. Requests are as
 * {@code Input} binds them, responses as Jackson writes them.
 */
final class Schemas {
    private static final String REF = "#/components/schemas/";
    private static final Map<Class<?>, String[]> PLAIN =
            Map.ofEntries(
                    Map.entry(String.class, new String[] {"string", ""}),
                    Map.entry(CharSequence.class, new String[] {"string", ""}),
                    Map.entry(Integer.class, new String[] {"integer", "int32"}),
                    Map.entry(int.class, new String[] {"integer", "int32"}),
                    Map.entry(Long.class, new String[] {"integer", "int64"}),
                    Map.entry(long.class, new String[] {"integer", "int64"}),
                    Map.entry(BigDecimal.class, new String[] {"number", ""}),
                    Map.entry(Double.class, new String[] {"number", "double"}),
                    Map.entry(double.class, new String[] {"number", "double"}),
                    Map.entry(Boolean.class, new String[] {"boolean", ""}),
                    Map.entry(NullNode.class, new String[] {"null", ""}),
                    Map.entry(boolean.class, new String[] {"boolean", ""}),
                    Map.entry(Instant.class, new String[] {"string", "date-time"}),
                    Map.entry(LocalDate.class, new String[] {"string", "date"}),
                    Map.entry(LocalTime.class, new String[] {"string", ""}),
                    Map.entry(Duration.class, new String[] {"string", "duration"}),
                    Map.entry(byte[].class, new String[] {"string", "byte"}));

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<Object, String> named = new HashMap<>();

    Map<String, ObjectNode> components() {
        return components;
    }

    /** The schema of a response. */
    ObjectNode reply(Class<?> type, @Nullable ListKind list) {
        ObjectNode row = schema(type, null, false);
        return list == null ? row : page(row, type, list);
    }

    /** The schema of a request body, without the fields in {@code elsewhere}. */
    ObjectNode body(Class<?> type, Set<String> elsewhere) {
        return Field.value(type).isPresent()
                ? schema(type, null, true)
                : record(type, true, elsewhere);
    }

    private ObjectNode page(ObjectNode row, Class<?> type, ListKind kind) {
        String name = name(type, false) + kind.suffix();
        if (!components.containsKey(name)) {
            ObjectNode page = Json.object();
            page.put("type", "object");
            ObjectNode properties = page.putObject("properties");
            properties.putObject("data").put("type", "array").set("items", row);
            properties.set("page", schema(kind.mark(), null, false));
            page.putArray("required").add("data").add("page");
            page.put("additionalProperties", false);
            components.put(name, page);
        }
        return ref(name);
    }

    private static ObjectNode ref(String name) {
        return Json.object().put("$ref", REF + name);
    }

    private ObjectNode record(Class<?> type, boolean input, Set<String> elsewhere) {
        Object key = List.of(type, input, elsewhere);
        String known = named.get(key);
        if (known != null) {
            return ref(known);
        }
        String name = free(name(type, input), type);
        named.put(key, name);
        ObjectNode schema = Json.object();
        components.put(name, schema);
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (Field field : Field.of(type)) {
            if (!elsewhere.contains(field.name())) {
                addTo(properties, required, field, input);
            }
        }
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
        schema.put("additionalProperties", false);
        Example example = type.getAnnotation(Example.class);
        if (example != null) {
            schema.set("example", Json.read(example.value()));
        }
        return ref(name);
    }

    private void addTo(ObjectNode properties, List<String> required, Field field, boolean input) {
        if (field.type().getType() instanceof ParameterizedType generic
                && generic.getRawType() == Patch.class) {
            for (Field part : Field.of((Class<?>) generic.getActualTypeArguments()[0])) {
                boolean clearable = !Constraints.isRequired(part.annotations());
                properties.set(part.name(), property(part, true, clearable));
            }
            return;
        }
        boolean primitive = field.type().getType() instanceof Class<?> type && type.isPrimitive();
        boolean must =
                input ? primitive || Constraints.isRequired(field.annotations()) : field.always();
        boolean nullable =
                input ? !must : field.type().isAnnotationPresent(Nullable.class) && field.always();
        properties.set(field.name(), property(field, input, nullable));
        if (must) {
            required.add(field.name());
        }
    }

    private ObjectNode property(Field field, boolean input, boolean nullable) {
        ObjectNode schema =
                field.has(JsonRawValue.class)
                        ? Json.object()
                        : schema(field.type().getType(), field.type(), input);
        Constraints.apply(schema, field.annotations());
        boolean text = schema.path("type").asText().equals("string");
        // The id of a single-row entity is a word with its own pattern.
        if (field.name().equals("id") && text && !schema.has("pattern")) {
            schema.put("format", "uuid");
        }
        ObjectNode property = nullable ? nullable(schema) : schema;
        for (Annotation annotation : field.annotations()) {
            if (annotation instanceof Example example) {
                property.set("example", Json.read(example.value()));
            }
        }
        return property;
    }

    private static ObjectNode nullable(ObjectNode schema) {
        if (schema.has("$ref")) {
            ObjectNode either = Json.object();
            either.putArray("oneOf").add(schema).addObject().put("type", "null");
            return either;
        }
        if (schema.path("type").isTextual()) {
            String type = schema.get("type").textValue();
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode words) {
                words.addNull();
            }
        }
        return schema;
    }

    private ObjectNode schema(Type type, @Nullable AnnotatedType annotated, boolean input) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, annotated, input);
        }
        ObjectNode schema = Json.object();
        if (!(type instanceof Class<?> plain)) {
            return schema;
        }
        String[] known = PLAIN.get(plain);
        if (known != null) {
            schema.put("type", known[0]);
            if (!known[1].isEmpty()) {
                schema.put("format", known[1]);
            }
        } else if (plain.isEnum()) {
            schema.put("type", "string");
            ArrayNode words = schema.putArray("enum");
            for (String word : EnumNames.all(plain)) {
                words.add(word);
            }
        } else if (plain.isRecord()) {
            Optional<RecordComponent> value = Field.value(plain);
            return value.isPresent()
                    ? schema(value.get().getGenericType(), value.get().getAnnotatedType(), input)
                    : record(plain, input, Set.of());
        } else if (ObjectNode.class == plain) {
            schema.put("type", "object");
        } else if (plain.isSealed() && !JsonNode.class.isAssignableFrom(plain)) {
            ArrayNode either = schema.putArray("anyOf");
            for (Class<?> each : plain.getPermittedSubclasses()) {
                either.add(schema(each, null, input));
            }
        } else if (input && plain == Object.class) {
            schema.putArray("type").add("string").add("number").add("boolean");
        }
        return schema;
    }

    private ObjectNode generic(
            ParameterizedType type, @Nullable AnnotatedType annotated, boolean input) {
        Class<?> raw = (Class<?>) type.getRawType();
        AnnotatedType[] arguments =
                annotated instanceof AnnotatedParameterizedType parameterized
                        ? parameterized.getAnnotatedActualTypeArguments()
                        : new AnnotatedType[0];
        int last = type.getActualTypeArguments().length - 1;
        Type element = type.getActualTypeArguments()[last];
        AnnotatedType of = arguments.length > last ? arguments[last] : null;
        if (raw == Page.class && element instanceof Class<?> row) {
            return page(schema(row, null, input), row, ListKind.PAGED);
        }
        ObjectNode inner = schema(element, of, input);
        boolean mayBeNull = of != null && of.isAnnotationPresent(Nullable.class);
        if (of != null) {
            Constraints.apply(inner, List.of(of.getAnnotations()));
        }
        ObjectNode schema = Json.object();
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", mayBeNull ? nullable(inner) : inner);
        } else if (Map.class.isAssignableFrom(raw)) {
            boolean clearable = mayBeNull || input;
            schema.put("type", "object")
                    .set("additionalProperties", clearable ? nullableAny(inner) : inner);
        } else if (raw == Optional.class) {
            return nullable(inner);
        }
        return schema;
    }

    private static ObjectNode nullableAny(ObjectNode schema) {
        if (schema.get("type") instanceof ArrayNode types) {
            types.add("null");
            return schema;
        }
        return nullable(schema);
    }

    /** A command's schema is named after its entity: LeadCommand.Create is LeadCreate. */
    private static String name(Class<?> type, boolean input) {
        Class<?> outer = type.getEnclosingClass();
        String word =
                outer != null && outer.getSimpleName().endsWith("Command")
                        ? outer.getSimpleName().replace("Command", "")
                        : "";
        return word + type.getSimpleName() + (input && word.isEmpty() ? "Input" : "");
    }

    private String free(String name, Class<?> type) {
        if (!components.containsKey(name)) {
            return name;
        }
        Class<?> outer = type.getEnclosingClass();
        String longer = outer == null ? name : outer.getSimpleName() + name;
        String candidate = longer;
        for (int count = 2; components.containsKey(candidate); count++) {
            candidate = longer + count;
        }
        return candidate;
    }
}
