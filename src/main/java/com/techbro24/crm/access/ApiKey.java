package com.techbro24.crm.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key by which a program calls in an agent's name.
 *
 * @param prefix the start of the key, by which a person tells it from others
 * @param scopes read, or read and write; what rows it reaches is its owner's right
 * @param expiresAt null for a key without an end
 * @param usedAt when it was last used, to the minute; null for never
 */
public record ApiKey(
        String id,
        String name,
        String prefix,
        List<Scope> scopes,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant usedAt) {
    /** What a key may do. */
    public enum Scope {
        READ,
        WRITE
    }

    boolean mayWrite() {
        return scopes.contains(Scope.WRITE);
    }

    static List<Scope> scopes(boolean mayWrite) {
        return mayWrite ? List.of(Scope.READ, Scope.WRITE) : List.of(Scope.READ);
    }
}
