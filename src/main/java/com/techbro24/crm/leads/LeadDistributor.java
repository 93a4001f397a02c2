package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Assigns leads by strategy, and drains the backlog to agents who become available. */
final class LeadDistributor {
    /**
     * The limit per agent and run: without it, the first available agent would get the whole
     * backlog.
     */
    static final int BACKLOG_BATCH_MAX = 5;

    private LeadDistributor() {}

    /** Assigns the lead to the selected agent; if there is none, puts it in the backlog. */
    static Lead distribute(Lead lead, LeadCommand.Target to, Context context) {
        Caller caller = context.caller();
        AssigneeCheck.forbidIf(
                caller.role() == Role.AGENT, "Only managers can assign leads by a strategy.");
        String team = caller.seesAll() ? null : caller.team();
        Optional<String> agentId =
                to.strategy()
                        .choose(
                                LeadLoadStore.candidates(context.tx(), team, lead.requiredSkills()),
                                Boolean.TRUE.equals(to.availableOnly()));
        if (agentId.isPresent()) {
            LeadLoadStore.moveToEndOfLine(context.tx(), agentId.get());
            return lead.assignedTo(agentId.get(), context.now());
        }
        if (!lead.statusCategory().isWork()) {
            throw Problem.unprocessable(
                    "No agent can take this lead, and only leads that are open or being worked"
                            + " on can wait in the backlog.");
        }
        return lead.inBacklog(context.now());
    }

    /**
     * Assigns backlog leads to an available agent, within capacity and skills, longest waiting
     * first.
     */
    static Outcome drainBacklog(LeadCommand.DrainBacklog command, Context context) {
        Tx tx = context.tx();
        List<Draft> changes = new ArrayList<>();
        Optional<Agent> agent =
                AgentStore.find(tx, command.agentId())
                        .filter(Agent::canReceiveLeads)
                        .filter(found -> found.status() == AgentStatus.AVAILABLE);
        if (agent.isPresent()) {
            Optional<Lead> next = next(tx, agent.get());
            while (next.isPresent() && changes.size() < BACKLOG_BATCH_MAX) {
                changes.add(LeadOperations.assign(context, next.get(), agent.get().id()));
                next = next(tx, agent.get());
            }
        }
        if (!changes.isEmpty()) {
            LeadLoadStore.moveToEndOfLine(tx, command.agentId());
        }
        return Outcome.changed(new LeadCommand.Drained(changes.size()), changes);
    }

    private static Optional<Lead> next(Tx tx, Agent agent) {
        return LeadCounts.hasRoom(tx, agent)
                ? BacklogStore.first(tx, agent).flatMap(id -> LeadStore.find(tx, id))
                : Optional.empty();
    }
}
