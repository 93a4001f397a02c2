package com.techbro24.crm.automation;

import com.techbro24.crm.automation.conditions.Operator;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.http.Example;
import java.util.List;
import java.util.stream.Stream;

/** What rules can be made of, to draw a form from. */
public record RuleWords(
        List<EventWords> events, List<FieldWords> fields, List<ActionWords> actions) {
    /**
     * An event.
     *
     * @param entityType the type of its row, whose fields conditions may name
     */
    public record EventWords(String name, @Example("\"lead\"") String entityType) {}

    /**
     * A field.
     *
     * @param entityType the type of the rule's rows
     * @param path the field, as conditions name it
     * @param type {@code text}, {@code number}, {@code boolean}, {@code time} …
     * @param words its values, if there are only some
     * @param operators what conditions may compare it with
     */
    public record FieldWords(
            @Example("\"call\"") String entityType,
            @Example("\"lead.status\"") String path,
            @Example("\"word\"") String type,
            List<String> words,
            List<String> operators) {}

    /** An action and its parameters. */
    public record ActionWords(ActionType type, List<ParamWords> params) {}

    /**
     * A parameter.
     *
     * @param kind the kind of value
     * @param required whether it must be given
     * @param words its values, if there are only some
     */
    public record ParamWords(
            @Example("\"priority\"") String name,
            @Example("\"word\"") String kind,
            boolean required,
            List<String> words) {}

    static RuleWords of(RuleCompiler compiler, CommandInputs inputs) {
        List<EventWords> events =
                compiler.events().all().stream()
                        .map(event -> new EventWords(event.name(), event.entityType()))
                        .toList();
        List<FieldWords> fields =
                events.stream()
                        .map(EventWords::entityType)
                        .distinct()
                        .flatMap(type -> fields(compiler, type))
                        .toList();
        List<ActionWords> actions =
                Stream.of(ActionType.values())
                        .map(type -> new ActionWords(type, params(type, inputs)))
                        .toList();
        return new RuleWords(events, fields, actions);
    }

    private static Stream<FieldWords> fields(RuleCompiler compiler, String entityType) {
        return compiler.fields().all(entityType).stream()
                .map(
                        field ->
                                new FieldWords(
                                        entityType,
                                        field.path(),
                                        EnumNames.of(field.type()),
                                        field.words(),
                                        Operator.names(field.type(), true)));
    }

    private static List<ParamWords> params(ActionType type, CommandInputs inputs) {
        return type.params().stream()
                .map(
                        param ->
                                new ParamWords(
                                        param.name(),
                                        EnumNames.of(param.kind()),
                                        param.required(),
                                        param.command() == null
                                                ? List.of()
                                                : inputs.words(param.command(), param.name())))
                .toList();
    }
}
