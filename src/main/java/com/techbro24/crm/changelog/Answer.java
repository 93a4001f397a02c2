package com.techbro24.crm.changelog;

import org.jspecify.annotations.Nullable;

/**
 * The answer to a command, after its commit.
 *
 * @param body the reply as JSON; null for nothing
 * @param version the version of the row in the body; null if it is not a row
 * @param created whether the row is new
 * @param replayed whether this is the stored answer of an earlier, equal submission
 * @param reply the handler's reply; null for none and for a replayed answer
 */
public record Answer(
        @Nullable String body,
        @Nullable Integer version,
        boolean created,
        boolean replayed,
        @Nullable Object reply) {
    /** The reply to an internal command, whose answers are never replayed. */
    public <R> R reply(Class<R> type) {
        if (!type.isInstance(reply)) {
            throw new IllegalStateException("the reply is not of type " + type.getSimpleName());
        }
        return type.cast(reply);
    }
}
