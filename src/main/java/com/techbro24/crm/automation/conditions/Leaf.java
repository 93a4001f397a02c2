package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one field.
 *
 * @param type as which the values are compared
 * @param value reads the field; for an event operator, as the change left it
 * @param was reads the field before the change
 * @param written the condition as written
 */
record Leaf(
        Fields.Found found,
        FieldType type,
        Operator operator,
        Operand operand,
        Reader value,
        Reader was,
        ObjectNode written)
        implements Expression {
    @Override
    public boolean needsLinks() {
        return found.needsLinks() || operand instanceof Operand.Ref ref && ref.found().needsLinks();
    }

    @Override
    public int cost() {
        if (needsLinks()) {
            return 3;
        }
        return switch (type) {
            case WORD, NUMBER, FLAG -> 0;
            case TIME, DURATION, OBJECT -> 1;
            case TEXT, LIST, ANY -> 2; // folded
        };
    }

    @Override
    public Truth test(Situation situation) {
        JsonNode saw = value.read(situation);
        JsonNode compared = compared(situation);
        return test(saw, compared, situation);
    }

    private Truth test(JsonNode value, JsonNode compared, Situation situation) {
        if (value.isMissingNode() || compared.isMissingNode() && operand instanceof Operand.Ref) {
            return Truth.UNKNOWN;
        }
        Object other =
                switch (operand) {
                    case Operand.Literal literal -> literal.value();
                    case Operand.Ref ref -> ref.plain(compared);
                };
        return Truth.of(holds(value, other, situation));
    }

    private JsonNode compared(Situation situation) {
        return operand instanceof Operand.Ref ref
                ? ref.found().reader().read(situation)
                : MissingNode.getInstance();
    }

    private boolean holds(JsonNode node, @Nullable Object other, Situation situation) {
        Object value = Plain.of(node, type);
        return switch (operator) {
            case EQ -> Objects.equals(value, other);
            case NE -> !Objects.equals(value, other);
            case IN -> isIn(value, other);
            case NOT_IN -> !isIn(value, other);
            case GT -> isOrdered(value, other, order -> order > 0);
            case GTE -> isOrdered(value, other, order -> order >= 0);
            case LT -> isOrdered(value, other, order -> order < 0);
            case LTE -> isOrdered(value, other, order -> order <= 0);
            case CONTAINS -> contains(value, other);
            case STARTS_WITH ->
                    value instanceof String text
                            && other instanceof String start
                            && text.startsWith(start);
            case EXISTS -> Objects.equals(exists(node), other);
            case CHANGED -> Objects.equals(isChanged(node, situation), other);
            case CHANGED_TO -> Objects.equals(value, other) && isChanged(node, situation);
            case CHANGED_FROM ->
                    isChanged(node, situation)
                            && Objects.equals(Plain.of(was.read(situation), type), other);
            case BEFORE ->
                    value instanceof Instant time
                            && other instanceof Instant limit
                            && time.isBefore(limit);
            case AFTER ->
                    value instanceof Instant time
                            && other instanceof Instant limit
                            && time.isAfter(limit);
            case WITHIN_LAST ->
                    value instanceof Instant time
                            && other instanceof Duration length
                            && !time.isAfter(situation.now())
                            && !time.isBefore(situation.now().minus(length));
        };
    }

    private static boolean isIn(@Nullable Object value, @Nullable Object other) {
        return value != null && other instanceof Collection<?> many && many.contains(value);
    }

    private static boolean isOrdered(
            @Nullable Object value, @Nullable Object other, IntPredicate wanted) {
        OptionalInt order = Plain.order(value, other);
        return order.isPresent() && wanted.test(order.getAsInt());
    }

    private static boolean contains(@Nullable Object value, @Nullable Object other) {
        return other != null
                && switch (value) {
                    case String text -> other instanceof String part && text.contains(part);
                    case Collection<?> many -> many.contains(other);
                    case null, default -> false;
                };
    }

    private static boolean exists(JsonNode node) {
        return node.isTextual()
                ? !node.textValue().isBlank()
                : !node.isNull() && !(node.isContainerNode() && node.isEmpty());
    }

    private boolean isChanged(JsonNode value, Situation situation) {
        return situation.change() != null && !was.read(situation).equals(value);
    }

    @Override
    public Explained explain(Situation situation) {
        JsonNode saw = value.read(situation);
        JsonNode compared = compared(situation);
        Truth truth = test(saw, compared, situation);
        ObjectNode json = written.deepCopy();
        show(json, "saw", saw);
        show(json, "comparedWith", shown(compared));
        if (operator.isOfEvent()) {
            show(json, "was", was.read(situation));
        }
        json.set("ok", truth.json());
        return new Explained(json, truth);
    }

    /** The value that it was compared with: a time with what is added to it. */
    private JsonNode shown(JsonNode compared) {
        return operand instanceof Operand.Ref ref && ref.plain(compared) instanceof Instant time
                ? TextNode.valueOf(Times.format(time))
                : compared;
    }

    /** Long texts are cut, since what a run saw is stored with it. */
    private static void show(ObjectNode json, String name, JsonNode value) {
        if (value.isTextual()) {
            json.put(name, ShortText.of(value.textValue(), Limits.NAME_LENGTH_MAX));
        } else if (!value.isMissingNode()) {
            json.set(name, value);
        }
    }
}
