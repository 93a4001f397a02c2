package com.techbro24.crm.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with which a program acts as an agent.
 *
 * @param prefix the start of the key, to recognise it
 * @param scopes read, or read and write; it sees the rows that its owner sees
 * @param expiresAt null if it does not expire
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
    /** What a key allows. */
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
