package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Limits;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of custom fields. */
public sealed interface CustomFieldCommand extends Command {
    /**
     * Declares a field.
     *
     * @param name the key in a lead's {@code customFields}; name and type cannot be changed later
     * @param label the text shown to users; null for the name
     * @param options the values of a choice; not allowed for other types
     * @param required whether new leads must have it
     */
    @Example(
            """
            {"name":"region","label":"Sales region","type":"choice","options":["north","south"],
             "required":false}
            """)
    record Create(
            @Pattern(regexp = Id.PATTERN) @Nullable String id,
            @NotBlank
                    @Pattern(regexp = CustomFieldFields.NAME, message = CustomFieldFields.NAME_RULE)
                    String name,
            @Size(max = Limits.NAME_LENGTH_MAX) @Nullable String label,
            @NotNull CustomFieldType type,
            @Size(max = CustomFieldFields.OPTIONS_MAX)
                    @Nullable List<@NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String> options,
            @Nullable Boolean required)
            implements CustomFieldCommand {}

    /** Changes the provided properties of a field. */
    @Example("{\"label\":\"Region\",\"required\":false}")
    record Update(@NotBlank String id, Patch<CustomFieldFields> fields)
            implements CustomFieldCommand {}

    /** Deletes a declaration: existing values stay readable, but cannot be set any more. */
    record Delete(@NotBlank String id) implements CustomFieldCommand {}

    record Restore(@NotBlank String id) implements CustomFieldCommand {}

    CommandType<Create> CREATE =
            CommandType.of(
                    "custom_field.create",
                    Create.class,
                    CustomField.class,
                    Role.ADMINS,
                    "Declare a custom field of leads.");
    CommandType<Update> UPDATE =
            CommandType.of(
                    "custom_field.update",
                    Update.class,
                    CustomField.class,
                    Role.ADMINS,
                    "Change a custom field's label, its options, or whether it is required.");
    CommandType<Delete> DELETE =
            CommandType.of(
                    "custom_field.delete",
                    Delete.class,
                    CustomField.class,
                    Role.ADMINS,
                    "Delete a custom field; its existing values stay readable.");
    CommandType<Restore> RESTORE =
            CommandType.of(
                    "custom_field.restore",
                    Restore.class,
                    CustomField.class,
                    Role.ADMINS,
                    "Restore a deleted custom field.");

    List<CommandType<? extends CustomFieldCommand>> TYPES =
            List.of(CREATE, UPDATE, DELETE, RESTORE);
}
