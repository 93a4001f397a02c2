package com.techbro24.crm.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param agentId the agent in whose name it happens; null for the program itself
 * @param team the agent's team; null where it has none
 * @param credentialId the session or API key that was shown; null for the program itself, a rule
 *     and an import
 */
public record Caller(
        @Nullable String agentId,
        Role role,
        @Nullable String team,
        boolean mayWrite,
        Kind kind,
        @Nullable String credentialId) {
    /** By what the caller was recognised. */
    public enum Kind {
        SESSION,
        API_KEY,
        /** An automation rule in its owner's name, with the rights that the account has then. */
        RULE,
        /** An import in the name of who began it, with the rights that the account has then. */
        IMPORT,
        SYSTEM
    }

    /** Something that acts in an agent's name without a credential. */
    public static Caller inNameOf(Account account, Kind kind) {
        return new Caller(account.agentId(), account.role(), account.team(), true, kind, null);
    }

    /** The program itself: automation, the command line, the first start. */
    public static final Caller SYSTEM = new Caller(null, Role.ADMIN, null, true, Kind.SYSTEM, null);

    /** The scope of rows that everyone with the whole view sees. */
    public static final String SCOPE_ALL = "all";

    /** The scope of what is an admin's own, such as its inbox, which no manager sees. */
    public static final String SCOPE_ADMINS = "admins";

    /** The scope of rows that belong to nobody yet and that every manager may give out. */
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

    /** Whether it may act on an agent of that role, whom it sees: nobody on a higher one. */
    public boolean reaches(Role other) {
        return role.compareTo(other) >= 0;
    }

    /** The scopes of the change log that this caller may see. */
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

    public boolean is(String otherAgentId) {
        return otherAgentId.equals(agentId);
    }

    /** The agent whom a client means by an id, where {@code me} is the caller itself. */
    public String meant(String idOrMe) {
        return idOrMe.equals("me") && agentId != null ? agentId : idOrMe;
    }

    /** Whose doing it is: an agent's sessions and keys count as the agent. */
    public String subject() {
        return agentId != null ? agentId : Objects.requireNonNullElse(credentialId, "system");
    }

    /** The agent's id, for what only an agent can do. */
    public String agent() {
        if (agentId == null) {
            throw new IllegalStateException("the program itself has no agent");
        }
        return agentId;
    }
}
