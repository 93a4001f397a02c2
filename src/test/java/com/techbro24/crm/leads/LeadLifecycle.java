package com.techbro24.crm.leads;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Page;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallsOfLead;
import com.techbro24.crm.leads.customfields.CustomFieldCommand;
import com.techbro24.crm.leads.customfields.CustomFieldHandler;
import com.techbro24.crm.leads.timeline.LeadTimeline;
import com.techbro24.crm.leads.timeline.TimelineEntry;
import com.techbro24.crm.queue.ClaimStore;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.reminders.ReminderHandler;
import com.techbro24.crm.reminders.ReminderSettings;
import com.techbro24.crm.reminders.RemindersOfLead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;

/** Test fixture: agents, leads, calls and reminders. */
public record LeadLifecycle(CallRoom calls, Agent admin) implements AutoCloseable {
    static final List<LeadDependents> DEPENDENTS =
            List.of(new CallsOfLead(ClaimStore::release), new RemindersOfLead());

    public static LeadLifecycle open(TestDatabase kind) {
        CallRoom calls = CallRoom.open(kind);
        Spine spine =
                calls.spine()
                        .with(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES)
                        .with(new CustomFieldHandler(), CustomFieldCommand.TYPES)
                        .with(new ScoreHandler(), ScoreCommand.TYPES);
        return new LeadLifecycle(calls, Agents.admin().in(spine));
    }

    public Spine spine() {
        return calls.spine();
    }

    public Lead leadOf(Agent agent) {
        return Leads.lead().assignedTo(agent.id()).in(spine());
    }

    /** Parses JSON with single quotes. */
    public JsonNode run(Agent agent, String command, String input) {
        return calls.run(agent, command, input);
    }

    Problem refusal(Agent agent, String command, String input) {
        return CallRoom.refusal(() -> run(agent, command, input));
    }

    JsonNode merge(Agent agent, Lead winner, Lead loser) {
        return run(agent, "lead.merge", merging(winner, loser));
    }

    Problem refusedMerge(Agent agent, Lead winner, Lead loser) {
        return refusal(agent, "lead.merge", merging(winner, loser));
    }

    private static String merging(Lead winner, Lead loser) {
        return "{'id':'" + winner.id() + "','duplicateId':'" + loser.id() + "'}";
    }

    /** A finished call with the lead. */
    public String call(Agent agent, Lead lead) {
        String input =
                "{'leadId':'"
                        + lead.id()
                        + "','phone':'+442079460123','status':'completed','durationSeconds':60,"
                        + "'startedAt':'2026-03-04T08:00:00Z','endedAt':'2026-03-04T08:01:30Z'}";
        return run(agent, "call.create", input).get("id").textValue();
    }

    public String reminder(Agent agent, Lead lead) {
        String input =
                "{'leadId':'" + lead.id() + "','title':'Call','dueAt':'2027-03-04T12:00:00Z'}";
        return run(agent, "reminder.create", input).get("id").textValue();
    }

    Lead lead(Lead lead) {
        return calls.lead(lead.id());
    }

    public Page<TimelineEntry> timeline(Agent agent, Lead lead, Paging paging) {
        return spine().database()
                .read(
                        tx ->
                                new LeadTimeline(
                                                tx,
                                                spine().reader(),
                                                LeadStore.get(tx, lead.id(), Agents.caller(agent)),
                                                Agents.caller(agent),
                                                DEPENDENTS)
                                        .page(paging));
    }

    public List<String> events(Agent agent, Lead lead) {
        return timeline(agent, lead, Paging.FIRST).data().stream()
                .map(TimelineEntry::event)
                .toList();
    }

    String first(String sql, Object... values) {
        return spine().texts(sql, values).getFirst();
    }

    JsonNode json(Lead lead) {
        return Json.read(Json.text(lead(lead)));
    }

    @Override
    public void close() {
        calls.close();
    }
}
