package com.techbro24.crm.reminders;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeKinds;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands pending reminders to the new agent of a lead, and creates the reminders of promised
 * call-backs. For a merged lead, {@link RemindersOfLead} does this within the merge.
 */
public final class ReminderFollower implements Follower.Durable {
    /** Ignores older changes of calls, such as imported history. */
    private static final Duration CALL_AGE_MAX = Duration.ofDays(1);

    private static final String AGENT = "assignedAgentId";
    private static final String CALL = "call";

    private static final Set<ChangeKind> OF_LEADS =
            Set.of(
                    LeadChange.UPDATED,
                    LeadChange.STATUS_CHANGED,
                    LeadChange.ASSIGNED,
                    LeadChange.MERGED,
                    LeadChange.DELETED,
                    LeadChange.RESTORED);
    private static final String CALL_ENDED = "call.ended";

    private final CommandRunner runner;

    public ReminderFollower(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public Set<ChangeKind> kinds(ChangeKinds known) {
        // This room may not depend on calls, so their kinds are looked up by name.
        Set<ChangeKind> kinds = new HashSet<>(OF_LEADS);
        kinds.addAll(known.named("call.created", "call.updated", CALL_ENDED, "call.deleted"));
        return kinds;
    }

    @Override
    public boolean wants(Change change) {
        if (change.entityType().equals(CALL)) {
            return !change.at().isBefore(runner.now().minus(CALL_AGE_MAX))
                    && (change.fields().contains("callbackAt")
                            || change.fields().contains("deletedAt")
                            || change.fields().contains("contact")
                            || change.kind().wireName().equals(CALL_ENDED));
        }
        return change.entityType().equals(Lead.TYPE)
                && change.before() != null
                && change.fields().contains(AGENT);
    }

    @Override
    public void follow(Tx tx, Change change) {
        if (change.entityType().equals(CALL)) {
            followCall(tx, change);
        } else {
            followLead(tx, change);
        }
    }

    private void followCall(Tx tx, Change change) {
        JsonNode call = Json.read(change.after());
        String leadId = call.path("leadId").textValue();
        String agentId = call.path("agentId").textValue();
        if (call.path("contact").booleanValue()
                && leadId != null
                && call.path("deletedAt").isNull()) {
            run(tx, new ReminderCommand.CompleteCallBacks(leadId, change.entityId()), change);
        }
        if (agentId != null) {
            boolean deleted = !call.path("deletedAt").isNull();
            String at = deleted ? null : call.path("callbackAt").textValue();
            run(
                    tx,
                    new ReminderCommand.FollowCall(
                            change.entityId(),
                            agentId,
                            leadId,
                            call.path("phone").textValue(),
                            at == null ? null : Instant.parse(at)),
                    change);
        }
    }

    private void run(Tx tx, ReminderCommand command, Change change) {
        var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM).because(change.seq()));
    }

    private void followLead(Tx tx, Change change) {
        String from = agent(String.valueOf(change.before()));
        String to = agent(change.after());
        if (from != null && to != null && AccountStore.isActive(tx, to)) {
            run(tx, new ReminderCommand.FollowLead(change.entityId(), from, to), change);
        }
    }

    private static @Nullable String agent(String row) {
        return Json.read(row).path(AGENT).textValue();
    }
}
