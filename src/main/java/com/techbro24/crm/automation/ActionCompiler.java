package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Fields;
import com.techbro24.crm.automation.conditions.Values;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Times;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the actions of a rule and compiles the values of their parameters. */
final class ActionCompiler {
    /** What the commands take beside the fields of their row. */
    private static final Set<String> NO_FIELDS = Set.of("id", "allowDuplicate");

    private final CommandInputs inputs;
    private final Fields fields;

    ActionCompiler(CommandInputs inputs, Fields fields) {
        this.inputs = inputs;
        this.fields = fields;
    }

    List<CompiledAction> compile(
            List<RuleAction> actions,
            @Nullable String entityType,
            boolean isEvent,
            Caller owner,
            List<InputError> errors) {
        List<CompiledAction> compiled = new ArrayList<>(actions.size());
        for (int index = 0; index < actions.size(); index++) {
            String path = "actions[" + index + "]";
            compiled.add(compile(index, actions.get(index), entityType, isEvent, errors));
            checkRights(actions.get(index), entityType, owner, errors, path);
        }
        return compiled;
    }

    private CompiledAction compile(
            int index,
            RuleAction action,
            @Nullable String entityType,
            boolean isEvent,
            List<InputError> errors) {
        ActionType type = action.type();
        String path = "actions[" + index + "].params.";
        Map<String, Values> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : action.params().properties()) {
            String name = entry.getKey();
            Optional<ActionType.Param> param =
                    type.params().stream().filter(each -> each.name().equals(name)).findFirst();
            if (param.isEmpty()) {
                errors.add(
                        new InputError(
                                path + name,
                                "unknown_field",
                                "%s takes no %s. It takes %s."
                                        .formatted(EnumNames.of(type), name, names(type))));
            } else {
                checkFixed(param.get(), entry.getValue(), errors, path + name);
                values.put(
                        name,
                        Values.compile(
                                entry.getValue(),
                                fields,
                                entityType,
                                isEvent,
                                errors,
                                path + name));
            }
        }
        checkRequired(action, errors, path);
        if (type == ActionType.SET_FIELD) {
            checkField(action, entityType, errors, path);
        }
        return new CompiledAction(index, action, values);
    }

    private static String names(ActionType type) {
        return String.join(", ", type.params().stream().map(ActionType.Param::name).toList());
    }

    private static void checkRequired(RuleAction action, List<InputError> errors, String path) {
        ObjectNode params = action.params();
        for (ActionType.Param param : action.type().params()) {
            if (param.required() && !params.hasNonNull(param.name())) {
                required(errors, path + param.name());
            }
        }
        boolean isTimed = action.type().params().contains(ActionType.Param.duration("in"));
        if (isTimed && params.hasNonNull("in") == params.hasNonNull("at")) {
            errors.add(
                    new InputError(
                            path + "in", "invalid", "Exactly one of in and at is required."));
        }
        if (action.type() == ActionType.ASSIGN_LEAD
                && params.has("agentId") == params.has("strategy")) {
            errors.add(
                    new InputError(
                            path + "agentId",
                            "invalid",
                            "Exactly one of agentId and strategy is required; agentId may be null."));
        }
        if (action.type() == ActionType.SET_FIELD && !params.has("value")) {
            required(errors, path + "value");
        }
    }

    private static void required(List<InputError> errors, String field) {
        errors.add(new InputError(field, "required", field + " is required."));
    }

    /** A value without a placeholder is known now. */
    private void checkFixed(
            ActionType.Param param, JsonNode value, List<InputError> errors, String path) {
        if (value.isNull() || value.isTextual() && value.textValue().contains("{{")) {
            return;
        }
        boolean fits =
                switch (param.kind()) {
                    case ANY -> true;
                    case FLAG -> value.isBoolean();
                    case TEXT -> value.isTextual();
                    case INSTANT -> value.isTextual() && isInstant(value.textValue());
                    case DURATION -> value.isTextual() && isDuration(value.textValue());
                    case WORD -> value.isTextual() && words(param).contains(value.textValue());
                };
        if (!fits) {
            errors.add(new InputError(path, "invalid_value", path + " must be " + wanted(param)));
        }
    }

    private List<String> words(ActionType.Param param) {
        return inputs.words(Objects.requireNonNull(param.command()), param.name());
    }

    private String wanted(ActionType.Param param) {
        return switch (param.kind()) {
            case ANY -> "any value.";
            case FLAG -> "true or false.";
            case TEXT -> "a text.";
            case INSTANT -> "a time, such as 2026-01-31T09:00:00Z.";
            case DURATION -> "a duration above zero, such as PT2H.";
            case WORD -> "one of " + String.join(", ", words(param)) + ".";
        };
    }

    private static boolean isInstant(String text) {
        return Times.parse(text).isPresent();
    }

    private static boolean isDuration(String text) {
        try {
            Duration duration = Duration.parse(text);
            return !duration.isNegative() && !duration.isZero();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private void checkField(
            RuleAction action, @Nullable String entityType, List<InputError> errors, String path) {
        String field = action.params().path("field").asText();
        String command = entityType + ".update";
        if (entityType == null || !inputs.exists(command)) {
            errors.add(
                    new InputError(
                            path + "field",
                            "invalid",
                            "This rule has no row whose field can be set."));
        } else if (NO_FIELDS.contains(field) || !inputs.hasField(command, SetField.base(field))) {
            errors.add(
                    new InputError(
                            path + "field",
                            "unknown_field",
                            "%s has no field %s that can be set.".formatted(entityType, field)));
        } else {
            List<String> words = inputs.words(command, field);
            JsonNode value = action.params().path("value");
            if (!words.isEmpty()
                    && !value.isMissingNode()
                    && !value.asText().contains("{{")
                    && !words.contains(value.asText())) {
                errors.add(
                        new InputError(
                                path + "value",
                                "invalid_value",
                                path + "value must be one of " + String.join(", ", words) + "."));
            }
        }
    }

    private List<String> commands(RuleAction action, @Nullable String entityType) {
        String update = entityType + ".update";
        return action.type() == ActionType.SET_FIELD && inputs.exists(update)
                ? List.of(update)
                : action.type().commands();
    }

    private void checkRights(
            RuleAction action,
            @Nullable String entityType,
            Caller owner,
            List<InputError> errors,
            String path) {
        for (String command : commands(action, entityType)) {
            if (!inputs.type(command).roles().contains(owner.role())) {
                errors.add(
                        new InputError(
                                path,
                                "forbidden",
                                "The owner of this rule may not use %s.".formatted(command)));
            }
        }
    }
}
