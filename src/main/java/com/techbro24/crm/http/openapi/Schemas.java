package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Growing;
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
 * {@code Input} binds them, responses as Jackson writes them. A request refuses unknown fields; a
 * response may get more fields in a later version, which generators of strict clients believe only
 * if it is said.
 */
final class Schemas {
    /** What a schema is for. */
    enum Use {
        REQUEST,
        REPLY,
        /** A reply reduced to some of its fields, by the parameter {@code fields}. */
        SELECTION
    }

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<Object, String> named = new HashMap<>();
    private final Descriptions descriptions = new Descriptions();

    Map<String, ObjectNode> components() {
        return components;
    }

    /** The schema of a response. */
    ObjectNode reply(Class<?> type, @Nullable ListKind list, boolean selectable) {
        ObjectNode row =
                selectable
                        ? record(type, Use.SELECTION, Set.of(), null)
                        : schema(type, null, Use.REPLY);
        return list == null ? row : page(row, type, list);
    }

    /**
     * The schema of a request body, without the fields in {@code elsewhere}.
     *
     * @param about the row that it changes, whose fields explain those of the same name
     */
    ObjectNode body(Class<?> type, Set<String> elsewhere, @Nullable Class<?> about) {
        return Field.value(type).isPresent()
                ? schema(type, null, Use.REQUEST)
                : record(type, Use.REQUEST, elsewhere, about);
    }

    private ObjectNode page(ObjectNode row, Class<?> type, ListKind kind) {
        String name = SchemaNames.of(type, Use.REPLY) + kind.suffix();
        if (!components.containsKey(name)) {
            ObjectNode page = Json.object().put("type", "object");
            page.put("description", kind.answer());
            ObjectNode properties = page.putObject("properties");
            ObjectNode rows = properties.putObject("data").put("type", "array");
            rows.put("description", "The rows, in order.").set("items", row);
            ObjectNode mark = schema(kind.mark(), null, Use.REPLY);
            properties.set("page", mark.put("description", "Where the page ends."));
            page.putArray("required").add("data").add("page");
            page.put("additionalProperties", true);
            components.put(name, page);
        }
        return SchemaNames.ref(name);
    }

    private ObjectNode record(
            Class<?> type, Use use, Set<String> elsewhere, @Nullable Class<?> about) {
        Object key = List.of(type, use, elsewhere);
        String known = named.get(key);
        if (known != null) {
            return SchemaNames.ref(known);
        }
        String name = SchemaNames.free(SchemaNames.of(type, use), type, components.keySet());
        named.put(key, name);
        ObjectNode schema = Json.object().put("type", "object");
        components.put(name, schema);
        schema.put("description", descriptions.of(type, use));
        ObjectNode properties = schema.putObject("properties");
        List<String> required = new ArrayList<>();
        for (Field field : Field.of(type)) {
            if (!elsewhere.contains(field.name())) {
                addTo(properties, required, field, use, about);
            }
        }
        if (!required.isEmpty() && use != Use.SELECTION) {
            required.forEach(schema.putArray("required")::add);
        }
        schema.put("additionalProperties", use != Use.REQUEST);
        Example example = type.getAnnotation(Example.class);
        if (example != null) {
            schema.set("example", Json.read(example.value()));
        }
        return SchemaNames.ref(name);
    }

    private void addTo(
            ObjectNode properties,
            List<String> required,
            Field field,
            Use use,
            @Nullable Class<?> about) {
        boolean input = use == Use.REQUEST;
        if (field.type().getType() instanceof ParameterizedType generic
                && generic.getRawType() == Patch.class) {
            for (Field part : Field.of((Class<?>) generic.getActualTypeArguments()[0])) {
                boolean clearable = !Constraints.isRequired(part.annotations());
                properties.set(part.name(), property(part, Use.REQUEST, clearable, about));
            }
            return;
        }
        boolean primitive = field.type().getType() instanceof Class<?> type && type.isPrimitive();
        boolean must =
                input ? primitive || Constraints.isRequired(field.annotations()) : field.always();
        boolean nullable =
                input ? !must : field.type().isAnnotationPresent(Nullable.class) && field.always();
        properties.set(field.name(), property(field, use, nullable, about));
        if (must) {
            required.add(field.name());
        }
    }

    private ObjectNode property(Field field, Use use, boolean nullable, @Nullable Class<?> about) {
        Use inner = use == Use.SELECTION ? Use.REPLY : use;
        ObjectNode schema =
                field.has(JsonRawValue.class)
                        ? Json.object()
                        : schema(field.type().getType(), field.type(), inner);
        Constraints.apply(schema, field.annotations());
        boolean text = schema.path("type").asText().equals("string");
        // The id of a single-row entity is a word with its own pattern.
        boolean isId = use == Use.REQUEST ? field.name().equals("id") : field.isId();
        if (isId && text && !schema.has("pattern")) {
            schema.put("format", "uuid");
        }
        ObjectNode property = nullable ? Nullables.of(schema) : schema;
        String meaning = descriptions.of(field, about);
        String more = property.path("description").asText();
        property.put("description", more.isEmpty() ? meaning : meaning + " " + more);
        for (Annotation annotation : field.annotations()) {
            if (annotation instanceof Example example) {
                property.set("example", Json.read(example.value()));
            }
        }
        return property;
    }

    private ObjectNode schema(Type type, @Nullable AnnotatedType annotated, Use use) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, annotated, use);
        }
        ObjectNode schema = Json.object();
        if (!(type instanceof Class<?> plain) || PlainTypes.write(schema, plain)) {
            return schema;
        }
        if (plain.isEnum()) {
            return words(plain, use);
        }
        if (plain.isRecord()) {
            Optional<RecordComponent> value = Field.value(plain);
            return value.isPresent()
                    ? schema(value.get().getGenericType(), value.get().getAnnotatedType(), use)
                    : record(plain, use, Set.of(), null);
        }
        if (plain.isSealed() && !JsonNode.class.isAssignableFrom(plain)) {
            ArrayNode either = schema.putArray("anyOf");
            for (Class<?> each : plain.getPermittedSubclasses()) {
                either.add(schema(each, null, use));
            }
        } else if (use == Use.REQUEST && plain == Object.class) {
            schema.putArray("type").add("string").add("number").add("boolean");
        }
        return schema;
    }

    /** The values of an enum; text with its known values where an answer may get further ones. */
    ObjectNode words(Class<?> type, Use use) {
        if (use != Use.REQUEST && type.isAnnotationPresent(Growing.class)) {
            ObjectNode text = Json.object().put("type", "string");
            List.of(EnumNames.all(type)).forEach(text.putArray("x-extensible-enum")::add);
            return text.put("description", Descriptions.known(type));
        }
        String known = named.get(type);
        if (known != null) {
            return SchemaNames.ref(known);
        }
        String name = SchemaNames.free(SchemaNames.of(type, Use.REPLY), type, components.keySet());
        named.put(type, name);
        ObjectNode schema = Json.object().put("type", "string");
        schema.put("description", descriptions.of(type, use));
        List.of(EnumNames.all(type)).forEach(schema.putArray("enum")::add);
        components.put(name, schema);
        return SchemaNames.ref(name);
    }

    private ObjectNode generic(ParameterizedType type, @Nullable AnnotatedType annotated, Use use) {
        Class<?> raw = (Class<?>) type.getRawType();
        AnnotatedType[] arguments =
                annotated instanceof AnnotatedParameterizedType parameterized
                        ? parameterized.getAnnotatedActualTypeArguments()
                        : new AnnotatedType[0];
        int last = type.getActualTypeArguments().length - 1;
        Type element = type.getActualTypeArguments()[last];
        AnnotatedType of = arguments.length > last ? arguments[last] : null;
        if (raw == Page.class && element instanceof Class<?> row) {
            return page(schema(row, null, use), row, ListKind.PAGED);
        }
        ObjectNode inner = schema(element, of, use);
        boolean mayBeNull = of != null && of.isAnnotationPresent(Nullable.class);
        if (of != null) {
            Constraints.apply(inner, List.of(of.getAnnotations()));
        }
        ObjectNode schema = Json.object();
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array").set("items", mayBeNull ? Nullables.of(inner) : inner);
        } else if (Map.class.isAssignableFrom(raw)) {
            boolean clearable = mayBeNull || use == Use.REQUEST;
            schema.put("type", "object")
                    .set("additionalProperties", clearable ? Nullables.of(inner) : inner);
        } else if (raw == Optional.class) {
            return Nullables.of(inner);
        }
        return schema;
    }
}
