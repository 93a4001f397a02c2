package com.techbro24.crm.changelog;

import org.jspecify.annotations.Nullable;

/** Handles one room's commands inside the transaction: load, apply the entity's rules, save. */
public interface Handler<C extends Command> {
    Outcome handle(C command, Context context);

    /**
     * Runs on the caller's thread, for work too slow for the writer thread, such as hashing a
     * password. The result is in {@link Context#prepared()} when the command is handled.
     */
    default @Nullable Object prepare(C command) {
        return null;
    }
}
