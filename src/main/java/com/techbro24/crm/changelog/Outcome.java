package com.techbro24.crm.changelog;

import com.techbro24.crm.base.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a handler.
 *
 * @param reply the reply to the caller; null for none
 * @param changes the changes to log, in order
 * @param created whether the reply is a new row
 */
public record Outcome(@Nullable Object reply, List<Draft> changes, boolean created) {
    public static Outcome created(Entity row, Draft... changes) {
        return new Outcome(row, List.of(changes), true);
    }

    public static Outcome changed(@Nullable Object reply, Draft... changes) {
        return new Outcome(reply, List.of(changes), false);
    }

    public static Outcome changed(@Nullable Object reply, List<Draft> changes) {
        return new Outcome(reply, changes, false);
    }

    /** Nothing changed; the row already is as requested. */
    public static Outcome unchanged(@Nullable Object reply) {
        return new Outcome(reply, List.of(), false);
    }
}
