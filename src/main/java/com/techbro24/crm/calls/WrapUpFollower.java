package com.techbro24.crm.calls;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.AgentChange;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.util.Set;

/** Ends the wrap-up of a call when its agent changes status without finishing the wrap-up. */
public final class WrapUpFollower implements Follower.Durable {
    private static final Set<ChangeKind> KINDS = Set.of(AgentChange.STATUS_CHANGED);
    private final CommandRunner runner;

    public WrapUpFollower(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "wrap_up";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        return KINDS;
    }

    @Override
    public boolean wants(Change change) {
        return change.kind().equals(AgentChange.STATUS_CHANGED)
                && change.before() != null
                && Json.read(change.before())
                        .path("status")
                        .asText()
                        .equals(EnumNames.of(AgentStatus.WRAP_UP));
    }

    @Override
    public void follow(Tx tx, Change change) {
        JsonNode before = Json.read(String.valueOf(change.before()));
        Times.parse(before.path("statusSince").asText())
                .flatMap(since -> CallStore.inWrapUpOf(tx, change.entityId(), since))
                .ifPresent(
                        call -> {
                            var done = new CallCommand.FinishWrapUp(call.id());
                            var _ =
                                    runner.run(
                                            tx,
                                            Submission.of(done, Caller.SYSTEM)
                                                    .because(change.seq())
                                                    .at(change.at()));
                        });
    }
}
