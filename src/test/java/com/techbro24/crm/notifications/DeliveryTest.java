package com.techbro24.crm.notifications;

import static com.techbro24.crm.notifications.NotificationRoom.id;
import static com.techbro24.crm.notifications.NotificationRoom.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels and quiet hours. */
@ParameterizedClass
@EnumSource
record DeliveryTest(TestDatabase kind) {
    @Test
    void quiet_hours_use_the_agents_timezone_and_high_priority_ignores_them() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            room.spine()
                    .runner()
                    .run(
                            Submission.of(
                                    CommandCatalog.bind(
                                            AgentCommand.UPDATE,
                                            Json.object()
                                                    .put("id", agent.id())
                                                    .put("timezone", "America/New_York")),
                                    Caller.SYSTEM));
            ObjectNode preferences = Json.object().put("agentId", agent.id());
            preferences.putObject("quietHours").put("from", "22:00").put("to", "07:00");
            room.run(Agents.caller(agent), NotificationCommand.SET_PREFERENCES, preferences);

            room.spine().clock().set(Instant.parse("2026-03-04T03:30:00Z")); // 22:30 there
            assertThat(status(room.send(agent, input("Late")))).isEqualTo("suppressed");
            assertThat(status(room.send(agent, input("Fire").put("priority", "high"))))
                    .isEqualTo("sent");
            // DST has started there, so the same local time is an hour earlier in UTC.
            room.spine().clock().set(Instant.parse("2026-03-09T11:30:00Z")); // 07:30 there
            assertThat(status(room.send(agent, input("Early")))).isEqualTo("sent");
            room.spine().clock().set(Instant.parse("2026-03-09T10:59:00Z")); // 06:59 there
            assertThat(status(room.send(agent, input("Earlier")))).isEqualTo("suppressed");
            assertThat(room.unread(agent)).hasSize(4);
        }
    }

    private static String status(JsonNode notification) {
        return notification.get("deliveries").get(0).get("status").textValue();
    }

    /** A sender that queues. */
    private record Queueing(Channel channel, List<String> queue) implements Sender {
        @Override
        public Delivery accept(Tx tx, Notification notification) {
            queue.add(notification.title());
            return new Delivery(channel, DeliveryStatus.QUEUED, 0, null);
        }
    }

    @Test
    void each_type_uses_the_channels_the_agent_chose() {
        List<String> mails = new ArrayList<>();
        try (NotificationRoom room =
                NotificationRoom.open(
                        kind.fresh(),
                        List.of(new InAppSender(), new Queueing(Channel.EMAIL, mails)))) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode preferences = Json.object().put("agentId", agent.id());
            var channels = preferences.putObject("channels");
            channels.putArray("lead").add("email").add("in_app").add("sms");
            channels.putArray("call").add("email");
            room.run(Agents.caller(agent), NotificationCommand.SET_PREFERENCES, preferences);

            JsonNode lead = room.send(agent, input("Lead"));
            assertThat(lead.get("deliveries"))
                    .extracting(
                            each ->
                                    each.get("channel").asText()
                                            + " "
                                            + each.get("status").asText())
                    .containsExactly("in_app sent", "email queued", "sms suppressed");
            JsonNode call = room.send(agent, input("Call").put("type", "call"));
            assertThat(call.get("readAt").isNull()).isFalse();
            assertThat(mails).containsExactly("Lead", "Call");

            JsonNode updated =
                    room.run(
                            Caller.SYSTEM,
                            NotificationCommand.RECORD_DELIVERY,
                            id(lead).put("channel", "email")
                                    .put("status", "failed")
                                    .put("attempts", 3)
                                    .put("error", "No such mailbox"));
            assertThat(updated.get("deliveries").get(1).get("status").asText()).isEqualTo("failed");
        }
    }
}
