package com.techbro24.crm.agents;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import java.util.Optional;

/** Status changes that other rooms make within their own commands. */
public final class AgentMoves {
    private AgentMoves() {}

    /** Sets the status and returns the change to log; a conflict for a disabled agent. */
    public static Optional<Draft> move(Context context, String agentId, AgentStatus next) {
        return AgentStore.find(context.tx(), agentId).flatMap(agent -> move(context, agent, next));
    }

    /** Sets the status of an active agent if it is still {@code from}. */
    public static Optional<Draft> moveFrom(
            Context context, String agentId, AgentStatus from, AgentStatus next) {
        return AgentStore.find(context.tx(), agentId)
                .filter(agent -> agent.active() && agent.status() == from)
                .flatMap(agent -> move(context, agent, next));
    }

    private static Optional<Draft> move(Context context, Agent before, AgentStatus next) {
        Agent after = before.withStatus(next, context.now());
        if (after == before) {
            return Optional.empty();
        }
        AgentStore.update(context.tx(), after);
        return Optional.of(
                Draft.changed(
                        AgentChange.STATUS_CHANGED,
                        Agent.TYPE,
                        before,
                        after,
                        before.visibility(),
                        after.visibility()));
    }
}
