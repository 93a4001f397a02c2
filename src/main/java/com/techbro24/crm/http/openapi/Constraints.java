package com.techbro24.crm.http.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Phone;
import com.techbro24.crm.base.Zone;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.List;

/** Translates Jakarta Validation constraints to JSON Schema. */
final class Constraints {
    private Constraints() {}

    static boolean isRequired(List<Annotation> annotations) {
        return annotations.stream()
                .anyMatch(
                        rule ->
                                rule instanceof NotNull
                                        || rule instanceof NotBlank
                                        || rule instanceof NotEmpty);
    }

    static void apply(ObjectNode schema, List<Annotation> annotations) {
        if (schema.has("$ref")) {
            return;
        }
        for (Annotation annotation : annotations) {
            apply(schema, annotation);
        }
    }

    private static void apply(ObjectNode schema, Annotation annotation) {
        switch (annotation) {
            case Size rule -> size(schema, rule.min(), rule.max());
            case NotBlank rule -> {
                atLeastOne(schema);
                schema.put("pattern", "\\S");
            }
            case NotEmpty rule -> atLeastOne(schema);
            case Min rule -> schema.put("minimum", rule.value());
            case Max rule -> schema.put("maximum", rule.value());
            case DecimalMin rule ->
                    schema.put(
                            rule.inclusive() ? "minimum" : "exclusiveMinimum",
                            new BigDecimal(rule.value()));
            case DecimalMax rule ->
                    schema.put(
                            rule.inclusive() ? "maximum" : "exclusiveMaximum",
                            new BigDecimal(rule.value()));
            case Positive rule -> schema.put("exclusiveMinimum", 0);
            case PositiveOrZero rule -> schema.put("minimum", 0);
            case Pattern rule -> pattern(schema, rule);
            case Email rule -> schema.put("format", "email");
            case Phone rule ->
                    schema.put(
                            "description",
                            "A phone number in any notation; without a country code it belongs to the server's default country.");
            case Zone rule ->
                    schema.put("description", "An IANA time zone.").put("example", "Europe/Berlin");
            case Annotation other -> {}
        }
    }

    /**
     * Not every client's dialect has classes of Unicode, so a pattern with one is told in words.
     */
    private static void pattern(ObjectNode schema, Pattern rule) {
        if (rule.regexp().contains("\\p{")) {
            schema.put("description", "It " + rule.message() + ".");
            return;
        }
        schema.put("pattern", rule.regexp());
        if (rule.regexp().equals(Id.PATTERN)) {
            schema.put("format", "uuid");
        }
    }

    /** If there is already a bound, the narrower one applies. */
    private static void size(ObjectNode schema, int min, int max) {
        String what =
                switch (schema.path("type").asText()) {
                    case "array" -> "Items";
                    case "object" -> "Properties";
                    default -> "Length";
                };
        if (min > schema.path("min" + what).asInt(0)) {
            schema.put("min" + what, min);
        }
        if (max != Integer.MAX_VALUE) {
            schema.put("max" + what, max);
        }
    }

    private static void atLeastOne(ObjectNode schema) {
        size(schema, 1, Integer.MAX_VALUE);
    }
}
