package com.techbro24.crm.imports;

import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param header as the file names it
 * @param field the field that its cells become, {@code phone} or {@code custom.plan}; null where
 *     they are left out
 */
public record ImportColumn(
        @Example("\"Phone number\"") @NotNull String header,
        @Example("\"phone\"") @Nullable String field) {}
