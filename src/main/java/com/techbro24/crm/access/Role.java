package com.techbro24.crm.access;

import java.util.EnumSet;
import java.util.Set;

/** What an agent may do: its own rows, its team's, or everything; the lowest comes first. */
public enum Role {
    AGENT,
    MANAGER,
    ADMIN;

    public static final Set<Role> EVERYONE = Set.copyOf(EnumSet.allOf(Role.class));
    public static final Set<Role> MANAGERS = Set.of(MANAGER, ADMIN);
    public static final Set<Role> ADMINS = Set.of(ADMIN);

    /** Nobody who logs in: what only the program itself does. */
    public static final Set<Role> NOBODY = Set.of();
}
