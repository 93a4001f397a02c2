package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a condition compares its field with. */
sealed interface Operand {
    /** A value that the rule has, in its {@link Plain} form. */
    record Literal(Object value) implements Operand {}

    /**
     * Another field.
     *
     * @param type as which it is compared
     * @param plus added to a time; zero for the value itself
     */
    record Ref(Fields.Found found, FieldType type, Duration plus) implements Operand {
        @Nullable Object plain(JsonNode read) {
            Object value = Plain.of(read, type);
            return value instanceof Instant time ? time.plus(plus) : value;
        }
    }
}
