package com.techbro24.crm.changelog;

import com.techbro24.crm.base.Entity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a handler decided.
 *
 * @param reply what the caller is answered; null for nothing
 * @param changes what is to be logged, in order
 * @param created whether the reply is a row that did not stand before
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

    /** Nothing had to change; the row stands as asked. */
    public static Outcome unchanged(@Nullable Object reply) {
        return new Outcome(reply, List.of(), false);
    }
}
