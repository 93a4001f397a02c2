package com.techbro24.crm.base;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some fields of a record of the type {@code T}: those that were brought, null where they are to be
 * cleared.
 *
 * @param values the brought fields; the others are null
 * @param present the names of the brought fields
 */
public record Patch<T>(T values, Set<String> present) {
    /** The brought value of a field, or what stands. */
    public <V extends @Nullable Object> V or(String field, V brought, V standing) {
        return present.contains(field) ? brought : standing;
    }

    public boolean has(String field) {
        return present.contains(field);
    }
}
