package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Condition;
import com.techbro24.crm.automation.conditions.Event;
import com.techbro24.crm.automation.conditions.Events;
import com.techbro24.crm.automation.conditions.Fields;
import com.techbro24.crm.automation.time.Cron;
import com.techbro24.crm.automation.time.Window;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks a rule and compiles it; names all errors at once. */
public final class RuleCompiler {
    private static final Logger LOG = LoggerFactory.getLogger(RuleCompiler.class);
    private static final String CALLING_HOURS = "calling_hours";

    private final Events events;
    private final Fields fields;
    private final ActionCompiler actions;
    private final List<String> entityTypes;
    private final ZoneId zone;

    /**
     * @param entityTypes the types of rows that a schedule can go through
     * @param zone for schedules without a time zone
     */
    RuleCompiler(
            Events events,
            Fields fields,
            ActionCompiler actions,
            List<String> entityTypes,
            ZoneId zone) {
        this.events = events;
        this.fields = fields;
        this.actions = actions;
        this.entityTypes = List.copyOf(entityTypes);
        this.zone = zone;
    }

    Events events() {
        return events;
    }

    Fields fields() {
        return fields;
    }

    /**
     * Compiles a rule, or throws a problem that lists all errors.
     *
     * @param owner with whose rights it will act
     */
    CompiledRule compile(AutomationRule rule, Caller owner) {
        return compile(rule, owner, rule.trigger().schedule() == null);
    }

    /** Compiles a rule to look at rows without an event, as a backfill does. */
    CompiledRule compileForRows(AutomationRule rule) {
        return compile(rule, Caller.SYSTEM, false);
    }

    /** The time table of a rule; empty for none, and for a rule that does not fit any more. */
    Optional<Cron> cron(AutomationRule rule) {
        return Optional.ofNullable(cron(rule.trigger().schedule(), new ArrayList<>()));
    }

    /**
     * A stored rule; empty if it does not fit this version of the program. The owner's rights are
     * checked with each command.
     */
    Optional<CompiledRule> stored(AutomationRule rule) {
        return fitting(rule, () -> compile(rule, Caller.SYSTEM));
    }

    /** The same, to look at rows without an event. */
    Optional<CompiledRule> storedForRows(AutomationRule rule) {
        return fitting(rule, () -> compileForRows(rule));
    }

    private static Optional<CompiledRule> fitting(
            AutomationRule rule, Supplier<CompiledRule> compiling) {
        try {
            return Optional.of(compiling.get());
        } catch (Problem problem) {
            LOG.debug("rule {} does not fit this version: {}", rule.id(), problem.errors());
            return Optional.empty();
        }
    }

    private CompiledRule compile(AutomationRule rule, Caller owner, boolean isEvent) {
        List<InputError> errors = new ArrayList<>();
        String entityType = entityType(rule.trigger(), errors);
        Condition condition =
                Condition.compile(
                        rule.conditions(), fields, entityType, isEvent, errors, "conditions");
        List<CompiledAction> compiled =
                actions.compile(rule.actions(), entityType, isEvent, owner, errors);
        RuleWindow window = window(rule.window(), errors);
        Cron cron = cron(rule.trigger().schedule(), errors);
        checkLimits(rule, errors);
        if (errors.isEmpty()) {
            checkCanHold(rule, condition, errors);
            checkEnds(rule, entityType, errors);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return new CompiledRule(rule, entityType, condition, compiled, window, cron);
    }

    private @Nullable String entityType(Trigger trigger, List<InputError> errors) {
        boolean hasEvents = trigger.event() != null || trigger.events() != null;
        if (hasEvents == (trigger.schedule() != null)
                || trigger.event() != null && trigger.events() != null) {
            error(errors, "trigger", "invalid", "trigger takes one of event, events and schedule.");
            return null;
        }
        if (trigger.schedule() != null) {
            return ofSchedule(trigger, errors);
        }
        if (trigger.each() != null) {
            error(errors, "trigger.each", "invalid", "trigger.each is for schedules only.");
        }
        return ofEvents(trigger, errors);
    }

    private @Nullable String ofSchedule(Trigger trigger, List<InputError> errors) {
        for (String name : List.of("changedFields", "maxAge", "imports")) {
            if (Json.<ObjectNode>tree(trigger).hasNonNull(name)) {
                error(
                        errors,
                        "trigger." + name,
                        "invalid",
                        "trigger." + name + " is for events only.");
            }
        }
        String each = trigger.each();
        if (each != null && !entityTypes.contains(each)) {
            error(
                    errors,
                    "trigger.each",
                    "invalid_value",
                    "trigger.each must be one of " + String.join(", ", entityTypes) + ".");
            return null;
        }
        return each;
    }

    private @Nullable String ofEvents(Trigger trigger, List<InputError> errors) {
        if (trigger.eventNames().isEmpty()) {
            error(errors, "trigger.events", "required", "trigger.events needs an event.");
        }
        Set<String> types = new TreeSet<>();
        for (int index = 0; index < trigger.eventNames().size(); index++) {
            String name = trigger.eventNames().get(index);
            String path =
                    trigger.event() != null ? "trigger.event" : "trigger.events[" + index + "]";
            events.find(name)
                    .ifPresentOrElse(
                            event -> types.add(event.entityType()),
                            () -> error(errors, path, "unknown_event", unknownEvent(name)));
        }
        if (types.size() > 1) {
            error(
                    errors,
                    "trigger.events",
                    "invalid",
                    "All events of a rule must be about one type of rows, not "
                            + String.join(" and ", types)
                            + ".");
        }
        String type = types.isEmpty() ? null : types.iterator().next();
        if (type != null) {
            checkChangedFields(trigger, type, errors);
        }
        return type;
    }

    private String unknownEvent(String name) {
        return "There is no event %s. The events are %s."
                .formatted(
                        name,
                        String.join(
                                ", ", events.all().stream().map(Event::name).sorted().toList()));
    }

    private void checkChangedFields(Trigger trigger, String type, List<InputError> errors) {
        for (int index = 0; index < trigger.fields().size(); index++) {
            String name = trigger.fields().get(index);
            if (fields.find(type, type + "." + name).isEmpty()) {
                error(
                        errors,
                        "trigger.changedFields[" + index + "]",
                        "unknown_field",
                        "%s has no field %s.".formatted(type, name));
            }
        }
    }

    private static @Nullable RuleWindow window(@Nullable JsonNode window, List<InputError> errors) {
        if (window == null || window.isNull()) {
            return null;
        }
        if (window.isTextual() && window.textValue().equals(CALLING_HOURS)) {
            return RuleWindow.CALLING_HOURS;
        }
        return Window.parse(window, errors, "window").map(RuleWindow::new).orElse(null);
    }

    private @Nullable Cron cron(@Nullable Schedule schedule, List<InputError> errors) {
        if (schedule == null) {
            return null;
        }
        ZoneId in = schedule.timezone() == null ? zone : ZoneId.of(schedule.timezone());
        return Cron.parse(schedule.cron(), in, errors, "trigger.schedule.cron").orElse(null);
    }

    private static void checkLimits(AutomationRule rule, List<InputError> errors) {
        Duration within = rule.burst().within();
        if (within.compareTo(Burst.WITHIN_MIN) < 0 || within.compareTo(Burst.WITHIN_MAX) > 0) {
            error(errors, "burst.within", "out_of_range", "burst.within must be PT1M to PT24H.");
        }
        Duration age = rule.trigger().ageMax();
        if (age.isNegative() || age.isZero()) {
            error(errors, "trigger.maxAge", "out_of_range", "trigger.maxAge must be above zero.");
        }
    }

    private void checkCanHold(AutomationRule rule, Condition condition, List<InputError> errors) {
        List<String> names = rule.trigger().eventNames();
        if (condition.canNeverHold(events, names)) {
            String of = names.isEmpty() ? "" : " for " + String.join(", ", names);
            String message = "These conditions can never hold" + of + ".";
            error(errors, "conditions", "never_holds", message);
        }
    }

    /** A rule without conditions that creates what sets it off would never end. */
    private static void checkEnds(
            AutomationRule rule, @Nullable String entityType, List<InputError> errors) {
        if (rule.conditions() != null || entityType == null) {
            return;
        }
        String created = entityType + ".created";
        if (rule.trigger().eventNames().contains(created)) {
            for (int index = 0; index < rule.actions().size(); index++) {
                if (rule.actions().get(index).type().commands().contains(entityType + ".create")) {
                    error(
                            errors,
                            "actions[" + index + "]",
                            "endless_loop",
                            "This rule would set itself off without end: it answers %s and creates one."
                                    .formatted(created));
                }
            }
        }
    }

    private static void error(List<InputError> errors, String field, String code, String message) {
        errors.add(new InputError(field, code, message));
    }
}
