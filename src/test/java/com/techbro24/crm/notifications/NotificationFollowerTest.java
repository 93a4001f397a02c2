package com.techbro24.crm.notifications;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.calls.CallChange;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Command;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.reminders.ReminderCommand;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Which changes create notifications. */
@ParameterizedClass
@EnumSource
record NotificationFollowerTest(TestDatabase kind) {
    private static <C extends Command> void run(
            NotificationRoom room, Caller caller, CommandType<C> type, ObjectNode input) {
        var _ = room.spine().runner().run(Submission.of(CommandCatalog.bind(type, input), caller));
    }

    /** Waits until the follower has read the whole log, then returns the agent's notifications. */
    private static List<String> received(NotificationRoom room, Agent agent) {
        Agent last = Agents.agent().named("Last").in(room.spine());
        var _ = Leads.lead().assignedTo(last.id()).in(room.spine());
        eventually(() -> assertThat(room.inbox(last)).hasSize(1));
        return room.inbox(agent).stream()
                .map(found -> found.groupKey() + ": " + found.title() + ": " + found.message())
                .toList();
    }

    @Test
    void changes_by_others_notify_the_agent_and_own_changes_do_not() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            room.follow();
            Agent agent = Agents.agent().in(room.spine());
            Agent manager = Agents.manager().named("Mary").in(room.spine());
            Lead lead = Leads.lead().named("Lee").assignedTo(manager.id()).in(room.spine());
            assertThat(received(room, manager))
                    .containsExactly("lead_assigned: Lead assigned to you: Lee");

            run(
                    room,
                    Agents.caller(manager),
                    LeadCommand.ASSIGN,
                    Json.object().put("id", lead.id()).put("agentId", agent.id()));
            run(
                    room,
                    Agents.caller(manager),
                    LeadCommand.SET_STATUS,
                    Json.object().put("id", lead.id()).put("status", "contacted"));
            run(
                    room,
                    Agents.caller(agent),
                    LeadCommand.SET_STATUS,
                    Json.object().put("id", lead.id()).put("status", "qualified"));
            assertThat(received(room, agent))
                    .containsExactlyInAnyOrder(
                            "lead_assigned: Lead assigned to you: Lee",
                            "lead_status_changed: Lead status changed: Mary set Lee to contacted.");
            Change made =
                    room.changes().stream()
                            .filter(change -> change.after().contains(agent.id()))
                            .findFirst()
                            .orElseThrow();
            assertThat(made.cause()).isNotNull();
        }
    }

    @Test
    void due_and_overdue_reminders_notify_the_agent() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            room.follow();
            Agent agent = Agents.agent().in(room.spine());
            run(
                    room,
                    Agents.caller(agent),
                    ReminderCommand.CREATE,
                    Json.object().put("title", "Call Lee").put("dueAt", "2026-03-04T10:00:00Z"));
            room.spine().clock().advance(Duration.ofHours(1));
            fire(room);
            room.spine().clock().advance(Duration.ofHours(1));
            fire(room);
            assertThat(received(room, agent))
                    .containsExactly(
                            "reminder_overdue: Overdue: Call Lee: ", "reminder_due: Call Lee: ");
        }
    }

    private static void fire(NotificationRoom room) {
        var _ = room.spine().runner().run(Submission.of(new ReminderCommand.Fire(), Caller.SYSTEM));
    }

    @Test
    void admins_can_disable_rules_and_change_their_templates() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            room.follow();
            Agent agent = Agents.agent().in(room.spine());
            Caller admin = Agents.caller(Agents.admin().in(room.spine()));
            run(
                    room,
                    admin,
                    NotificationCommand.SET_RULE,
                    Json.object()
                            .put("name", "lead_assigned")
                            .put("title", "Yours: {{name}} {{unknown}}")
                            .put("priority", "high"));
            var _ = Leads.lead().named("Lee $1 {{name}}").assignedTo(agent.id()).in(room.spine());
            received(room, agent);
            assertThat(room.inbox(agent).getFirst().title()).isEqualTo("Yours: Lee $1 {{name}}");
            assertThat(room.inbox(agent).getFirst().priority())
                    .isEqualTo(NotificationPriority.HIGH);
            var rule =
                    room.spine()
                            .database()
                            .read(
                                    tx ->
                                            NotificationRuleStore.find(tx, "reminder_due")
                                                    .orElseThrow());
            run(
                    room,
                    admin,
                    NotificationCommand.SET_RULE,
                    Json.object().put("name", rule.name()).put("enabled", false));
            run(
                    room,
                    Agents.caller(agent),
                    ReminderCommand.CREATE,
                    Json.object().put("title", "Silent").put("dueAt", "2026-03-04T08:59:00Z"));
            fire(room);
            assertThat(received(room, agent)).hasSize(1);
        }
    }

    private static Change change(
            ChangeKind kind,
            String type,
            ObjectNode row,
            @Nullable String actor,
            List<String> fields) {
        return new Change(
                1,
                kind,
                type,
                "018f0000-0000-7000-8000-000000000001",
                2,
                fields,
                "{}",
                row.toString(),
                actor,
                null,
                null,
                null,
                com.techbro24.crm.support.TestClock.START,
                null,
                Visibility.ALL,
                Visibility.ALL);
    }

    @Test
    void missed_calls_and_finished_imports_notify_the_agent() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            NotificationFollower follower = new NotificationFollower(room.spine().runner());
            ObjectNode call = Json.object().put("agentId", agent.id()).put("phone", "+4930123");
            ObjectNode done =
                    Json.object()
                            .put("agentId", agent.id())
                            .put("status", "done")
                            .put("created", 9)
                            .put("updated", 2)
                            .put("refused", 1);
            // Reported by the agent's own telephone; the agent is still notified.
            Change missed = change(CallChange.MISSED, "call", call, agent.id(), List.of("status"));
            Change other = change(CallChange.ENDED, "call", call, null, List.of("status"));
            Change imported =
                    change(LeadChange.UPDATED, "lead_import", done, agent.id(), List.of("status"));
            for (Change change : List.of(missed, other, imported)) {
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
            assertThat(room.inbox(agent))
                    .extracting(Notification::title, Notification::message)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("Missed call", "+4930123"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "Import done", "9 made, 2 changed, 1 refused."));
        }
    }
}
