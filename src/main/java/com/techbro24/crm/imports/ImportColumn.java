package com.techbro24.crm.imports;

import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A column of a file.
 *
 * @param header as the file names it
 * @param field the field that its cells become, {@code phone} or {@code custom.plan}; null where
 *     they are left out
 */
public record ImportColumn(@NotNull String header, @Nullable String field) {}
