package com.techbro24.crm.access;

import java.util.EnumSet;
import java.util.Set;

/** Roles, lowest first: an agent's own rows, its team's rows, everything. */
public enum Role {
    AGENT,
    MANAGER,
    ADMIN;

    public static final Set<Role> EVERYONE = Set.copyOf(EnumSet.allOf(Role.class));
    public static final Set<Role> MANAGERS = Set.of(MANAGER, ADMIN);
    public static final Set<Role> ADMINS = Set.of(ADMIN);

    /** No role: only the server itself. */
    public static final Set<Role> NOBODY = Set.of();
}
