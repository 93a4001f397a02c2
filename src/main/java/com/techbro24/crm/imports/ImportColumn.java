package com.techbro24.crm.imports;

import com.techbro24.crm.http.Example;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param header its header in the file
 * @param field the target field, {@code phone} or {@code custom.plan}; null if the column is
 *     ignored
 */
public record ImportColumn(
        @Example("\"Phone number\"") @NotNull String header,
        @Example("\"phone\"") @Nullable String field) {}
