package com.techbro24.crm.changelog;

import org.jspecify.annotations.Nullable;

/**
 * What a command was answered, after its commit.
 *
 * @param body the reply as JSON; null for nothing
 * @param version the version of the row it holds; null where it is none
 * @param created whether the row is new
 * @param replayed whether this is the kept answer of an earlier, equal submission
 * @param reply what the handler replied; null for nothing, and for a kept answer
 */
public record Answer(
        @Nullable String body,
        @Nullable Integer version,
        boolean created,
        boolean replayed,
        @Nullable Object reply) {
    /** The reply of a command given by the program itself, whose answers are not kept. */
    public <R> R reply(Class<R> type) {
        if (!type.isInstance(reply)) {
            throw new IllegalStateException("the reply is no " + type.getSimpleName());
        }
        return type.cast(reply);
    }
}
