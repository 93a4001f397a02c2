package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Role;
import java.util.Set;

/**
 * A command as clients know it.
 *
 * @param name imperative, {@code thing.set_status}; the same over REST, the socket, sync and
 *     automation
 * @param type the record of its input
 * @param reply the type of what it answers
 * @param roles who may give it at all; which rows is the handler's to decide. With {@link
 *     Role#NOBODY} only the program itself gives it.
 * @param summary one line of documentation
 */
public record CommandType<C extends Command>(
        String name, Class<C> type, Class<?> reply, Set<Role> roles, String summary) {
    public static <C extends Command> CommandType<C> of(
            String name, Class<C> type, Class<?> reply, Set<Role> roles, String summary) {
        return new CommandType<>(name, type, reply, roles, summary);
    }

    /** Whether only the program itself may run it, and no caller from outside. */
    boolean isInternal() {
        return roles.isEmpty();
    }
}
