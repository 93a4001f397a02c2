package com.techbro24.crm.automation.conditions;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.automation.conditions.Fields.Found;
import com.techbro24.crm.base.InputError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the errors of a rule, and looks up its fields. */
final class Faults {
    private final Fields fields;
    private final @Nullable String entityType;
    private final boolean isEvent;
    private final List<InputError> errors;
    private final Set<String> thenPaths = new TreeSet<>();

    Faults(Fields fields, @Nullable String entityType, boolean isEvent, List<InputError> errors) {
        this.fields = fields;
        this.entityType = entityType;
        this.isEvent = isEvent;
        this.errors = errors;
    }

    boolean isEvent() {
        return isEvent;
    }

    /** The fields named with {@code then.}, without it. */
    Set<String> thenPaths() {
        return thenPaths;
    }

    /**
     * @param rule what the value must be, {@code must be a string}
     */
    void add(String path, String code, String rule) {
        errors.add(new InputError(path, code, path + " " + rule + "."));
    }

    void wrongType(String path, String expected) {
        add(path, "wrong_type", "must be " + expected);
    }

    /** Reports the names that an object may not have. */
    void unknownNames(JsonNode object, Set<String> known, String path) {
        for (var entry : object.properties()) {
            if (!known.contains(entry.getKey())) {
                String name = path + "." + entry.getKey();
                errors.add(
                        new InputError(
                                name, "unknown_field", "Unknown field: " + entry.getKey() + "."));
            }
        }
    }

    /** The field with a name; empty with an error if there is none. */
    Optional<Found> field(String name, String path) {
        Optional<Found> found = fields.look(entityType, name);
        if (found.isEmpty()) {
            add(path, "unknown_field", fields.unknown(entityType, isEvent, name));
            return found;
        }
        if (!isEvent && found.get().field().isOfEvent()) {
            add(path, "not_allowed", "must not name an event: this rule has none");
            return Optional.empty();
        }
        if (name.startsWith(Fields.THEN)) {
            thenPaths.add(name.substring(Fields.THEN.length()));
        }
        return found;
    }
}
