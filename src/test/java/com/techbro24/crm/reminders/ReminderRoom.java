package com.techbro24.crm.reminders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Test fixture: reminders with the agents and leads they refer to. */
record ReminderRoom(Spine spine, ReminderClock clock) implements AutoCloseable {
    static ReminderRoom open(TestDatabase kind) {
        return open(kind.fresh(), new TestClock());
    }

    static ReminderRoom open(DatabaseUrl url, TestClock time) {
        Spine spine =
                Spine.open(url, time)
                        .with(Agents.handler(), AgentCommand.TYPES)
                        .with(new LeadHandler(), LeadCommand.TYPES)
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES);
        return new ReminderRoom(
                spine, new ReminderClock(spine.database(), spine.feed(), spine.runner(), time));
    }

    Instant now() {
        return spine.clock().instant();
    }

    void set(String to) {
        spine.clock().set(Instant.parse(to));
    }

    void advance(String by) {
        spine.clock().advance(Duration.parse(by));
    }

    /** Runs a command as a client would send it, and returns the row. */
    JsonNode run(Caller caller, CommandType<? extends ReminderCommand> type, ObjectNode input) {
        var answer = spine.runner().run(Submission.of(CommandCatalog.bind(type, input), caller));
        return Json.read(java.util.Objects.requireNonNull(answer.body()));
    }

    JsonNode create(Agent agent, Object dueAt, @Nullable String recurrence) {
        ObjectNode input = Json.object();
        input.put("title", "Call back").put("dueAt", dueAt.toString());
        input.put("recurrence", recurrence);
        return run(Agents.caller(agent), ReminderCommand.CREATE, input);
    }

    JsonNode on(Agent agent, CommandType<? extends ReminderCommand> type, JsonNode reminder) {
        return run(Agents.caller(agent), type, id(reminder));
    }

    static ObjectNode id(JsonNode reminder) {
        return Json.object().put("id", reminder.get("id").textValue());
    }

    Reminder get(JsonNode reminder) {
        return spine.database()
                .read(
                        tx ->
                                ReminderStore.find(tx, reminder.get("id").textValue(), now())
                                        .orElseThrow());
    }

    List<String> listed(Caller caller, ReminderStore.Filter filter) {
        return spine
                .database()
                .read(tx -> ReminderStore.list(tx, filter, caller, Paging.FIRST, now()))
                .data()
                .stream()
                .map(Reminder::id)
                .toList();
    }

    /** The kinds of all reminder changes, oldest first. */
    List<ChangeKind> kinds() {
        return changes().stream().map(Change::kind).toList();
    }

    List<Change> changes() {
        return spine.database().read(tx -> spine.reader().after(tx, 0, 100_000)).stream()
                .filter(change -> change.entityType().equals(Reminder.TYPE))
                .toList();
    }

    long count(ChangeKind kind) {
        return kinds().stream().filter(kind::equals).count();
    }

    @Override
    public void close() {
        clock.close();
        spine.close();
    }
}
