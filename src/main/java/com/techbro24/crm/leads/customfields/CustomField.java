package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Fold;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A custom field of leads, declared by an admin.
 *
 * @param name the key in a lead's {@code customFields}; name and type never change
 * @param label the text shown to users
 * @param options the values of a choice; empty for other types
 * @param required whether new leads must have it and existing leads must keep it
 */
public record CustomField(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        String name,
        String label,
        CustomFieldType type,
        List<String> options,
        boolean required)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "custom_field";

    static CustomField create(CustomFieldCommand.Create with, String id, Instant now) {
        String label = with.label();
        String name = with.name().strip();
        return new CustomField(
                id,
                1,
                now,
                now,
                null,
                name,
                label == null || label.isBlank() ? name : label.strip(),
                with.type(),
                options(with.type(), with.options()),
                Boolean.TRUE.equals(with.required()));
    }

    CustomField with(Patch<CustomFieldFields> patch, Instant now) {
        CustomFieldFields fields = patch.values();
        return changed(
                deletedAt,
                patch.or("label", fields.label(), label).strip(),
                patch.has("options") ? options(type, fields.options()) : options,
                patch.has("required") ? fields.required() : required,
                now);
    }

    CustomField deleted(Instant now) {
        return changed(now, label, options, required, now);
    }

    CustomField restored(Instant now) {
        return changed(null, label, options, required, now);
    }

    /** The next version, or this one if nothing differs. */
    private CustomField changed(
            @Nullable Instant newDeletedAt,
            String newLabel,
            List<String> newOptions,
            boolean newRequired,
            Instant now) {
        boolean same =
                Objects.equals(newDeletedAt, deletedAt)
                        && newLabel.equals(label)
                        && newOptions.equals(options)
                        && newRequired == required;
        return same
                ? this
                : new CustomField(
                        id,
                        version + 1,
                        createdAt,
                        now,
                        newDeletedAt,
                        name,
                        newLabel,
                        type,
                        newOptions,
                        newRequired);
    }

    private static List<String> options(CustomFieldType type, @Nullable List<String> input) {
        List<String> options =
                input == null ? List.of() : input.stream().map(String::strip).toList();
        if (type == CustomFieldType.CHOICE && options.isEmpty()) {
            throw error("required", "options is required for a choice.");
        }
        if (type != CustomFieldType.CHOICE && !options.isEmpty()) {
            throw error("not_allowed", "options is allowed for choices only.");
        }
        if (options.stream().distinct().count() < options.size()) {
            throw error("duplicate", "options must not contain duplicates.");
        }
        return options;
    }

    private static Problem error(String code, String message) {
        return Problem.invalid(List.of(new InputError("options", code, message)));
    }

    /** The folded name, for comparison. */
    String key() {
        return Fold.of(name);
    }

    /** The error of a value; empty for none. */
    Optional<InputError> errorOf(Object value) {
        return switch (type) {
            case TEXT -> value instanceof String text ? length(text) : wrongType("a string");
            case NUMBER -> value instanceof Number ? Optional.empty() : wrongType("a number");
            case BOOLEAN ->
                    value instanceof Boolean ? Optional.empty() : wrongType("true or false");
            case DATE ->
                    value instanceof String text && isDate(text)
                            ? Optional.empty()
                            : wrongType("a date, such as 2026-01-31");
            case CHOICE ->
                    value instanceof String text && options.contains(text)
                            ? Optional.empty()
                            : inputError(
                                    "unknown_value",
                                    "must be one of " + String.join(", ", options));
        };
    }

    private Optional<InputError> length(String text) {
        return text.length() <= Limits.TEXT_LENGTH_MAX
                ? Optional.empty()
                : inputError(
                        "too_long", "must have at most " + Limits.TEXT_LENGTH_MAX + " characters");
    }

    private Optional<InputError> wrongType(String expected) {
        return inputError("wrong_type", "must be " + expected);
    }

    private Optional<InputError> inputError(String code, String what) {
        String field = "customFields." + name;
        return Optional.of(new InputError(field, code, field + " " + what + "."));
    }

    private static boolean isDate(String text) {
        try {
            return LocalDate.parse(text).toString().equals(text);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
