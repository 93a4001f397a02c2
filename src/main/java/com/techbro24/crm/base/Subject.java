package com.techbro24.crm.base;

import org.jspecify.annotations.Nullable;

/**
 * A row, named by its type and id.
 *
 * @param type the entity type in the log
 */
public record Subject(String type, String id) {
    /** The row with this id; null if the id is null. */
    public static @Nullable Subject of(String type, @Nullable String id) {
        return id == null ? null : new Subject(type, id);
    }
}
