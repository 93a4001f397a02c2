package com.techbro24.crm.changelog;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Listing;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The scopes that may see a row. Rows the caller cannot see are reported as not found. */
public record Visibility(List<String> scopes) {
    /** Seen by nobody: before a row is made, and after it is deleted. */
    public static final Visibility NOBODY = new Visibility(List.of());

    /** Seen by all who see everything, and by every manager: a row that belongs to nobody yet. */
    public static final Visibility POOL =
            new Visibility(List.of(Caller.SCOPE_ALL, Caller.SCOPE_POOL));

    /** Seen by those who see everything, and by nobody else. */
    public static final Visibility ALL = new Visibility(List.of(Caller.SCOPE_ALL));

    /** Seen by its agent, by the managers of the agent's team, and by those who see everything. */
    public static Visibility ofAgent(String agentId, @Nullable String team) {
        return team == null
                ? new Visibility(List.of(Caller.agentScope(agentId), Caller.SCOPE_ALL))
                : new Visibility(
                        List.of(
                                Caller.agentScope(agentId),
                                Caller.SCOPE_ALL,
                                Caller.teamScope(team)));
    }

    /**
     * Of what is an agent's own, such as its inbox: as of its other rows, but an admin's is seen by
     * admins only, whichever team it is in.
     */
    public static Visibility personal(String agentId, Role role, @Nullable String team) {
        return role == Role.ADMIN
                ? new Visibility(List.of(Caller.agentScope(agentId), Caller.SCOPE_ADMINS))
                : ofAgent(agentId, team);
    }

    /** As {@link #personal(String, Role, String)}, with what the agent is in this transaction. */
    public static Visibility personal(Tx tx, String agentId) {
        return AccountStore.find(tx, agentId)
                .map(account -> personal(agentId, account.role(), account.team()))
                .orElseGet(() -> ofAgent(agentId, null));
    }

    /**
     * Narrows a list to the rows that the caller sees, as {@link #ofAgent} and {@link #POOL} say it
     * of one row.
     *
     * @param column with the id of the agent to whom a row belongs; null for nobody's
     */
    public static void where(Listing.Filter filter, String column, Caller caller) {
        if (caller.seesAll()) {
            return;
        }
        if (caller.role() == Role.MANAGER) {
            // No index serves this condition: a team's rows are found along the order of the list.
            filter.and(
                    "COALESCE("
                            + column
                            + ", '') IN ("
                            + AccountStore.AGENTS_OF_TEAM
                            + " UNION ALL SELECT '' UNION ALL SELECT ?)",
                    caller.team(),
                    caller.agent());
        } else {
            filter.and(column + " = ?", caller.agent());
        }
    }

    /**
     * As {@link #where}, for rows that are an agent's own, as {@link #personal(String, Role,
     * String)} says it of one row.
     */
    public static void wherePersonal(Listing.Filter filter, String column, Caller caller) {
        if (caller.role() == Role.ADMIN) {
            return;
        }
        if (caller.seesAll()) {
            filter.and(column + " NOT IN (" + AccountStore.AGENTS_WITH_ROLE + ")", Role.ADMIN);
        } else if (caller.role() == Role.MANAGER) {
            filter.and(
                    "(%s = ? OR %s IN (%s))"
                            .formatted(column, column, AccountStore.AGENTS_OF_TEAM_BUT),
                    caller.agent(),
                    caller.team(),
                    Role.ADMIN);
        } else {
            filter.and(column + " = ?", caller.agent());
        }
    }

    public boolean isSeenBy(Caller caller) {
        return isSeenBy(caller.scopes());
    }

    public boolean isSeenBy(List<String> callersScopes) {
        return callersScopes.stream().anyMatch(scopes::contains);
    }

    /** Whose the row is; empty for one that is nobody's, or everybody's who sees everything. */
    Optional<String> agentId() {
        String prefix = Caller.agentScope("");
        return scopes.stream()
                .filter(scope -> scope.startsWith(prefix))
                .map(scope -> scope.substring(prefix.length()))
                .findFirst();
    }

    /** The scopes of both, each once. */
    List<String> and(Visibility other) {
        if (scopes.equals(other.scopes)) {
            return scopes;
        }
        TreeSet<String> both = new TreeSet<>(scopes);
        both.addAll(other.scopes);
        return List.copyOf(both);
    }

    String stored() {
        return String.join(" ", scopes);
    }

    static Visibility read(String stored) {
        return stored.isEmpty() ? NOBODY : new Visibility(List.of(stored.split(" ")));
    }
}
