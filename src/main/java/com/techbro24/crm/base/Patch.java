package com.techbro24.crm.base;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A partial update of a record {@code T}: the fields in the request; null clears a field.
 *
 * @param values the patched fields; the others are null
 * @param present names of the patched fields
 */
public record Patch<T>(T values, Set<String> present) {
    /** The patched value of a field, or its current value. */
    public <V extends @Nullable Object> V or(String field, V patched, V current) {
        return present.contains(field) ? patched : current;
    }

    public boolean has(String field) {
        return present.contains(field);
    }
}
