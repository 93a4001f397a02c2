package com.techbro24.crm.changelog;

/** Decides one room's commands, inside the transaction: load, ask the entity, save. */
public interface Handler<C extends Command> {
    Outcome handle(C command, Context context);
}
