package com.techbro24.crm.agents;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import java.util.Optional;

/** What other rooms may do to an agent within a command of their own. */
public final class AgentMoves {
    private AgentMoves() {}

    /** Gives the agent the status, and the change to be logged; a disabled agent is refused. */
    public static Optional<Draft> move(Context context, String agentId, AgentStatus next) {
        return AgentStore.find(context.tx(), agentId).flatMap(agent -> move(context, agent, next));
    }

    /** Gives an agent that still has the status {@code from} another one. */
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
