package com.techbro24.crm.changelog;

/** Decides one room's commands, inside the transaction: load, ask the entity, save. */
public interface Handler<C extends Command> {
    Outcome handle(C command, Context context);

    /**
     * Does on the caller's thread what is too slow for the writer's, such as hashing a password.
     */
    default C prepare(C command) {
        return command;
    }
}
