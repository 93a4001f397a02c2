package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The declared custom fields by name. Each check reports all errors at once. */
public record CustomFields(Map<String, CustomField> byName) {
    /** Checks the values of a new lead: only declared fields, and all required ones. */
    public void checkNew(@Nullable Map<String, @Nullable Object> input) {
        Map<String, @Nullable Object> values = input == null ? Map.of() : input;
        List<InputError> errors = new ArrayList<>();
        values.forEach((name, value) -> check(name, null, value, errors));
        for (CustomField field : byName.values()) {
            if (field.required() && !values.containsKey(field.name())) {
                errors.add(required(field.name()));
            }
        }
        refuse(errors);
    }

    /**
     * Checks the values of an update. Unchanged values are always accepted, and fields that are no
     * longer declared can be removed.
     *
     * @param input null removes all
     */
    public void checkChange(
            Map<String, Object> existing, @Nullable Map<String, @Nullable Object> input) {
        List<InputError> errors = new ArrayList<>();
        if (input == null) {
            existing.forEach((name, value) -> check(name, value, null, errors));
        } else {
            input.forEach((name, value) -> check(name, existing.get(name), value, errors));
        }
        refuse(errors);
    }

    private void check(
            String name,
            @Nullable Object existing,
            @Nullable Object value,
            List<InputError> errors) {
        if (value != null && CustomValue.of(value).equals(existing)) {
            return;
        }
        CustomField field = byName.get(name);
        if (field == null) {
            if (value != null) {
                String at = "customFields." + name;
                String message = at + " is not declared; admins can declare custom fields.";
                errors.add(new InputError(at, "unknown_field", message));
            }
        } else if (value == null) {
            if (field.required()) {
                errors.add(required(name));
            }
        } else {
            field.errorOf(value).ifPresent(errors::add);
        }
    }

    private static InputError required(String name) {
        String at = "customFields." + name;
        return new InputError(at, "required", at + " is required.");
    }

    private static void refuse(List<InputError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
