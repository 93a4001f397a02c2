package com.techbro24.crm.notifications;

import static com.techbro24.crm.notifications.NotificationRoom.id;
import static com.techbro24.crm.notifications.NotificationRoom.input;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
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
    void a_dedup_key_creates_one_notification_while_it_is_unread_or_recent() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            ObjectNode input = input("Hot").put("dedupKey", "hot");
            JsonNode first = room.send(agent, input);
            room.spine().clock().advance(Duration.ofDays(3));
            assertThat(room.send(agent, input)).isEqualTo(first);

            room.run(Agents.caller(agent), NotificationCommand.READ, id(first));
            room.send(agent, input);
            assertThat(room.inbox(agent)).hasSize(2);
            room.run(
                    Agents.caller(agent),
                    NotificationCommand.READ,
                    Json.object().put("id", room.unread(agent).getFirst().id()));
            room.send(agent, input);
            assertThat(room.inbox(agent)).hasSize(2);
        }
    }

    @Test
    void a_create_that_was_grouped_is_replayed_by_its_id() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            List<ObjectNode> input = new ArrayList<>();
            for (int each = 0; each < 40; each++) {
                input.add(NotificationRoom.input("New leads").put("id", Id.next()));
            }
            for (ObjectNode one : input) {
                JsonNode stored = room.send(agent, one);
                long changes = room.changes().size();
                JsonNode again = room.send(agent, one);
                assertThat(again).isEqualTo(stored);
                assertThat(room.changes()).hasSize((int) changes);
            }
            for (ObjectNode one : input) {
                var _ = room.send(agent, one);
            }
            List<Notification> inbox = room.inbox(agent);
            assertThat(inbox.size()).isLessThan(40);
            assertThat(inbox.stream().mapToInt(Notification::count).sum()).isEqualTo(40);

            ObjectNode other = input.getLast().deepCopy().put("title", "Other input");
            assertThatThrownBy(() -> room.send(agent, other))
                    .hasMessage("Another notification has this id.");
            assertThat(room.inbox(agent)).isEqualTo(inbox);
        }
    }

    @Test
    void a_create_that_was_deduplicated_is_replayed_by_its_id() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode stored =
                    room.send(agent, NotificationRoom.input("Offer").put("dedupKey", "o"));
            ObjectNode same =
                    NotificationRoom.input("Offer").put("dedupKey", "o").put("id", Id.next());
            assertThat(room.send(agent, same)).isEqualTo(stored);
            var _ =
                    room.run(
                            Agents.caller(agent),
                            NotificationCommand.READ,
                            NotificationRoom.id(stored));
            room.spine()
                    .clock()
                    .advance(NotificationSettings.DEFAULT.dedupWindow().multipliedBy(2));

            assertThat(room.send(agent, same).get("id")).isEqualTo(stored.get("id"));
            assertThat(room.inbox(agent)).hasSize(1);
        }
    }

    @Test
    void floods_are_grouped_with_a_count_except_high_priority() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            for (int index = 1; index <= 40; index++) {
                room.send(agent, input("Lead").put("message", "No. " + index));
            }
            List<Notification> inbox = room.inbox(agent);
            assertThat(inbox).hasSize(5);
            assertThat(inbox.stream().mapToInt(Notification::count).sum()).isEqualTo(40);
            assertThat(inbox.getFirst().message()).isEqualTo("No. 40");
            assertThat(room.stats(agent).unread()).isEqualTo(5);

            for (int index = 0; index < 7; index++) {
                room.send(agent, input("Fire").put("priority", "high"));
            }
            assertThat(room.inbox(agent)).hasSize(12);
            room.spine().clock().advance(Duration.ofMinutes(6));
            room.send(agent, input("Lead"));
            assertThat(room.inbox(agent)).hasSize(13);
        }
    }

    @Test
    void the_stored_counts_match_the_rows_after_random_actions() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Random random = new Random(7);
            List<JsonNode> made = new ArrayList<>();
            String[] types = {"call", "lead", "reminder"};
            for (int act = 0; act < 300; act++) {
                room.spine().clock().advance(Duration.ofMinutes(1));
                if (made.isEmpty() || random.nextInt(3) == 0) {
                    String type = types[random.nextInt(3)];
                    String priority = random.nextBoolean() ? "high" : "low";
                    made.add(
                            room.send(
                                    agent,
                                    input("News " + random.nextInt(4))
                                            .put("type", type)
                                            .put("priority", priority)));
                } else {
                    act(room, agent, id(made.get(random.nextInt(made.size()))), random);
                }
            }
            InboxStats stats = room.stats(agent);
            for (NotificationType type : NotificationType.values()) {
                long total = counted(room, "deleted_at IS NULL", type);
                long unread = counted(room, "deleted_at IS NULL AND read_at IS NULL", type);
                assertThat(stats.byType().get(EnumNames.of(type)))
                        .isEqualTo(new InboxStats.Count(total, unread));
            }
            assertThat(stats.total()).isPositive();
        }
    }

    /** Runs a random command on one of the agent's notifications, sometimes on all. */
    private static void act(NotificationRoom room, Agent agent, ObjectNode one, Random random) {
        Caller caller = Agents.caller(agent);
        try {
            switch (random.nextInt(20)) {
                case 0, 1, 2, 3, 4 -> room.run(caller, NotificationCommand.READ, one);
                case 5, 6, 7 -> room.run(caller, NotificationCommand.UNREAD, one);
                case 8, 9, 10 -> room.run(caller, NotificationCommand.DELETE, one);
                case 11, 12, 13, 14 -> room.run(caller, NotificationCommand.RESTORE, one);
                case 15, 16, 17, 18 ->
                        room.run(
                                caller,
                                NotificationCommand.SNOOZE,
                                one.put("until", room.now().plusSeconds(60).toString()));
                default ->
                        room.run(
                                caller,
                                NotificationCommand.READ_ALL,
                                Json.object().put("agentId", agent.id()));
            }
        } catch (Problem problem) {
            assertThat(problem.code()).isEqualTo(Problem.Code.GONE);
        }
    }

    private static long counted(NotificationRoom room, String where, NotificationType type) {
        return room.spine()
                .count(
                        "SELECT COUNT(*) FROM notifications WHERE " + where + " AND type = ?",
                        EnumNames.of(type));
    }

    @Test
    void mark_all_as_read_is_one_change() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            Agent other = Agents.agent().in(room.spine());
            for (int index = 0; index < 30; index++) {
                room.send(agent, input("News " + index));
            }
            room.send(other, input("Other"));
            int before = room.changes().size();
            JsonNode inbox =
                    room.run(
                            Agents.caller(agent),
                            NotificationCommand.READ_ALL,
                            Json.object().put("agentId", agent.id()));
            assertThat(inbox.get("read").intValue()).isEqualTo(30);
            assertThat(inbox.get("unread").longValue()).isZero();
            assertThat(room.changes()).hasSize(before + 1);
            assertThat(room.changes().getLast().kind()).isEqualTo(NotificationChange.READ);
            assertThat(room.unread(agent)).isEmpty();
            assertThat(room.stats(agent).unread()).isZero();
            assertThat(room.stats(other).unread()).isEqualTo(1);
        }
    }

    @Test
    void notifications_of_others_are_reported_as_not_found() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine());
            Caller stranger = Agents.caller(Agents.manager().team("south").in(room.spine()));
            JsonNode made = room.send(agent, input("Mine"));
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
    void old_read_notifications_are_purged_and_unread_ones_are_kept() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode read = room.send(agent, input("Read"));
            JsonNode deleted = room.send(agent, input("Deleted"));
            room.send(agent, input("Unread"));
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
    void a_snoozed_notification_is_not_listed_as_unread_until_its_time() {
        try (NotificationRoom room = NotificationRoom.open(kind)) {
            Agent agent = Agents.agent().in(room.spine());
            JsonNode made = room.send(agent, input("Later"));
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
