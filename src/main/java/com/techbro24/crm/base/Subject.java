package com.techbro24.crm.base;

import org.jspecify.annotations.Nullable;

/**
 * A row, named by its type and id.
 *
 * @param type what the log calls rows of its table
 */
public record Subject(String type, String id) {
    /** The row with this id; null where there is no id. */
    public static @Nullable Subject of(String type, @Nullable String id) {
        return id == null ? null : new Subject(type, id);
    }
}
