package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.automation.conditions.Field.Source;
import com.techbro24.crm.automation.conditions.Fields.Found;
import com.techbro24.crm.base.EnumNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the JSON of conditions; reports every error at once. */
final class ConditionCompiler {
    private static final int DEPTH_MAX = 10;
    private static final int LEAVES_MAX = 100;
    private static final List<String> GROUPS = List.of("all", "any", "not");
    private static final Set<String> LEAF = Set.of("field", "op", "value");

    private final Faults faults;
    private final OperandCompiler operands;
    private int leaves;

    ConditionCompiler(Faults faults) {
        this.faults = faults;
        operands = new OperandCompiler(faults);
    }

    /** The condition; null with errors if it is wrong. */
    @Nullable Expression compile(JsonNode tree, String path) {
        Expression expression = part(tree, path, 1);
        if (leaves > LEAVES_MAX) {
            faults.add(path, "too_long", "must not have more than " + LEAVES_MAX + " conditions");
        }
        return expression;
    }

    private @Nullable Expression part(JsonNode node, String path, int depth) {
        if (!(node instanceof ObjectNode object)) {
            faults.wrongType(path, "an object");
            return null;
        }
        if (depth > DEPTH_MAX) {
            faults.add(path, "too_long", "must not nest deeper than " + DEPTH_MAX + " levels");
            return null;
        }
        List<String> groups = GROUPS.stream().filter(object::has).toList();
        if (groups.isEmpty()) {
            faults.unknownNames(object, LEAF, path);
            leaves++;
            return leaves > LEAVES_MAX ? null : leaf(object, path);
        }
        if (groups.size() > 1 || LEAF.stream().anyMatch(object::has)) {
            faults.add(path, "one_of", "must have one of all, any, not and field");
            return null;
        }
        String group = groups.getFirst();
        faults.unknownNames(object, Set.of(group), path);
        JsonNode inner = object.get(group);
        String at = path + "." + group;
        if (group.equals("not")) {
            Expression part = part(inner, at, depth + 1);
            return part == null ? null : new Expression.Not(part);
        }
        List<Expression> parts = parts(inner, at, depth + 1);
        return group.equals("all") ? Expression.All.of(parts) : Expression.Any.of(parts);
    }

    private List<Expression> parts(JsonNode array, String path, int depth) {
        List<Expression> parts = new ArrayList<>();
        if (!array.isArray()) {
            faults.wrongType(path, "an array");
            return parts;
        }
        if (array.isEmpty()) {
            faults.add(path, "required", "must have at least one condition");
        }
        for (int index = 0; index < array.size(); index++) {
            Expression part = part(array.get(index), path + "[" + index + "]", depth);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable Leaf leaf(ObjectNode written, String path) {
        Optional<Found> found =
                text(written, "field", path).flatMap(name -> faults.field(name, path + ".field"));
        Optional<Operator> operator =
                text(written, "op", path).flatMap(name -> operator(name, path + ".op"));
        if (found.isEmpty() || operator.isEmpty()) {
            return null;
        }
        if (!fits(found.get().field(), operator.get(), path + ".op")) {
            return null;
        }
        return operands.compile(operator.get(), found.get(), written.path("value"), path + ".value")
                .map(operand -> leaf(found.get(), operator.get(), operand, written))
                .orElse(null);
    }

    private static Leaf leaf(Found found, Operator operator, Operand operand, ObjectNode written) {
        FieldType type = OperandCompiler.common(operator, found.field().type(), operand);
        Reader value = operator.isOfEvent() ? Reader.after(found.keys()) : found.reader();
        Reader was = Reader.before(found.keys());
        return new Leaf(found, type, operator, operand, value, was, written);
    }

    private Optional<String> text(ObjectNode object, String name, String path) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            faults.add(path + "." + name, "required", "is required");
            return Optional.empty();
        }
        if (!node.isTextual()) {
            faults.wrongType(path + "." + name, "a string");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    private Optional<Operator> operator(String name, String path) {
        Optional<Operator> operator = EnumNames.find(Operator.class, name);
        if (operator.isEmpty()) {
            String names =
                    String.join(
                            ", ",
                            Stream.of(Operator.values())
                                    .filter(each -> faults.isEvent() || !each.isOfEvent())
                                    .map(EnumNames::of)
                                    .toList());
            faults.add(path, "unknown_value", "must be one of " + names);
        }
        return operator;
    }

    private boolean fits(Field field, Operator operator, String path) {
        if (operator.isOfEvent() && !faults.isEvent()) {
            faults.add(path, "not_allowed", "must not ask for a change: this rule has no event");
            return false;
        }
        if (operator.isOfEvent() && field.source() != Source.RECORD) {
            faults.add(path, "not_allowed", "must not ask for a change of another row's field");
            return false;
        }
        if (!operator.fits(field.type())) {
            boolean ofEvent = faults.isEvent() && field.source() == Source.RECORD;
            String names = String.join(", ", Operator.names(field.type(), ofEvent));
            faults.add(path, "not_allowed", "must be one of " + names + " for " + field.path());
            return false;
        }
        return true;
    }
}
