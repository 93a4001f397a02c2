package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.conditions.Fields.Found;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles what a condition compares its field with; reports every error at once. */
final class OperandCompiler {
    private static final int VALUES_MAX = 100;
    private static final int TEXT_LENGTH_MAX = 1_000;
    private static final Duration LONGEST = Duration.ofDays(36_500);
    private static final Set<String> REF = Set.of("ref", "plus");

    private final Faults faults;

    OperandCompiler(Faults faults) {
        this.faults = faults;
    }

    /** The type as which a field and its operand are compared: the more specific of the two. */
    static FieldType common(Operator operator, FieldType field, Operand operand) {
        if (operator.isTemporal()) {
            return FieldType.TIME;
        }
        return operand instanceof Operand.Ref ref ? ref.type() : field;
    }

    /**
     * The operand; empty with errors if it is wrong.
     *
     * @param value a missing node if it is left out
     */
    Optional<Operand> compile(Operator operator, Found found, JsonNode value, String path) {
        boolean isAbsent = value.isMissingNode() || value.isNull();
        if (operator.isQuestion()) {
            if (isAbsent || value.isBoolean()) {
                return Optional.of(new Operand.Literal(isAbsent || value.booleanValue()));
            }
            faults.wrongType(path, "true or false");
            return Optional.empty();
        }
        if (isAbsent) {
            faults.add(path, "required", "is required; to ask for no value, use exists");
            return Optional.empty();
        }
        if (operator == Operator.WITHIN_LAST) {
            return duration(value, path).map(Operand.Literal::new);
        }
        if (value instanceof ObjectNode ref) {
            return ref(operator, found.field(), ref, path);
        }
        if (operator.takesSeveral()) {
            return several(found.field(), value, path);
        }
        FieldType type = operator.isTemporal() ? FieldType.TIME : found.field().type();
        return single(operator, found.field(), type, value, path).map(Operand.Literal::new);
    }

    private Optional<Operand> several(Field field, JsonNode values, String path) {
        if (!values.isArray()) {
            faults.wrongType(path, "an array");
            return Optional.empty();
        }
        if (values.isEmpty() || values.size() > VALUES_MAX) {
            faults.add(path, "out_of_range", "must have 1 to " + VALUES_MAX + " values");
            return Optional.empty();
        }
        Set<Object> all = new HashSet<>();
        for (int index = 0; index < values.size(); index++) {
            single(Operator.IN, field, field.type(), values.get(index), path + "[" + index + "]")
                    .ifPresent(all::add);
        }
        return Optional.of(new Operand.Literal(all));
    }

    private Optional<Object> single(
            Operator operator, Field field, FieldType type, JsonNode value, String path) {
        boolean isPart = operator == Operator.CONTAINS || operator == Operator.STARTS_WITH;
        if (isPart && type != FieldType.LIST && !value.isTextual()) {
            faults.wrongType(path, "a string");
            return Optional.empty();
        }
        boolean isOrder =
                switch (operator) {
                    case GT, GTE, LT, LTE -> true;
                    default -> false;
                };
        Object plain = hasType(value, type) ? Plain.of(value, type) : null;
        if (plain == null || isOrder && !(plain instanceof Number || plain instanceof Duration)) {
            boolean isNumber = isOrder && type == FieldType.ANY;
            faults.wrongType(path, (isNumber ? FieldType.NUMBER : type).described());
            return Optional.empty();
        }
        if (plain instanceof String text && !isFitting(field, value.textValue(), text, path)) {
            return Optional.empty();
        }
        return Optional.of(plain);
    }

    private boolean isFitting(Field field, String written, String folded, String path) {
        if (written.length() > TEXT_LENGTH_MAX) {
            faults.add(
                    path, "too_long", "must not be longer than " + TEXT_LENGTH_MAX + " characters");
            return false;
        }
        if (folded.isBlank()) {
            faults.add(path, "required", "must not be blank; to ask for no value, use exists");
            return false;
        }
        if (!field.words().isEmpty() && !field.words().contains(written)) {
            String words = String.join(", ", field.words());
            faults.add(path, "unknown_value", "must be one of " + words);
            return false;
        }
        return true;
    }

    private static boolean hasType(JsonNode value, FieldType type) {
        return switch (type) {
            case TEXT, WORD, LIST, TIME, DURATION -> value.isTextual();
            case NUMBER -> value.isNumber();
            case FLAG -> value.isBoolean();
            case ANY -> value.isTextual() || value.isNumber() || value.isBoolean();
            case OBJECT -> false;
        };
    }

    private Optional<Operand> ref(Operator operator, Field field, ObjectNode value, String path) {
        faults.unknownNames(value, REF, path);
        JsonNode name = value.path("ref");
        if (!name.isTextual()) {
            faults.wrongType(path + ".ref", "the path of a field");
            return Optional.empty();
        }
        Optional<Found> found = faults.field(name.textValue(), path + ".ref");
        if (found.isEmpty() || !isComparable(operator, field, found.get().field(), path)) {
            return Optional.empty();
        }
        FieldType type = found.get().field().type();
        JsonNode plus = value.path("plus");
        if (plus.isMissingNode()) {
            FieldType common = field.type() == FieldType.ANY ? type : field.type();
            return Optional.of(
                    new Operand.Ref(found.get(), asType(operator, common), Duration.ZERO));
        }
        if (!FieldType.TIME.meets(type) || !FieldType.TIME.meets(field.type())) {
            faults.add(path + ".plus", "not_allowed", "can only be added to a time");
            return Optional.empty();
        }
        return plus(plus, path + ".plus")
                .map(added -> new Operand.Ref(found.get(), FieldType.TIME, added));
    }

    private static FieldType asType(Operator operator, FieldType common) {
        if (operator.isTemporal()) {
            return FieldType.TIME;
        }
        return operator.takesSeveral() && common == FieldType.LIST ? FieldType.ANY : common;
    }

    private boolean isComparable(Operator operator, Field field, Field other, String path) {
        FieldType wanted =
                switch (operator) {
                    case IN, NOT_IN -> FieldType.LIST;
                    case BEFORE, AFTER -> FieldType.TIME;
                    case CONTAINS, STARTS_WITH -> FieldType.TEXT;
                    default -> field.type();
                };
        boolean isDisjoint =
                field.type() == FieldType.WORD
                        && other.type() == FieldType.WORD
                        && field.words().stream().noneMatch(other.words()::contains);
        if (!wanted.meets(other.type()) || isDisjoint) {
            faults.wrongType(
                    path + ".ref",
                    "a field that can be compared with "
                            + field.path()
                            + ": "
                            + wanted.described());
            return false;
        }
        return true;
    }

    private Optional<Duration> plus(JsonNode value, String path) {
        Duration length = value.isTextual() ? length(value.textValue()) : null;
        if (length == null || length.abs().compareTo(LONGEST) > 0) {
            faults.wrongType(path, "a duration of at most 100 years, such as PT2H or -P1D");
            return Optional.empty();
        }
        return Optional.of(length);
    }

    private Optional<Object> duration(JsonNode value, String path) {
        Duration length = value.isTextual() ? length(value.textValue()) : null;
        if (length == null || !length.isPositive() || length.compareTo(LONGEST) > 0) {
            faults.wrongType(path, "a duration of at most 100 years, such as PT2H or P7D");
            return Optional.empty();
        }
        return Optional.of(length);
    }

    /** Hours, days and weeks; months and years have no fixed length. */
    private static @Nullable Duration length(String text) {
        Duration exact = Plain.duration(text);
        if (exact != null) {
            return exact;
        }
        try {
            Period period = Period.parse(text);
            return period.toTotalMonths() == 0 ? Duration.ofDays(period.getDays()) : null;
        } catch (DateTimeException | ArithmeticException e) {
            return null;
        }
    }
}
