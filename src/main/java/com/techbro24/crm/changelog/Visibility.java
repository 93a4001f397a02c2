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
    /** Nobody: before a row is created, and after it is deleted. */
    public static final Visibility NOBODY = new Visibility(List.of());

    /** Callers who see everything, and every manager: for rows without an agent. */
    public static final Visibility POOL =
            new Visibility(List.of(Caller.SCOPE_ALL, Caller.SCOPE_POOL));

    /** Only callers who see everything. */
    public static final Visibility ALL = new Visibility(List.of(Caller.SCOPE_ALL));

    /** The row's agent, the managers of the agent's team, and callers who see everything. */
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
     * For rows personal to an agent, such as an inbox: like its other rows, but an admin's are seen
     * by admins only.
     */
    public static Visibility personal(String agentId, Role role, @Nullable String team) {
        return role == Role.ADMIN
                ? new Visibility(List.of(Caller.agentScope(agentId), Caller.SCOPE_ADMINS))
                : ofAgent(agentId, team);
    }

    /**
     * As {@link #personal(String, Role, String)}, with the agent's role and team in this
     * transaction.
     */
    public static Visibility personal(Tx tx, String agentId) {
        return AccountStore.find(tx, agentId)
                .map(account -> personal(agentId, account.role(), account.team()))
                .orElseGet(() -> ofAgent(agentId, null));
    }

    /**
     * Restricts a list to the rows that the caller sees; the same rule as {@link #ofAgent} and
     * {@link #POOL}.
     *
     * @param column holds the id of the row's agent; null for none
     */
    public static void where(Listing.Filter filter, String column, Caller caller) {
        if (caller.seesAll()) {
            return;
        }
        if (caller.role() == Role.MANAGER) {
            // No index fits this condition: a team's rows are found while scanning in list order.
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
     * As {@link #where}, for personal rows; the same rule as {@link #personal(String, Role,
     * String)}.
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

    /** The row's agent; empty for a row without one. */
    Optional<String> agentId() {
        String prefix = Caller.agentScope("");
        return scopes.stream()
                .filter(scope -> scope.startsWith(prefix))
                .map(scope -> scope.substring(prefix.length()))
                .findFirst();
    }

    /** The union of both scope lists. */
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
