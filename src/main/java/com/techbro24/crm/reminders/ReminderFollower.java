package com.techbro24.crm.reminders;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.jspecify.annotations.Nullable;

/** Lets reminders go where their leads go: to another agent, or into another lead. */
public final class ReminderFollower implements Follower.Durable {
    /** The field in which a lead that was merged says into which. */
    private static final String MERGED_INTO = "mergedIntoId";

    private final CommandRunner runner;

    public ReminderFollower(CommandRunner runner) {
        this.runner = runner;
    }

    @Override
    public String name() {
        return "reminders";
    }

    @Override
    public boolean wants(Change change) {
        return change.entityType().equals(Lead.TYPE)
                && change.before() != null
                && (change.kind() == ChangeKind.LEAD_MERGED
                        || change.fields().contains("assignedAgentId"));
    }

    @Override
    public void follow(Tx tx, Change change) {
        JsonNode before = Json.read(String.valueOf(change.before()));
        JsonNode after = Json.read(change.after());
        String toLead = text(after, MERGED_INTO);
        String from = text(before, "assignedAgentId");
        String to = text(after, "assignedAgentId");
        boolean handedOver = from != null && to != null && AccountStore.isActive(tx, to);
        if (toLead != null || handedOver) {
            var command =
                    new ReminderCommand.FollowLead(
                            change.entityId(),
                            toLead,
                            handedOver ? from : null,
                            handedOver ? to : null);
            var _ = runner.run(tx, Submission.of(command, Caller.SYSTEM).because(change.seq()));
        }
    }

    private static @Nullable String text(JsonNode row, String field) {
        return row.path(field).textValue();
    }
}
