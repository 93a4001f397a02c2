package com.techbro24.crm.leads;

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
    static final int OPTIONS_MAX = 200;
}
