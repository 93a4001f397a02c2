package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Role;
import java.util.Set;

/**
 * The description of a command for clients.
 *
 * @param name imperative, {@code thing.set_status}; the same over REST, the socket, sync and
 *     automation
 * @param type the record of its input
 * @param reply the type of the reply
 * @param roles roles that may use it; the handler checks the row. {@link Role#NOBODY} makes it
 *     internal.
 * @param summary one line of documentation
 */
public record CommandType<C extends Command>(
        String name, Class<C> type, Class<?> reply, Set<Role> roles, String summary) {
    public static <C extends Command> CommandType<C> of(
            String name, Class<C> type, Class<?> reply, Set<Role> roles, String summary) {
        return new CommandType<>(name, type, reply, roles, summary);
    }

    /** Whether only the server itself may run it. */
    boolean isInternal() {
        return roles.isEmpty();
    }
}
