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
 * A field that an admin declares beside a lead's own.
 *
 * @param name under which leads keep its values; it never changes, nor does the type
 * @param label what people read
 * @param options what a choice may be; empty for every other type
 * @param required whether a new lead must have it, and no lead may lose it
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
    /** What the log and problems call it. */
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

    /** The next version, or this one where nothing differs. */
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

    private static List<String> options(CustomFieldType type, @Nullable List<String> brought) {
        List<String> options =
                brought == null ? List.of() : brought.stream().map(String::strip).toList();
        if (type == CustomFieldType.CHOICE && options.isEmpty()) {
            throw error("required", "options says what a choice may be; it must be given.");
        }
        if (type != CustomFieldType.CHOICE && !options.isEmpty()) {
            throw error("not_allowed", "options belongs to choices, and to no other type.");
        }
        if (options.stream().distinct().count() < options.size()) {
            throw error("doubled", "options names one of them twice.");
        }
        return options;
    }

    private static Problem error(String code, String message) {
        return Problem.invalid(List.of(new InputError("options", code, message)));
    }

    /** By what two spellings of a name are one. */
    String key() {
        return Fold.of(name);
    }

    /** What is wrong with a value for it; empty for nothing. */
    Optional<InputError> errorOf(Object value) {
        return switch (type) {
            case TEXT -> value instanceof String text ? length(text) : wrong("a string");
            case NUMBER -> value instanceof Number ? Optional.empty() : wrong("a number");
            case BOOLEAN -> value instanceof Boolean ? Optional.empty() : wrong("true or false");
            case DATE ->
                    value instanceof String text && isDate(text)
                            ? Optional.empty()
                            : wrong("a date, such as 2026-01-31");
            case CHOICE ->
                    value instanceof String text && options.contains(text)
                            ? Optional.empty()
                            : found(
                                    "unknown_value",
                                    "must be one of " + String.join(", ", options));
        };
    }

    private Optional<InputError> length(String text) {
        return text.length() <= Limits.TEXT_LENGTH_MAX
                ? Optional.empty()
                : found("too_long", "has at most " + Limits.TEXT_LENGTH_MAX + " characters");
    }

    private Optional<InputError> wrong(String expected) {
        return found("wrong_type", "must be " + expected);
    }

    private Optional<InputError> found(String code, String what) {
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
