package com.techbro24.crm.notifications;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Test fixture: notifications, with the rooms whose changes create them. */
record NotificationRoom(Spine spine, NotificationClock clock, Followers followers)
        implements AutoCloseable {
    static NotificationRoom open(TestDatabase kind) {
        return open(kind.fresh(), List.of(new InAppSender()));
    }

    static NotificationRoom open(DatabaseUrl url, List<Sender> senders) {
        TestClock time = new TestClock();
        Spine spine =
                Spine.open(url, time)
                        .with(Agents.handler(), AgentCommand.TYPES)
                        .with(new LeadHandler(), LeadCommand.TYPES)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES)
                        .with(
                                new NotificationHandler(NotificationSettings.DEFAULT, senders),
                                NotificationCommand.TYPES);
        return new NotificationRoom(
                spine,
                new NotificationClock(spine.database(), spine.feed(), spine.runner(), time),
                new Followers(
                        spine.feed(),
                        spine.database(),
                        spine.writer(),
                        time,
                        spine.metrics(),
                        Followers.RetryPolicy.STANDARD));
    }

    void follow() {
        followers.start(new NotificationFollower(spine.runner()));
    }

    Instant now() {
        return spine.clock().instant();
    }

    JsonNode run(Caller caller, CommandType<? extends NotificationCommand> type, ObjectNode input) {
        var answer = spine.runner().run(Submission.of(CommandCatalog.bind(type, input), caller));
        return Json.read(Objects.requireNonNull(answer.body()));
    }

    static ObjectNode input(String title) {
        return Json.object().put("type", "lead").put("title", title);
    }

    JsonNode send(Agent agent, ObjectNode input) {
        return run(
                Caller.SYSTEM,
                NotificationCommand.CREATE,
                input.deepCopy().put("agentId", agent.id()));
    }

    static ObjectNode id(JsonNode row) {
        return Json.object().put("id", row.get("id").textValue());
    }

    List<Notification> inbox(Agent agent) {
        var all =
                new NotificationStore.Filter(
                        agent.id(), null, List.of(), List.of(), null, null, false);
        return list(all);
    }

    List<Notification> unread(Agent agent) {
        return list(
                new NotificationStore.Filter(
                        agent.id(), true, List.of(), List.of(), null, null, false));
    }

    private List<Notification> list(NotificationStore.Filter filter) {
        return spine.database()
                .read(
                        tx ->
                                NotificationStore.list(
                                        tx, filter, new Paging(200, null, null, false), now()))
                .data();
    }

    InboxStats stats(Agent agent) {
        return spine.database().read(tx -> NotificationCountStore.stats(tx, agent.id()));
    }

    List<Change> changes() {
        return spine.database().read(tx -> spine.reader().after(tx, 0, 100_000)).stream()
                .filter(change -> change.kind().wireName().startsWith("notification."))
                .toList();
    }

    @Override
    public void close() {
        followers.close();
        clock.close();
        spine.close();
    }
}
