package com.techbro24.crm.notifications;

import static com.techbro24.crm.notifications.NotificationRoom.id;
import static com.techbro24.crm.notifications.NotificationRoom.input;
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
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A system notification reaches each recipient once. */
@ParameterizedClass
@EnumSource
record BroadcastTest(TestDatabase kind) {
    @Test
    void a_system_notification_reaches_each_recipient_once_even_after_a_crash() {
        int agents = Broadcasting.RECIPIENTS_AT_ONCE_MAX * 2 + 30;
        var url = kind.fresh();
        List<Agent> all = new ArrayList<>();
        String id = Id.next();
        ObjectNode input = Json.object().put("id", id).put("title", "Fire drill");
        try (NotificationRoom room = NotificationRoom.open(url, List.of(new InAppSender()))) {
            for (int index = 0; index < agents; index++) {
                all.add(Agents.agent().in(room.spine()));
            }
            Agents.agent().disabled().in(room.spine());
            JsonNode first = room.run(Caller.SYSTEM, NotificationCommand.SEND_SYSTEM, input);
            assertThat(first.get("recipients").intValue()).isEqualTo(agents);
            assertThat(first.get("sent").intValue()).isEqualTo(Broadcasting.RECIPIENTS_AT_ONCE_MAX);
        }
        try (NotificationRoom room = NotificationRoom.open(url, List.of(new InAppSender()))) {
            room.clock().finishBroadcasts();
            JsonNode again = room.run(Caller.SYSTEM, NotificationCommand.SEND_SYSTEM, input);
            assertThat(again.get("sent").intValue()).isEqualTo(agents);
            assertThat(again.get("finishedAt").isNull()).isFalse();
            assertThat(
                            room.spine()
                                    .texts(
                                            "SELECT agent_id FROM notifications WHERE"
                                                    + " broadcast_id = ?",
                                            id))
                    .containsExactlyInAnyOrderElementsOf(all.stream().map(Agent::id).toList());
            assertThat(room.stats(all.getLast()).unread()).isEqualTo(1);
            List<Change> created =
                    room.changes().stream()
                            .filter(change -> change.kind().equals(NotificationChange.CREATED))
                            .toList();
            assertThat(created).hasSize(agents);
        }
    }

    @Test
    void team_managers_can_send_to_their_own_team_only() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent manager = Agents.manager().team("north").in(room.spine());
            Agent mine = Agents.agent().team("north").in(room.spine());
            Agent other = Agents.agent().team("south").in(room.spine());
            room.run(
                    Agents.caller(manager),
                    NotificationCommand.SEND_SYSTEM,
                    Json.object().put("title", "Meeting").put("role", "agent"));
            assertThat(room.inbox(mine)).hasSize(1);
            assertThat(room.inbox(other)).isEmpty();
            assertThat(room.inbox(manager)).isEmpty();
            Problem problem =
                    catchThrowableOfType(
                            Problem.class,
                            () ->
                                    room.run(
                                            Agents.caller(manager),
                                            NotificationCommand.SEND_SYSTEM,
                                            Json.object()
                                                    .put("title", "Meeting")
                                                    .put("team", "south")));
            assertThat(problem.code()).isEqualTo(Problem.Code.FORBIDDEN);
        }
    }
}
