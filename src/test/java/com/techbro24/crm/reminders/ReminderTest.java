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
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record ReminderTest(TestDatabase kind) {
    private static final String NOON = "2026-03-04T12:00:00Z";

    private static Problem refused(
            ReminderRoom room,
            Caller caller,
            CommandType<? extends ReminderCommand> type,
            ObjectNode input) {
        return catchThrowableOfType(Problem.class, () -> room.run(caller, type, input));
    }

    @Test
    void reminders_of_others_are_reported_as_not_found() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent owner = Agents.agent().team("north").in(room.spine());
            Agent stranger = Agents.agent().team("north").in(room.spine());
            Agent otherManager = Agents.manager().team("south").in(room.spine());
            JsonNode made = room.create(owner, NOON, null);
            ObjectNode missing = Json.object().put("id", Id.next());
            for (Agent who : List.of(stranger, otherManager)) {
                for (var type :
                        List.of(
                                ReminderCommand.COMPLETE,
                                ReminderCommand.DELETE,
                                ReminderCommand.RESTORE,
                                ReminderCommand.UPDATE)) {
                    Problem seen = refused(room, Agents.caller(who), type, ReminderRoom.id(made));
                    Problem gone = refused(room, Agents.caller(who), type, missing);
                    assertThat(seen.json()).isEqualTo(gone.json());
                    assertThat(seen.code()).isEqualTo(Problem.Code.NOT_FOUND);
                }
                assertThat(
                                room.listed(
                                        Agents.caller(who),
                                        ReminderStore.Filter.ofAgent(owner.id())))
                        .isEmpty();
            }
        }
    }

    @Test
    void managers_and_admins_can_see_and_change_it() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent owner = Agents.agent().team("north").in(room.spine());
            for (Agent who :
                    List.of(
                            Agents.manager().team("north").in(room.spine()),
                            Agents.manager().in(room.spine()),
                            Agents.admin().in(room.spine()))) {
                JsonNode made =
                        room.run(
                                Agents.caller(who),
                                ReminderCommand.CREATE,
                                Json.object()
                                        .put("title", "Report")
                                        .put("dueAt", NOON)
                                        .put("agentId", owner.id()));
                assertThat(made.get("agentId").textValue()).isEqualTo(owner.id());
                assertThat(room.on(who, ReminderCommand.COMPLETE, made).get("status").textValue())
                        .isEqualTo("completed");
            }
        }
    }

    @Test
    void agents_can_create_reminders_only_for_themselves() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Agent mate = Agents.agent().team("north").in(room.spine());
            Problem problem =
                    refused(
                            room,
                            Agents.caller(agent),
                            ReminderCommand.CREATE,
                            Json.object()
                                    .put("title", "Yours")
                                    .put("dueAt", NOON)
                                    .put("agentId", mate.id()));
            assertThat(problem.code()).isEqualTo(Problem.Code.UNPROCESSABLE);
        }
    }

    @Test
    void a_repeated_create_is_replayed_and_other_content_is_refused() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode input =
                    Json.object().put("id", Id.next()).put("title", "Once").put("dueAt", NOON);
            JsonNode first = room.run(Agents.caller(agent), ReminderCommand.CREATE, input);
            JsonNode again = room.run(Agents.caller(agent), ReminderCommand.CREATE, input);
            assertThat(again).isEqualTo(first);
            assertThat(room.kinds()).hasSize(1);
            Problem other =
                    refused(
                            room,
                            Agents.caller(agent),
                            ReminderCommand.CREATE,
                            input.deepCopy().put("title", "Twice"));
            assertThat(other.code()).isEqualTo(Problem.Code.CONFLICT);
        }
    }

    @Test
    void only_pending_reminders_can_be_completed_snoozed_or_cancelled() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Caller caller = Agents.caller(agent);
            JsonNode made = room.create(agent, NOON, null);
            room.run(
                    caller,
                    ReminderCommand.UPDATE,
                    ReminderRoom.id(made).put("status", "cancelled"));
            assertThat(
                            refused(room, caller, ReminderCommand.COMPLETE, ReminderRoom.id(made))
                                    .code())
                    .isEqualTo(Problem.Code.CONFLICT);
            ObjectNode snooze = ReminderRoom.id(made).put("until", "2026-03-05T12:00:00Z");
            assertThat(refused(room, caller, ReminderCommand.SNOOZE, snooze).code())
                    .isEqualTo(Problem.Code.CONFLICT);
            room.run(
                    caller, ReminderCommand.UPDATE, ReminderRoom.id(made).put("status", "pending"));
            assertThat(room.get(made).nextAlertAt()).isEqualTo(NOON);
            assertThat(
                            refused(
                                            room,
                                            caller,
                                            ReminderCommand.SNOOZE,
                                            snooze.put("until", "2026-03-01T12:00:00Z"))
                                    .code())
                    .isEqualTo(Problem.Code.UNPROCESSABLE);
            room.run(
                    caller,
                    ReminderCommand.UPDATE,
                    ReminderRoom.id(made).put("status", "completed"));
            assertThat(room.count(ReminderChange.COMPLETED)).isEqualTo(1);
            room.on(agent, ReminderCommand.DELETE, made);
            assertThat(
                            refused(room, caller, ReminderCommand.COMPLETE, ReminderRoom.id(made))
                                    .code())
                    .isEqualTo(Problem.Code.GONE);
        }
    }

    @Test
    void all_input_errors_are_reported_at_once() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode input =
                    Json.object()
                            .put("title", " ")
                            .put("timezone", "Mars/Olympus")
                            .put("recurrence", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
            input.putArray("remindBefore").add("PT1S");
            Problem problem = refused(room, Agents.caller(agent), ReminderCommand.CREATE, input);
            assertThat(problem.errors())
                    .extracting(error -> error.field() + " " + error.code())
                    .containsExactlyInAnyOrder(
                            "title required",
                            "timezone invalid_zone",
                            "dueAt required",
                            "recurrence invalid_recurrence",
                            "remindBefore[0] invalid_ahead");
        }
    }

    @Test
    void overdue_and_due_soon_use_the_effective_due_time() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Caller caller = Agents.caller(agent);
            JsonNode past = room.create(agent, "2026-03-04T08:00:00Z", null);
            JsonNode soon = room.create(agent, "2026-03-04T09:30:00Z", null);
            room.create(agent, "2026-03-04T12:00:00Z", null);
            var mine = ReminderStore.Filter.ofAgent(agent.id());
            Instant now = room.now();
            assertThat(room.listed(caller, mine.overdueOnly()))
                    .containsExactly(past.get("id").textValue());
            assertThat(room.listed(caller, mine.dueBetween(now, now.plusSeconds(3600))))
                    .containsExactly(soon.get("id").textValue());
            assertThat(past.get("overdue").booleanValue()).isTrue();

            room.run(
                    caller,
                    ReminderCommand.SNOOZE,
                    ReminderRoom.id(past).put("until", "2026-03-04T09:45:00Z"));
            assertThat(room.listed(caller, mine.overdueOnly())).isEmpty();
            assertThat(room.listed(caller, mine.dueBetween(now, now.plusSeconds(3600))))
                    .containsExactly(soon.get("id").textValue(), past.get("id").textValue());
            room.advance("PT2H");
            assertThat(room.listed(caller, mine.overdueOnly())).hasSize(2);
            assertThat(room.get(soon).overdue()).isTrue();
        }
    }

    @Test
    void fire_is_internal() {
        try (ReminderRoom room = ReminderRoom.open(kind)) {
            Caller admin = Agents.caller(Agents.admin().in(room.spine()));
            Problem problem =
                    catchThrowableOfType(
                            Problem.class,
                            () ->
                                    room.spine()
                                            .runner()
                                            .run(Submission.of(new ReminderCommand.Fire(), admin)));
            assertThat(problem.code()).isEqualTo(Problem.Code.FORBIDDEN);
        }
    }
}
