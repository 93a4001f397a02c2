package com.techbro24.crm.reminders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Reminders about leads. */
@ParameterizedClass
@EnumSource
record LeadReminderTest(TestDatabase kind) {
    private static final String NOON = "2026-03-04T12:00:00Z";

    private static Problem refused(
            ReminderRoom room,
            Caller caller,
            CommandType<? extends ReminderCommand> type,
            ObjectNode input) {
        return catchThrowableOfType(Problem.class, () -> room.run(caller, type, input));
    }

    @Test
    void caller_and_agent_must_both_see_the_lead_of_a_reminder() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Agent mate = Agents.agent().team("north").in(room.spine());
            Agent manager = Agents.manager().team("north").in(room.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(room.spine()).id();
            ObjectNode input =
                    Json.object().put("title", "Call").put("dueAt", NOON).put("leadId", lead);

            JsonNode made = room.run(Agents.caller(agent), ReminderCommand.CREATE, input);
            assertThat(made.get("kind").textValue()).isEqualTo("follow_up");
            assertThat(room.listed(Agents.caller(manager), ReminderStore.Filter.ofLead(lead)))
                    .containsExactly(made.get("id").textValue());

            Problem unseen = refused(room, Agents.caller(mate), ReminderCommand.CREATE, input);
            Problem missing =
                    refused(
                            room,
                            Agents.caller(mate),
                            ReminderCommand.CREATE,
                            input.deepCopy().put("leadId", Id.next()));
            assertThat(unseen.json()).isEqualTo(missing.json());
            Problem forMate =
                    refused(
                            room,
                            Agents.caller(manager),
                            ReminderCommand.CREATE,
                            input.deepCopy().put("agentId", mate.id()));
            assertThat(forMate.json().toString()).contains("lead_unseen");
        }
    }

    @Test
    void the_lead_of_a_reminder_can_be_set_and_cleared() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(room.spine()).id();
            JsonNode made = room.create(agent, NOON, null);
            room.run(
                    Agents.caller(agent),
                    ReminderCommand.UPDATE,
                    ReminderRoom.id(made).put("leadId", lead).put("kind", "payment"));
            assertThat(room.spine().count("SELECT COUNT(*) FROM lead_reminders")).isEqualTo(1);
            assertThat(room.spine().count("SELECT COUNT(*) FROM reminders")).isZero();
            assertThat(room.get(made).kind()).isEqualTo(ReminderKind.PAYMENT);

            room.run(
                    Agents.caller(agent),
                    ReminderCommand.UPDATE,
                    ReminderRoom.id(made).putNull("leadId"));
            assertThat(room.get(made).kind()).isNull();
            assertThat(room.spine().count("SELECT COUNT(*) FROM reminders")).isEqualTo(1);
        }
    }

    @Test
    void pending_reminders_follow_a_reassigned_lead() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Agent mate = Agents.agent().team("north").in(room.spine());
            String lead = Leads.lead().assignedTo(agent.id()).in(room.spine()).id();
            ObjectNode input =
                    Json.object().put("title", "Call").put("dueAt", NOON).put("leadId", lead);
            JsonNode waiting = room.run(Agents.caller(agent), ReminderCommand.CREATE, input);
            JsonNode done = room.run(Agents.caller(agent), ReminderCommand.CREATE, input);
            room.on(agent, ReminderCommand.COMPLETE, done);

            follow(room, lead, agent.id(), mate.id());
            assertThat(room.get(waiting).agentId()).isEqualTo(mate.id());
            assertThat(room.get(waiting).nextAlertAt()).isEqualTo(NOON);
            assertThat(room.get(done).agentId()).isEqualTo(agent.id());
            var change = room.changes().getLast();
            assertThat(change.seenBefore().isSeenBy(Agents.caller(agent))).isTrue();
            assertThat(change.seenAfter().isSeenBy(Agents.caller(agent))).isFalse();
        }
    }

    /** Runs the follower on a change of a lead, as it would come from the log. */
    private static void follow(ReminderRoom room, String lead, String from, String to) {
        ObjectNode before = Json.object().put("assignedAgentId", from);
        ObjectNode after = Json.object().put("assignedAgentId", to);
        Change change =
                new Change(
                        1,
                        LeadChange.ASSIGNED,
                        "lead",
                        lead,
                        2,
                        List.of("assignedAgentId"),
                        before.toString(),
                        after.toString(),
                        null,
                        null,
                        null,
                        null,
                        room.now(),
                        null,
                        Visibility.ALL,
                        Visibility.ALL);
        ReminderFollower follower = new ReminderFollower(room.spine().runner());
        assertThat(follower.wants(change)).isTrue();
        boolean _ =
                room.spine()
                        .writer()
                        .write(
                                tx -> {
                                    follower.follow(tx, change);
                                    return true;
                                });
    }
}
