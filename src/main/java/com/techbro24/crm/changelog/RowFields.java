package com.techbro24.crm.changelog;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.techbro24.crm.base.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON fields of a row class, read one by one without serialising the row. */
final class RowFields {
    private static final ClassValue<RowFields> ALL =
            new ClassValue<>() {
                @Override
                protected RowFields computeValue(Class<?> type) {
                    return new RowFields(type);
                }
            };

    private final List<BeanPropertyWriter> fields = new ArrayList<>();

    private RowFields(Class<?> type) {
        try {
            Json.MAPPER
                    .getSerializerProviderInstance()
                    .findValueSerializer(type)
                    .properties()
                    .forEachRemaining(field -> fields.add((BeanPropertyWriter) field));
        } catch (JsonMappingException e) {
            throw new IllegalStateException(e);
        }
    }

    static RowFields of(Class<?> type) {
        return ALL.get(type);
    }

    int size() {
        return fields.size();
    }

    String name(int index) {
        return fields.get(index).getName();
    }

    @Nullable Object value(int index, Object row) {
        try {
            return fields.get(index).get(row);
        } catch (Exception e) { // declared by the accessor
            throw new IllegalStateException(e);
        }
    }
}
