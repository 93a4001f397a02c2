package com.techbro24.crm.base;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON mapper: times with milliseconds and {@code Z}, enums in lower_snake_case, limited depth
 * and sizes.
 */
public final class Json {
    /** Maximum nesting depth of a document from outside. */
    public static final int DEPTH_MAX = 64;

    /**
     * Longer numbers are invalid JSON. Numbers too long for a field are reported for that field.
     */
    private static final int NUMBER_LENGTH_MAX = 1_000;

    public static final ObjectMapper MAPPER = mapper();

    /** Reads documents from outside; see {@link TreeReader} for numbers. */
    public static final ObjectMapper OUTSIDE = outside();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The JSON tree of {@code value}. */
    public static <T extends JsonNode> T tree(@Nullable Object value) {
        return MAPPER.valueToTree(value);
    }

    public static String text(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static byte[] bytes(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads JSON that this program wrote itself; invalid JSON is a bug. */
    public static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads JSON that this program wrote itself into a {@code type}. */
    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a document from outside; invalid JSON is a {@link Problem}. */
    public static JsonNode parse(byte[] bytes) {
        try {
            JsonNode tree = OUTSIDE.readTree(bytes);
            if (tree == null || tree.isMissingNode()) {
                throw Problem.invalid("The body is empty; a JSON document is expected.");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw Problem.invalid(List.of(new InputError("", "invalid_json", sentence(e))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, and where. The library's own message names its classes, so it is not used. */
    private static String sentence(JsonProcessingException error) {
        String said = String.valueOf(error.getOriginalMessage());
        String what =
                switch (error) {
                    case StreamConstraintsException _ when said.contains("nesting depth") ->
                            "The body nests deeper than " + DEPTH_MAX + " levels";
                    case StreamConstraintsException _ -> "A name or number in the body is too long";
                    case JsonEOFException _ -> "The body is not valid JSON: it ends too early";
                    default ->
                            said.startsWith("Duplicate field")
                                    ? "The body contains a field twice"
                                    : "The body is not valid JSON";
                };
        var at = error.getLocation();
        return at == null
                ? what + "."
                : what + " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ").";
    }

    private static ObjectMapper outside() {
        return MAPPER.copy()
                .registerModule(
                        new SimpleModule("outside")
                                .addDeserializer(JsonNode.class, new TreeReader()));
    }

    private static ObjectMapper mapper() {
        var constraints =
                StreamReadConstraints.builder()
                        .maxNestingDepth(DEPTH_MAX)
                        .maxNumberLength(NUMBER_LENGTH_MAX)
                        .maxNameLength(256)
                        .build();
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        // Thread-local buffers are useless where each request has a new thread.
                        .recyclerPool(JsonRecyclerPools.newConcurrentDequePool())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build();
        var module = new SimpleModule("crm");
        module.addSerializer(Instant.class, new InstantSerializer());
        module.addSerializer(Duration.class, new DurationSerializer());
        module.addSerializer(LocalDate.class, ToStringSerializer.instance);
        module.addSerializer(wild(Enum.class), new EnumSerializer());
        return JsonMapper.builder(factory)
                .addModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule())
                // After the standard module, which would write times as numbers.
                .addModule(module)
                // Methods such as isX() of a row are not fields.
                .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .build();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Class<Enum<?>> wild(Class type) {
        return type;
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(Times.format(value));
        }
    }

    private static final class DurationSerializer extends StdSerializer<Duration> {
        DurationSerializer() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(value.toString());
        }
    }

    private static final class EnumSerializer extends StdSerializer<Enum<?>> {
        EnumSerializer() {
            super(wild(Enum.class));
        }

        @Override
        public void serialize(Enum<?> value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(EnumNames.of(value));
        }
    }
}
