package com.techbro24.crm.leads;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.calls.CallDirection;
import com.techbro24.crm.calls.CallOutcome;
import com.techbro24.crm.calls.CallStatus;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;

/** The stored spans of statuses and teams match the change log. */
class StatusSpansTest {
    private static final int COMMANDS = 90;
    private static final String LEAD_SPANS =
            "SELECT lead_id || ' ' || number || ' ' || status || ' ' || COALESCE(agent_id, '-')"
                    + " || ' ' || entered_at || ' ' || COALESCE(CAST(left_at AS TEXT), '-')"
                    + " || ' ' || COALESCE(next_status, '-') AS span FROM lead_status_spans"
                    + " ORDER BY lead_id, number";
    private static final String TEAM_SPANS =
            "SELECT agent_id || ' ' || number || ' ' || COALESCE(team, '-') || ' ' || since"
                    + " || ' ' || COALESCE(CAST(until AS TEXT), '-') AS span"
                    + " FROM agent_team_spans ORDER BY agent_id, number";

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void stored_spans_match_the_log_on_sqlite(@ForAll Random random) {
        compare(TestDatabase.SQLITE, random);
    }

    @Property(tries = 3, shrinking = ShrinkingMode.OFF)
    void stored_spans_match_the_log_on_postgresql(@ForAll Random random) {
        compare(TestDatabase.POSTGRESQL, random);
    }

    private static void compare(TestDatabase kind, Random random) {
        try (CallRoom room = CallRoom.open(kind)) {
            var story = new Story(room, random);
            for (int index = 0; index < COMMANDS; index++) {
                story.next();
            }
            Spine spine = room.spine();
            List<String> leads = spine.texts(LEAD_SPANS);
            List<String> teams = spine.texts(TEAM_SPANS);

            assertThat(story.done).isGreaterThan(COMMANDS / 3);
            assertThat(leads).isEqualTo(replayed(room)).hasSizeGreaterThan(story.leads.size());
            assertThat(teams).hasSizeGreaterThan(story.agents.size());
            assertThat(
                            spine.count(
                                    "SELECT COUNT(*) FROM leads JOIN lead_status_spans AS spans"
                                            + " ON lead_id = leads.id AND left_at IS NULL"
                                            + " AND spans.status = leads.status"
                                            + " AND entered_at = status_since"))
                    .isEqualTo(spine.count("SELECT COUNT(*) FROM leads"));

            fillFromLog(spine);
            assertThat(spine.texts(LEAD_SPANS)).isEqualTo(leads);
            assertThat(spine.texts(TEAM_SPANS)).isEqualTo(teams);
        }
    }

    private record Step(String leadId, String status, @Nullable String agentId, long at) {}

    /** Computes the spans of leads from the log. */
    private static List<String> replayed(CallRoom room) {
        var spans = new ArrayList<String>();
        for (String leadId : room.spine().texts("SELECT id FROM leads ORDER BY id")) {
            var steps = new ArrayList<Step>();
            for (Step step : changes(room, leadId)) {
                if (steps.isEmpty() || !steps.getLast().status().equals(step.status())) {
                    steps.add(step);
                }
            }
            for (int index = 0; index < steps.size(); index++) {
                Step step = steps.get(index);
                Step next = index + 1 < steps.size() ? steps.get(index + 1) : null;
                spans.add(
                        "%s %d %s %s %d %s %s"
                                .formatted(
                                        leadId,
                                        index + 1,
                                        step.status(),
                                        Objects.requireNonNullElse(step.agentId(), "-"),
                                        step.at(),
                                        next == null ? "-" : next.at(),
                                        next == null ? "-" : next.status()));
            }
        }
        return spans;
    }

    private static List<Step> changes(CallRoom room, String leadId) {
        return room.spine()
                .database()
                .read(
                        tx ->
                                tx.list(
                                        "SELECT after_row, at FROM changes WHERE entity_type = 'lead'"
                                                + " AND entity_id = ? ORDER BY seq",
                                        row -> {
                                            JsonNode after = Json.read(row.text());
                                            return new Step(
                                                    leadId,
                                                    after.get("status").textValue(),
                                                    after.get("assignedAgentId").textValue(),
                                                    row.longInteger());
                                        },
                                        leadId));
    }

    /** Runs the migration that fills the spans of existing rows. */
    private static void fillFromLog(Spine spine) {
        String dialect = spine.database().dialect().name().toLowerCase(Locale.ROOT);
        String fill = resource("/db/" + dialect + "/V45__fill_spans.sql");
        var _ =
                spine.writer()
                        .write(
                                tx -> {
                                    tx.update("DELETE FROM lead_status_spans");
                                    tx.update("DELETE FROM agent_team_spans");
                                    for (String statement : fill.split(";", -1)) {
                                        if (!statement.isBlank()) {
                                            tx.update(statement);
                                        }
                                    }
                                    return true;
                                });
    }

    private static String resource(String path) {
        try (InputStream in = StatusSpansTest.class.getResourceAsStream(path)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs random commands; refused ones change nothing. */
    private static final class Story {
        private static final LeadStatus[] STATUSES = LeadStatus.values();

        private final CallRoom room;
        private final Random random;
        private final Agent admin;
        final List<String> agents = new ArrayList<>();
        final List<String> leads = new ArrayList<>();
        int done;

        Story(CallRoom room, Random random) {
            this.room = room;
            this.random = random;
            admin = Agents.admin().in(room.spine());
            for (int index = 0; index < 3; index++) {
                agents.add(Agents.agent().team("north").in(room.spine()).id());
            }
            create();
            create();
            execute("agent.update", input(agents.getFirst()).put("team", "south"));
        }

        void next() {
            room.spine().clock().advance(Duration.ofSeconds(random.nextInt(3)));
            String lead = pick(leads);
            switch (random.nextInt(10)) {
                case 0 -> create();
                case 1 -> execute("lead.assign", input(lead).put("agentId", agentOrNobody()));
                case 2 -> execute("lead.delete", input(lead));
                case 3 -> execute("lead.restore", input(lead));
                case 4 -> execute("lead.merge", input(lead).put("duplicateId", pick(leads)));
                case 5 -> call(lead);
                case 6 -> execute("lead.update", step(lead, "lostReason"));
                case 7 ->
                        execute(
                                "agent.update",
                                input(pick(agents)).put("team", random.nextBoolean() ? "a" : null));
                default -> execute("lead.set_status", step(lead, "reason"));
            }
        }

        private ObjectNode step(String lead, String reasonField) {
            LeadStatus status = STATUSES[random.nextInt(STATUSES.length)];
            ObjectNode input = input(lead).put("status", EnumNames.of(status));
            if (reasonField.equals("lostReason")) {
                input.put("assignedAgentId", agentOrNobody());
            }
            boolean isLost = status.category() == LeadCategory.LOST;
            boolean isSold = room.lead(lead).status() == LeadStatus.CONVERTED;
            return isLost || isSold ? input.put(reasonField, "a reason") : input;
        }

        private void create() {
            String id = Id.next();
            ObjectNode input = input(id).put("name", "Lee").put("assignedAgentId", agentOrNobody());
            input.put("status", random.nextInt(4) == 0 ? "converted" : "new");
            execute("lead.create", input);
            leads.add(id);
        }

        /** A past call of the last hour, which is applied to its lead later. */
        private void call(String lead) {
            Instant now = room.spine().clock().instant();
            Instant from = now.minusSeconds(100 + random.nextInt(3_600));
            CallOutcome[] outcomes = CallOutcome.values();
            var call =
                    new CallCommand.Create(
                            null,
                            pick(agents),
                            lead,
                            CallDirection.OUTBOUND,
                            "+442079460123",
                            CallStatus.COMPLETED,
                            outcomes[random.nextInt(outcomes.length)],
                            null,
                            from,
                            from.plusSeconds(90),
                            12,
                            78,
                            null,
                            null,
                            null,
                            null,
                            null);
            attempt(
                    () -> {
                        execute(new CallCommand.RecordPast(List.of(call)), now);
                        execute(new CallCommand.ApplyPast(lead), now);
                    });
        }

        private void execute(CallCommand command, Instant at) {
            var _ = room.spine().runner().run(Submission.of(command, Caller.SYSTEM).at(at));
        }

        private void execute(String command, ObjectNode input) {
            attempt(() -> room.run(Agents.caller(admin), command, input));
        }

        private void attempt(Runnable work) {
            try {
                work.run();
                done++;
            } catch (Problem refused) {
                assertThat(refused.status()).isBetween(400, 499);
            }
        }

        private static ObjectNode input(String id) {
            return Json.object().put("id", id);
        }

        private @Nullable String agentOrNobody() {
            return random.nextInt(3) == 0 ? null : pick(agents);
        }

        private String pick(List<String> any) {
            return any.get(random.nextInt(any.size()));
        }
    }
}
