package com.techbro24.crm.reminders;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets what waits about a lead go to the agent to whom the lead goes. Where a lead is merged,
 * {@link RemindersOfLead} does it within the merge.
 */
public final class ReminderFollower implements Follower.Durable {
    private static final Set<ChangeKind> KINDS =
            Set.of(
                    ChangeKind.LEAD_UPDATED,
                    ChangeKind.LEAD_STATUS_CHANGED,
                    ChangeKind.LEAD_ASSIGNED,
                    ChangeKind.LEAD_MERGED,
                    ChangeKind.LEAD_DELETED,
                    ChangeKind.LEAD_RESTORED);

    private static final String AGENT = "assignedAgentId";

    private final CommandRunner runner;

    public ReminderFollower(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public Set<ChangeKind> kinds() {
        return KINDS;
    }

    @Override
    public boolean wants(Change change) {
        return change.entityType().equals(Lead.TYPE)
                && change.before() != null
                && change.fields().contains(AGENT);
    }

    @Override
    public void follow(Tx tx, Change change) {
        String from = agent(String.valueOf(change.before()));
        String to = agent(change.after());
        if (from != null && to != null && AccountStore.isActive(tx, to)) {
            var command = new ReminderCommand.FollowLead(change.entityId(), from, to);
            var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM).because(change.seq()));
        }
    }

    private static @Nullable String agent(String row) {
        return Json.read(row).path(AGENT).textValue();
    }
}
