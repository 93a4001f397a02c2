package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.Limits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a custom field that an update may change.
 *
 * @param options leads keep a removed option until it is changed
 */
public record CustomFieldFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String label,
        @Size(max = OPTIONS_MAX)
                @Nullable List<@NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String> options,
        @NotNull Boolean required) {
    /** The pattern of names, which are keys in a lead's {@code customFields}. */
    public static final String NAME = "^[\\p{L}\\p{N}_][\\p{L}\\p{N} _.-]{0,59}$";

    public static final String NAME_RULE =
            "must be 1 to 60 letters, digits, spaces, _, . or -, and begin with a letter, a digit"
                    + " or _";
    static final int OPTIONS_MAX = 200;
}
