package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The scopes that may see a row; a row that is in no scope is not there. */
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
