package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadCounts;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Gives an agent that becomes available leads that are nobody's yet, the best first. */
public final class BacklogFollower implements Follower.Durable {
    /** More at once would hold up the writer. */
    private static final int LEADS_AT_ONCE_MAX = 50;

    private final CommandRunner runner;
    private final CallSettings settings;

    public BacklogFollower(CommandRunner runner, CallSettings settings) {
        this.runner = runner;
        this.settings = settings;
    }

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public boolean wants(Change change) {
        return settings.backlogLeads() > 0 && change.kind() == ChangeKind.AGENT_STATUS_CHANGED;
    }

    @Override
    public void follow(Tx tx, Change change) {
        Optional<Agent> available =
                AgentStore.find(tx, change.entityId())
                        .filter(Agent::active)
                        .filter(agent -> agent.role() == Role.AGENT)
                        .filter(agent -> agent.status() == AgentStatus.AVAILABLE);
        if (available.isEmpty()) {
            return;
        }
        String agentId = available.get().id();
        long room = settings.backlogLeads() - LeadCounts.open(tx, agentId);
        for (int given = 0; given < Math.min(room, LEADS_AT_ONCE_MAX); given++) {
            Optional<ClaimStore.Waiting> best =
                    LeadCounts.hasRoom(tx, agentId)
                            ? best(tx, agentId, change.at())
                            : Optional.empty();
            if (best.isEmpty()) {
                return;
            }
            assign(tx, best.get().leadId(), agentId, change);
        }
    }

    private static Optional<ClaimStore.Waiting> best(Tx tx, String agentId, Instant now) {
        return Stream.of(QueuePlace.Tier.values())
                .flatMap(tier -> best(tx, tier, agentId, now).stream())
                .findFirst();
    }

    /** Wherever they are: what sleeps now can be called later in the day. */
    private static Optional<ClaimStore.Waiting> best(
            Tx tx, QueuePlace.Tier tier, String agentId, Instant now) {
        List<String> zones = ClaimStore.zones(tx, ClaimStore.Owner.NOBODY, tier, agentId);
        return ClaimStore.first(tx, ClaimStore.Owner.NOBODY, tier, zones, agentId, now);
    }

    private void assign(Tx tx, String leadId, String agentId, Change cause) {
        var input = Json.object().put("id", leadId).put("agentId", agentId);
        var assign = CommandCatalog.bind(LeadCommand.ASSIGN, input);
        var _ = runner.run(tx, Submission.of(assign, Caller.SYSTEM).because(cause.seq()));
    }
}
