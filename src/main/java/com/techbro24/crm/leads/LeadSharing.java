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

/** Shares leads out: one to whose turn it is, or what waits to one who has become available. */
final class LeadSharing {
    /** With more, who comes first in the morning would take what others can do better at once. */
    static final int TAKEN_AT_ONCE_MAX = 5;

    private LeadSharing() {}

    /** With the agent whose turn it is, or where none can take it, in the backlog. */
    static Lead share(Lead lead, LeadCommand.Target to, Context context) {
        Caller caller = context.caller();
        LeadTakers.refuseAgent(caller.role() == Role.AGENT, "Only managers share leads out.");
        String team = caller.seesAll() ? null : caller.team();
        Optional<String> agentId =
                to.strategy()
                        .choose(
                                LeadLoadStore.candidates(context.tx(), team, lead.requiredSkills()),
                                Boolean.TRUE.equals(to.availableOnly()));
        if (agentId.isPresent()) {
            LeadLoadStore.takeTurn(context.tx(), agentId.get());
            return lead.assignedTo(agentId.get(), context.now());
        }
        if (!lead.statusCategory().isWork()) {
            throw Problem.unprocessable(
                    "No agent can take another lead, and only a lead that is open or being worked"
                            + " on waits for one.");
        }
        return lead.inBacklog(context.now());
    }

    /** Gives an available agent what it has room and the skills for, the longest waiting first. */
    static Outcome takeBacklog(LeadCommand.TakeBacklog command, Context context) {
        Tx tx = context.tx();
        List<Draft> changes = new ArrayList<>();
        Optional<Agent> taker =
                AgentStore.find(tx, command.agentId())
                        .filter(Agent::canReceiveLeads)
                        .filter(agent -> agent.status() == AgentStatus.AVAILABLE);
        if (taker.isPresent()) {
            Optional<Lead> next = next(tx, taker.get());
            while (next.isPresent() && changes.size() < TAKEN_AT_ONCE_MAX) {
                changes.add(LeadMoves.assign(context, next.get(), taker.get().id()));
                next = next(tx, taker.get());
            }
        }
        if (!changes.isEmpty()) {
            LeadLoadStore.takeTurn(tx, command.agentId());
        }
        return Outcome.changed(new LeadCommand.Taken(changes.size()), changes);
    }

    private static Optional<Lead> next(Tx tx, Agent taker) {
        return LeadCounts.hasRoom(tx, taker)
                ? BacklogStore.first(tx, taker).flatMap(id -> LeadStore.find(tx, id))
                : Optional.empty();
    }
}
