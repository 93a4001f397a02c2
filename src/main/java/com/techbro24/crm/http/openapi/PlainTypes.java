package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON types and formats of Java's plain types. */
final class PlainTypes {
    private static final Map<Class<?>, Plain> ALL =
            Map.ofEntries(
                    Map.entry(String.class, new Plain("string", null)),
                    Map.entry(CharSequence.class, new Plain("string", null)),
                    Map.entry(Integer.class, new Plain("integer", "int32")),
                    Map.entry(int.class, new Plain("integer", "int32")),
                    Map.entry(Long.class, new Plain("integer", "int64")),
                    Map.entry(long.class, new Plain("integer", "int64")),
                    Map.entry(BigDecimal.class, new Plain("number", null)),
                    Map.entry(Double.class, new Plain("number", "double")),
                    Map.entry(double.class, new Plain("number", "double")),
                    Map.entry(Boolean.class, new Plain("boolean", null)),
                    Map.entry(boolean.class, new Plain("boolean", null)),
                    Map.entry(ObjectNode.class, new Plain("object", null)),
                    Map.entry(Instant.class, new Plain("string", "date-time")),
                    Map.entry(LocalDate.class, new Plain("string", "date")),
                    Map.entry(LocalTime.class, new Plain("string", null)),
                    Map.entry(Duration.class, new Plain("string", "duration")),
                    Map.entry(byte[].class, new Plain("string", "byte")));

    private PlainTypes() {}

    private record Plain(String type, @Nullable String format) {}

    /** Writes type and format into the schema; false if the type is not plain. */
    static boolean write(ObjectNode schema, Class<?> type) {
        if (type == NullNode.class) {
            // Generators have no type for what is always null.
            schema.put("description", "Always null.").putArray("type").add("string").add("null");
            return true;
        }
        Plain plain = ALL.get(type);
        if (plain == null) {
            return false;
        }
        schema.put("type", plain.type());
        if (plain.format() != null) {
            schema.put("format", plain.format());
        }
        return true;
    }
}
