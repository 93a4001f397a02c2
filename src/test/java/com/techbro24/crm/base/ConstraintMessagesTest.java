package com.techbro24.crm.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.validation.Constraint;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is said of bad input is a sentence, with nothing in it of how it was found. */
class ConstraintMessagesTest {
    record Bad(
            @DecimalMin("0") @Nullable BigDecimal value,
            @NotEmpty @Size(max = 3) @Nullable String password,
            @Nullable Map<@Pattern(regexp = "^[a-z]+$", message = "must be letters") String, Object>
                    more) {}

    private record Said(String where, Annotation rule, String message) {}

    @Test
    void every_constraint_of_every_input_has_a_clear_message() throws Exception {
        List<Said> all = new ArrayList<>();
        var classes =
                new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("com.techbro24.crm");
        for (var each : classes) {
            if (each.isRecord()) {
                Class<?> type = each.reflect();
                for (var component : type.getRecordComponents()) {
                    String where = type.getName() + "." + component.getName();
                    collect(where, component.getAnnotatedType(), all);
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(150);
        for (Said said : all) {
            assertThat(said.message)
                    .as(said.where + " " + said.rule)
                    .matches("(must|is) [^{}$^\\\\\"\\[\\]]+")
                    .doesNotContain("have the expected format", "is not allowed here");
            if (said.rule instanceof Pattern pattern) {
                assertThat(said.message).doesNotContain(pattern.regexp());
            }
        }
    }

    private static void collect(String where, AnnotatedType type, List<Said> into)
            throws ReflectiveOperationException {
        for (Annotation rule : type.getAnnotations()) {
            if (rule.annotationType().isAnnotationPresent(Constraint.class)) {
                Object template = rule.annotationType().getMethod("message").invoke(rule);
                for (Object value : Arrays.asList(null, "", List.of())) {
                    String message = ConstraintMessages.of(rule, String.valueOf(template), value);
                    into.add(new Said(where, rule, message));
                }
            }
        }
        if (type instanceof AnnotatedParameterizedType generic) {
            for (AnnotatedType part : generic.getAnnotatedActualTypeArguments()) {
                collect(where, part, into);
            }
        }
    }

    private static List<InputError> errors(String json) {
        Problem problem =
                catchThrowableOfType(
                        Problem.class,
                        () -> Input.bind(Bad.class, Json.parse(json.getBytes(UTF_8))));
        return problem.errors();
    }

    @Test
    void a_bound_a_length_and_a_key_are_said_as_they_are_meant() {
        assertThat(errors("{\"value\":-1,\"password\":\"1234\",\"more\":{\"\":1}}"))
                .containsExactly(
                        new InputError("value", "out_of_range", "value must be at least 0."),
                        new InputError(
                                "password", "too_long", "password must have at most 3 characters."),
                        new InputError(
                                "more", "invalid_format", "more: each name must be letters."));
    }

    @Test
    void invalid_json_is_reported_with_its_position_and_without_parser_details() {
        for (String bad : List.of("{\"a\":", "{\"a\":tru}", "{\"a\":1,\"a\":2}", "{} {}")) {
            assertThat(errors(bad))
                    .singleElement()
                    .satisfies(
                            error ->
                                    assertThat(error.message())
                                            .matches(
                                                    "The body [a-zA-Z0-9 :]+ \\(line 1, column \\d+\\)\\."));
        }
        assertThat(errors("[".repeat(100)))
                .extracting(InputError::message)
                .containsExactly("The body nests deeper than 64 levels.");
    }
}
