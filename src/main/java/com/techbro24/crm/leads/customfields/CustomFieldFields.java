package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.base.Limits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an update of a custom field may bring.
 *
 * @param options leads that have one that goes keep it until they take another
 */
public record CustomFieldFields(
        @NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String label,
        @Size(max = OPTIONS_MAX)
                @Nullable List<@NotBlank @Size(max = Limits.NAME_LENGTH_MAX) String> options,
        @NotNull Boolean required) {
    /** What a name may be: the names are keys of {@code customFields} of a lead. */
    public static final String NAME = "^[\\p{L}\\p{N}_][\\p{L}\\p{N} _.-]{0,59}$";

    public static final String NAME_RULE =
            "must be 1 to 60 letters, digits, spaces, _, . or -, and begin with a letter, a digit"
                    + " or _";
    static final int OPTIONS_MAX = 200;
}
