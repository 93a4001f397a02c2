package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Limits;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a row in its JSON form, and the rows that it links to; from the record class.
 *
 * @param properties by path within the row, such as {@code consent.basis}
 */
record RowShape(Map<String, Property> properties, List<Link> links) {
    /** The links of all rows: a field with the id of a row, the link's name, the row's type. */
    private static final List<Link> LINKS =
            List.of(
                    new Link("leadId", "lead", "lead"),
                    new Link("agentId", "agent", "agent"),
                    new Link("assignedAgentId", "assignedAgent", "agent"));

    /**
     * @param keys the names from the row to the value
     * @param isMap whether its keys are free, as for custom fields
     */
    record Property(
            List<String> keys,
            FieldType type,
            List<String> words,
            boolean isNullable,
            boolean isMap) {}

    record Link(String field, String name, String entityType) {}

    static RowShape of(Class<?> type) {
        Map<String, Property> properties = new LinkedHashMap<>();
        add(properties, List.of(), type, false);
        return new RowShape(
                properties,
                LINKS.stream().filter(link -> properties.containsKey(link.field)).toList());
    }

    Optional<Property> find(String path) {
        Property exact = properties.get(path);
        if (exact != null) {
            return Optional.of(exact);
        }
        int dot = path.indexOf('.');
        Property map = dot < 0 ? null : properties.get(path.substring(0, dot));
        String key = path.substring(dot + 1);
        boolean fits = !key.isBlank() && key.length() <= Limits.WORD_LENGTH_MAX;
        return map != null && map.isMap && fits
                ? Optional.of(
                        new Property(
                                List.of(path.substring(0, dot), key),
                                FieldType.ANY,
                                List.of(),
                                true,
                                false))
                : Optional.empty();
    }

    /** The link with this name; empty for none. */
    Optional<Link> link(String name) {
        return links.stream().filter(link -> link.name.equals(name)).findFirst();
    }

    private static void add(
            Map<String, Property> properties, List<String> above, Class<?> type, boolean nullable) {
        for (Iterator<PropertyWriter> all = written(type); all.hasNext(); ) {
            PropertyWriter each = all.next();
            List<String> keys = Stream.concat(above.stream(), Stream.of(each.getName())).toList();
            boolean mayBeNull = nullable || isNullable(type, each.getName());
            JavaType of = each.getType();
            properties.put(
                    String.join(".", keys),
                    new Property(keys, type(of), words(of), mayBeNull, of.isMapLikeType()));
            if (of.getRawClass().isRecord()) {
                add(properties, keys, of.getRawClass(), mayBeNull);
            }
        }
    }

    /** As Jackson writes them, so that ignored components are left out. */
    private static Iterator<PropertyWriter> written(Class<?> type) {
        try {
            return Json.MAPPER
                    .getSerializerProviderInstance()
                    .findValueSerializer(type)
                    .properties();
        } catch (JsonMappingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isNullable(Class<?> type, String name) {
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            }
        }
        return true;
    }

    private static FieldType type(JavaType type) {
        Class<?> raw = type.getRawClass();
        if (type.isCollectionLikeType()) {
            return type.getContentType().getRawClass().isRecord()
                    ? FieldType.OBJECT
                    : FieldType.LIST;
        }
        if (type.isMapLikeType() || raw.isRecord()) {
            return FieldType.OBJECT;
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return FieldType.FLAG;
        }
        if (raw.isPrimitive() || Number.class.isAssignableFrom(raw)) {
            return FieldType.NUMBER;
        }
        if (raw.isEnum()) {
            return FieldType.WORD;
        }
        if (raw == Instant.class) {
            return FieldType.TIME;
        }
        if (raw == Duration.class) {
            return FieldType.DURATION;
        }
        return raw == Object.class ? FieldType.ANY : FieldType.TEXT;
    }

    private static List<String> words(JavaType type) {
        Class<?> raw =
                type.isCollectionLikeType()
                        ? type.getContentType().getRawClass()
                        : type.getRawClass();
        return raw.isEnum() ? List.of(EnumNames.all(raw)) : List.of();
    }
}
