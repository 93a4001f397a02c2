package com.techbro24.crm.leads;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentChange;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.util.Collections;
import java.util.Set;

/** Drains the backlog to an agent that becomes available, or whose capacity or skills change. */
public final class BacklogFollower implements Follower.Durable {
    private static final Set<ChangeKind> KINDS = Set.copyOf(AgentChange.ALL);
    private static final Set<String> FIELDS = Set.of("status", "capacity", "skills", "role");

    private final CommandRunner runner;

    public BacklogFollower(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        return KINDS;
    }

    @Override
    public boolean wants(Change change) {
        return change.entityType().equals(Agent.TYPE)
                && change.before() != null
                && !Collections.disjoint(change.fields(), FIELDS);
    }

    @Override
    public void follow(Tx tx, Change change) {
        var drain = new LeadCommand.DrainBacklog(change.entityId());
        var _ = runner.run(tx, Submission.of(drain, Caller.SYSTEM).because(change.seq()));
    }
}
