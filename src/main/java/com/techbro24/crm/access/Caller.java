package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request or command.
 *
 * @param agentId the agent; null for the server itself
 * @param team the agent's team; null for none
 * @param credentialId the session or API key; null for the server itself, a rule, an import and a
 *     bulk change
 */
public record Caller(
        @Nullable String agentId,
        Role role,
        @Nullable String team,
        boolean mayWrite,
        Kind kind,
        @Nullable String credentialId) {
    /** How the caller was authenticated. */
    public enum Kind {
        SESSION,
        API_KEY,
        /** An automation rule that acts for its owner, with the owner's current rights. */
        RULE,
        /** An import that acts for the agent who started it, with that agent's current rights. */
        IMPORT,
        /**
         * A bulk change that acts for the agent who started it, with that agent's current rights.
         */
        BULK,
        /** A connection to another system that acts for the admin who made it. */
        INTEGRATION,
        SYSTEM;

        /** Whether something acts for an agent, without a credential of it. */
        boolean isInNameOf() {
            return this == RULE || this == IMPORT || this == BULK || this == INTEGRATION;
        }
    }

    /** A rule, import or bulk change that acts for an agent without a credential. */
    public static Caller inNameOf(Account account, Kind kind) {
        return new Caller(account.agentId(), account.role(), account.team(), true, kind, null);
    }

    /** The server itself: automation, the command line, the first start. */
    public static final Caller SYSTEM = new Caller(null, Role.ADMIN, null, true, Kind.SYSTEM, null);

    /** The scope of rows that callers who see everything can see. */
    public static final String SCOPE_ALL = "all";

    /** The scope of an admin's personal rows, such as its inbox, which managers do not see. */
    public static final String SCOPE_ADMINS = "admins";

    /** The scope of rows without an agent, which every manager may assign. */
    public static final String SCOPE_POOL = "pool";

    public static String agentScope(String agentId) {
        return "agent:" + agentId;
    }

    public static String teamScope(String team) {
        return "team:" + team;
    }

    /** Whether it sees everything: an admin, and a manager who has no team. */
    public boolean seesAll() {
        return role == Role.ADMIN || role == Role.MANAGER && team == null;
    }

    /** Whether it may act on a visible agent of that role: not if the role is higher. */
    public boolean canManage(Role other) {
        return role.compareTo(other) >= 0;
    }

    /** The scopes that this caller sees. */
    public List<String> scopes() {
        if (role == Role.ADMIN) {
            return List.of(SCOPE_ALL, SCOPE_ADMINS);
        }
        if (seesAll()) {
            return List.of(SCOPE_ALL);
        }
        List<String> scopes = new ArrayList<>(3);
        if (agentId != null) {
            scopes.add(agentScope(agentId));
        }
        if (role == Role.MANAGER && team != null) {
            scopes.add(teamScope(team));
            scopes.add(SCOPE_POOL);
        }
        return List.copyOf(scopes);
    }

    Caller with(Role otherRole, @Nullable String otherTeam) {
        return role == otherRole && Objects.equals(team, otherTeam)
                ? this
                : new Caller(agentId, otherRole, otherTeam, mayWrite, kind, credentialId);
    }

    /** Rejects a read-only API key. */
    public void checkMayWrite() {
        if (!mayWrite) {
            throw Problem.forbidden("This API key is read-only.");
        }
    }

    public boolean is(String otherAgentId) {
        return otherAgentId.equals(agentId);
    }

    /** Resolves an id in a request; {@code me} is the caller. */
    public String meant(String idOrMe) {
        return idOrMe.equals("me") && agentId != null ? agentId : idOrMe;
    }

    /** The owner of requests: an agent's sessions and keys count as the agent. */
    public String subject() {
        return agentId != null ? agentId : Objects.requireNonNullElse(credentialId, "system");
    }

    /** The agent's id, for actions that need an agent. */
    public String agent() {
        if (agentId == null) {
            throw new IllegalStateException("the server itself has no agent");
        }
        return agentId;
    }
}
