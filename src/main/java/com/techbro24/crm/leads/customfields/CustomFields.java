package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The custom fields that are declared, by name: what leads may have. Each check names every fault
 * at once.
 */
public record CustomFields(Map<String, CustomField> byName) {
    /** Checks what a new lead brings: only what is declared, and all that is required. */
    public void checkNew(@Nullable Map<String, @Nullable Object> brought) {
        Map<String, @Nullable Object> values = brought == null ? Map.of() : brought;
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
     * Checks what an update brings. What stands already may be sent along, and what is not declared
     * any more may be removed.
     *
     * @param brought null removes all
     */
    public void checkChange(
            Map<String, Object> standing, @Nullable Map<String, @Nullable Object> brought) {
        List<InputError> errors = new ArrayList<>();
        if (brought == null) {
            standing.forEach((name, held) -> check(name, held, null, errors));
        } else {
            brought.forEach((name, value) -> check(name, standing.get(name), value, errors));
        }
        refuse(errors);
    }

    private void check(
            String name,
            @Nullable Object standing,
            @Nullable Object value,
            List<InputError> errors) {
        if (value != null && CustomValue.of(value).equals(standing)) {
            return;
        }
        CustomField field = byName.get(name);
        if (field == null) {
            if (value != null) {
                String at = "customFields." + name;
                String message = at + " is not declared; an admin declares custom fields.";
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
        return new InputError(at, "required", at + " must be given.");
    }

    private static void refuse(List<InputError> errors) {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
