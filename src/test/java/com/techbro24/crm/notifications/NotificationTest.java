package com.techbro24.crm.notifications;

import static com.techbro24.crm.notifications.NotificationRoom.id;
import static com.techbro24.crm.notifications.NotificationRoom.news;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record NotificationTest(TestDatabase kind) {
    @Test
    void the_same_news_is_told_once_while_it_is_unread_or_young() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode news = news("Hot").put("dedupKey", "hot");
            JsonNode first = room.tell(agent, news);
            room.spine().clock().advance(Duration.ofDays(3));
            assertThat(room.tell(agent, news)).isEqualTo(first);

            room.run(Agents.caller(agent), NotificationCommand.READ, id(first));
            room.tell(agent, news);
            assertThat(room.inbox(agent)).hasSize(2);
            room.run(
                    Agents.caller(agent),
                    NotificationCommand.READ,
                    Json.object().put("id", room.unread(agent).getFirst().id()));
            room.tell(agent, news);
            assertThat(room.inbox(agent)).hasSize(2);
        }
    }

    @Test
    void many_of_one_kind_become_one_with_a_count_save_those_that_matter_much() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            for (int index = 1; index <= 40; index++) {
                room.tell(agent, news("Lead").put("message", "No. " + index));
            }
            List<Notification> inbox = room.inbox(agent);
            assertThat(inbox).hasSize(5);
            assertThat(inbox.stream().mapToInt(Notification::count).sum()).isEqualTo(40);
            assertThat(inbox.getFirst().message()).isEqualTo("No. 40");
            assertThat(room.stats(agent).unread()).isEqualTo(5);

            for (int index = 0; index < 7; index++) {
                room.tell(agent, news("Fire").put("priority", "high"));
            }
            assertThat(room.inbox(agent)).hasSize(12);
            room.spine().clock().advance(Duration.ofMinutes(6));
            room.tell(agent, news("Lead"));
            assertThat(room.inbox(agent)).hasSize(13);
        }
    }

    @Test
    void the_counts_are_what_counting_would_say_after_any_acts() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Caller caller = Agents.caller(agent);
            Random random = new Random(7);
            List<JsonNode> made = new ArrayList<>();
            String[] types = {"call", "lead", "reminder"};
            for (int act = 0; act < 300; act++) {
                room.spine().clock().advance(Duration.ofMinutes(1));
                if (made.isEmpty() || random.nextInt(3) == 0) {
                    made.add(
                            room.tell(
                                    agent,
                                    news("News " + random.nextInt(4))
                                            .put("type", types[random.nextInt(3)])
                                            .put(
                                                    "priority",
                                                    random.nextBoolean() ? "high" : "low")));
                    continue;
                }
                ObjectNode one = id(made.get(random.nextInt(made.size())));
                try {
                    switch (random.nextInt(6)) {
                        case 0 -> room.run(caller, NotificationCommand.READ, one);
                        case 1 -> room.run(caller, NotificationCommand.UNREAD, one);
                        case 2 -> room.run(caller, NotificationCommand.DELETE, one);
                        case 3 -> room.run(caller, NotificationCommand.RESTORE, one);
                        case 4 ->
                                room.run(
                                        caller,
                                        NotificationCommand.SNOOZE,
                                        one.put("until", room.now().plusSeconds(60).toString()));
                        default -> {
                            if (random.nextInt(8) == 0) {
                                room.run(
                                        caller,
                                        NotificationCommand.READ_ALL,
                                        Json.object().put("agentId", agent.id()));
                            }
                        }
                    }
                } catch (Problem problem) {
                    assertThat(problem.code()).isEqualTo(Problem.Code.GONE);
                }
            }
            InboxStats stats = room.stats(agent);
            for (NotificationType type : NotificationType.values()) {
                long total = counted(room, "deleted_at IS NULL", type);
                long unread = counted(room, "deleted_at IS NULL AND read_at IS NULL", type);
                assertThat(stats.byType().get(type)).isEqualTo(new InboxStats.Count(total, unread));
            }
            assertThat(stats.total()).isPositive();
        }
    }

    private static long counted(NotificationRoom room, String where, NotificationType type) {
        return room.spine()
                .count(
                        "SELECT COUNT(*) FROM notifications WHERE " + where + " AND type = ?",
                        com.techbro24.crm.base.Words.of(type));
    }

    @Test
    void to_read_all_is_one_change() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Agent other = Agents.agent().in(room.spine());
            for (int index = 0; index < 30; index++) {
                room.tell(agent, news("News " + index));
            }
            room.tell(other, news("Other"));
            int before = room.changes().size();
            JsonNode inbox =
                    room.run(
                            Agents.caller(agent),
                            NotificationCommand.READ_ALL,
                            Json.object().put("agentId", agent.id()));
            assertThat(inbox.get("read").intValue()).isEqualTo(30);
            assertThat(inbox.get("unread").longValue()).isZero();
            assertThat(room.changes()).hasSize(before + 1);
            assertThat(room.changes().getLast().kind()).isEqualTo(ChangeKind.NOTIFICATION_READ);
            assertThat(room.unread(agent)).isEmpty();
            assertThat(room.stats(agent).unread()).isZero();
            assertThat(room.stats(other).unread()).isEqualTo(1);
        }
    }

    @Test
    void a_stranger_is_told_what_it_is_told_of_a_missing_one() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Caller stranger = Agents.caller(Agents.manager().team("south").in(room.spine()));
            JsonNode made = room.tell(agent, news("Mine"));
            ObjectNode missing = Json.object().put("id", Id.next());
            for (var type :
                    List.of(
                            NotificationCommand.READ,
                            NotificationCommand.DELETE,
                            NotificationCommand.RESTORE)) {
                Problem seen =
                        catchThrowableOfType(
                                Problem.class, () -> room.run(stranger, type, id(made)));
                Problem none =
                        catchThrowableOfType(
                                Problem.class, () -> room.run(stranger, type, missing));
                assertThat(seen.json()).isEqualTo(none.json());
            }
            for (var type :
                    List.of(NotificationCommand.READ_ALL, NotificationCommand.SET_PREFERENCES)) {
                Problem seen =
                        catchThrowableOfType(
                                Problem.class,
                                () ->
                                        room.run(
                                                stranger,
                                                type,
                                                Json.object().put("agentId", agent.id())));
                Problem none =
                        catchThrowableOfType(
                                Problem.class,
                                () ->
                                        room.run(
                                                stranger,
                                                type,
                                                Json.object().put("agentId", Id.next())));
                assertThat(seen.json()).isEqualTo(none.json());
            }
        }
    }

    @Test
    void quiet_hours_hold_on_the_agents_clock_and_what_matters_much_passes_them() {
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
            ObjectNode wish = Json.object().put("agentId", agent.id());
            wish.putObject("quietHours").put("from", "22:00").put("to", "07:00");
            room.run(Agents.caller(agent), NotificationCommand.SET_PREFERENCES, wish);

            room.spine().clock().set(Instant.parse("2026-03-04T03:30:00Z")); // 22:30 there
            assertThat(status(room.tell(agent, news("Late")))).isEqualTo("suppressed");
            assertThat(status(room.tell(agent, news("Fire").put("priority", "high"))))
                    .isEqualTo("sent");
            // After the clocks have changed there, an hour earlier.
            room.spine().clock().set(Instant.parse("2026-03-09T11:30:00Z")); // 07:30 there
            assertThat(status(room.tell(agent, news("Early")))).isEqualTo("sent");
            room.spine().clock().set(Instant.parse("2026-03-09T10:59:00Z")); // 06:59 there
            assertThat(status(room.tell(agent, news("Earlier")))).isEqualTo("suppressed");
            assertThat(room.unread(agent)).hasSize(4);
        }
    }

    private static String status(JsonNode notification) {
        return notification.get("deliveries").get(0).get("status").textValue();
    }

    /** A channel that queues, as one that has to wait for others does. */
    private record Queueing(Channel channel, List<String> queue) implements Sender {
        @Override
        public Delivery take(Tx tx, Notification notification) {
            queue.add(notification.title());
            return new Delivery(channel, DeliveryStatus.QUEUED, 0, null);
        }
    }

    @Test
    void each_type_goes_to_the_channels_that_its_agent_chose() {
        List<String> mails = new ArrayList<>();
        try (NotificationRoom room =
                NotificationRoom.open(
                        kind.fresh(),
                        List.of(new InAppSender(), new Queueing(Channel.EMAIL, mails)))) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode wish = Json.object().put("agentId", agent.id());
            var channels = wish.putObject("channels");
            channels.putArray("lead").add("email").add("in_app").add("sms");
            channels.putArray("call").add("email");
            room.run(Agents.caller(agent), NotificationCommand.SET_PREFERENCES, wish);

            JsonNode lead = room.tell(agent, news("Lead"));
            assertThat(lead.get("deliveries"))
                    .extracting(
                            each ->
                                    each.get("channel").asText()
                                            + " "
                                            + each.get("status").asText())
                    .containsExactly("in_app sent", "email queued", "sms suppressed");
            JsonNode call = room.tell(agent, news("Call").put("type", "call"));
            assertThat(call.get("readAt").isNull()).isFalse();
            assertThat(mails).containsExactly("Lead", "Call");

            JsonNode told =
                    room.run(
                            Caller.SYSTEM,
                            NotificationCommand.RECORD_DELIVERY,
                            id(lead).put("channel", "email")
                                    .put("status", "failed")
                                    .put("attempts", 3)
                                    .put("error", "No such mailbox"));
            assertThat(told.get("deliveries").get(1).get("status").asText()).isEqualTo("failed");
        }
    }

    @Test
    void a_system_notification_reaches_each_once_also_after_a_crash_between_its_steps() {
        int agents = Broadcasting.RECIPIENTS_AT_ONCE_MAX * 2 + 30;
        var url = kind.fresh();
        List<Agent> all = new ArrayList<>();
        String id = Id.next();
        ObjectNode news = Json.object().put("id", id).put("title", "Fire drill");
        try (NotificationRoom room = NotificationRoom.open(url, List.of(new InAppSender()))) {
            for (int index = 0; index < agents; index++) {
                all.add(Agents.agent().in(room.spine()));
            }
            Agents.agent().disabled().in(room.spine());
            JsonNode first = room.run(Caller.SYSTEM, NotificationCommand.SEND_SYSTEM, news);
            assertThat(first.get("recipients").intValue()).isEqualTo(agents);
            assertThat(first.get("sent").intValue()).isEqualTo(Broadcasting.RECIPIENTS_AT_ONCE_MAX);
        }
        try (NotificationRoom room = NotificationRoom.open(url, List.of(new InAppSender()))) {
            room.clock().finishBroadcasts();
            JsonNode again = room.run(Caller.SYSTEM, NotificationCommand.SEND_SYSTEM, news);
            assertThat(again.get("sent").intValue()).isEqualTo(agents);
            assertThat(again.get("finishedAt").isNull()).isFalse();
            assertThat(
                            room.spine()
                                    .texts(
                                            "SELECT agent_id FROM notifications WHERE broadcast_id = ?",
                                            id))
                    .containsExactlyInAnyOrderElementsOf(all.stream().map(Agent::id).toList());
            assertThat(room.stats(all.getLast()).unread()).isEqualTo(1);
            List<Change> told =
                    room.changes().stream()
                            .filter(change -> change.kind() == ChangeKind.NOTIFICATION_CREATED)
                            .toList();
            assertThat(told).hasSize(agents);
        }
    }

    @Test
    void a_manager_of_a_team_sends_to_its_team_only() {
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

    @Test
    void what_was_read_long_ago_is_forgotten_and_what_is_unread_is_kept() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode read = room.tell(agent, news("Read"));
            JsonNode deleted = room.tell(agent, news("Deleted"));
            room.tell(agent, news("Unread"));
            room.run(Agents.caller(agent), NotificationCommand.READ, id(read));
            room.run(Agents.caller(agent), NotificationCommand.DELETE, id(deleted));
            room.spine().clock().advance(Duration.ofDays(89));
            room.clock().purge();
            assertThat(room.spine().count("SELECT COUNT(*) FROM notifications")).isEqualTo(3);
            room.spine().clock().advance(Duration.ofDays(2));
            room.clock().purge();
            assertThat(room.inbox(agent)).extracting(Notification::title).containsExactly("Unread");
            assertThat(room.spine().count("SELECT COUNT(*) FROM notifications")).isEqualTo(1);
            assertThat(room.stats(agent).total()).isEqualTo(1);
        }
    }

    @Test
    void a_snoozed_one_is_out_of_the_way_until_its_time() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode made = room.tell(agent, news("Later"));
            room.run(
                    Agents.caller(agent),
                    NotificationCommand.SNOOZE,
                    id(made).put("until", "2026-03-04T10:00:00Z"));
            assertThat(room.unread(agent)).isEmpty();
            room.spine().clock().advance(Duration.ofHours(1));
            assertThat(room.unread(agent)).hasSize(1);
        }
    }
}
