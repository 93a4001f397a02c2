package com.techbro24.crm.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A look at the next lead, and what both a look and a claim say when there is none. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NextLeadLookTest {
    @Parameter TestDatabase kind;
    CallRoom room;
    ServedRoutes served;
    Agent agent;
    int numbers;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        Spine spine = room.spine();
        served =
                new ServedRoutes(
                        spine,
                        new NextLeadRoutes(spine.database(), spine.clock(), room.settings())
                                .routes());
        agent = Agents.agent().in(spine);
    }

    @AfterEach
    void close() {
        served.close();
        room.close();
    }

    @Test
    void a_look_shows_the_lead_that_a_claim_gets_and_changes_nothing() {
        Lead lead = lead().in(room.spine());
        long head = room.head();

        JsonNode look = look(agent);
        assertThat(look.at("/lead/id").asText()).isEqualTo(lead.id());
        assertThat(look.get("reason").asText()).isEqualTo("first_call");
        assertThat(look.get("claim").isNull()).isTrue();
        assertThat(room.head()).isEqualTo(head);
        assertThat(room.lead(lead.id()).assignedAgentId()).isNull();
        assertThat(room.spine().count("SELECT COUNT(*) FROM lead_claims")).isZero();

        JsonNode claim = claim(agent);
        assertThat(claim.at("/lead/id").asText()).isEqualTo(lead.id());
        room.spine().clock().advance(Duration.ofMinutes(1));
        // A look does not make the claim longer either.
        assertThat(look(agent).get("claim")).isEqualTo(claim.get("claim"));
    }

    @Test
    void an_empty_queue_has_nothing_to_wait_for() {
        assertThat(none(agent)).isEqualTo(waiting("{'overCapacity':0}"));
        assertThat(retryAt(agent)).isNull();
    }

    @Test
    void leads_outside_their_hours_open_and_those_that_are_not_due_become_due() {
        var _ = lead().with("timezone", "America/New_York").in(room.spine());
        assertThat(none(agent)).isEqualTo(waiting("{'outsideCallingHours':1}"));
        assertThat(retryAt(agent)).isEqualTo("2026-03-04T14:00:00.000Z");

        var _ = mine().with("nextFollowUpAt", "2026-03-04T11:30:00Z").in(room.spine());
        // Due when it is night there; it can be called in the morning.
        var _ =
                mine().with("nextFollowUpAt", "2026-03-04T10:00:00Z")
                        .with("timezone", "America/Los_Angeles")
                        .in(room.spine());
        assertThat(none(agent)).isEqualTo(waiting("{'outsideCallingHours':1,'notDueYet':2}"));
        assertThat(retryAt(agent)).isEqualTo("2026-03-04T11:30:00.000Z");
    }

    @Test
    void leads_that_others_hold_may_return_when_the_claim_expires() {
        Agent other = Agents.agent().in(room.spine());
        var _ = lead().in(room.spine());
        var _ = claim(other);

        assertThat(none(agent)).isEqualTo(waiting("{'heldByOthers':1}"));
        assertThat(retryAt(agent)).isEqualTo("2026-03-04T09:10:00.000Z");
    }

    @Test
    void other_skills_and_a_full_agent_are_told_apart() {
        var _ = lead().with("requiredSkills", List.of("German")).in(room.spine());
        var _ = lead().with("requiredSkills", List.of("German")).in(room.spine());
        Agent full = Agents.agent().capacity(0).in(room.spine());

        assertThat(none(agent)).isEqualTo(waiting("{'otherSkills':2}"));
        assertThat(none(full)).isEqualTo(waiting("{'overCapacity':2}"));
        assertThat(retryAt(agent)).isNull();
    }

    /** What a look and a claim both say. */
    private JsonNode none(Agent caller) {
        JsonNode look = look(caller);
        assertThat(claim(caller)).isEqualTo(look);
        assertThat(look.get("lead").isNull()).isTrue();
        assertThat(look.get("reason").isNull()).isTrue();
        return look.get("waiting");
    }

    private String retryAt(Agent caller) {
        return look(caller).get("retryAt").textValue();
    }

    private static JsonNode waiting(String numbers) {
        var all = Json.object();
        for (String name :
                List.of(
                        "overCapacity",
                        "otherSkills",
                        "notDueYet",
                        "outsideCallingHours",
                        "inCalls",
                        "heldByOthers")) {
            all.put(name, 0);
        }
        return all.setAll((ObjectNode) Json.read(numbers.replace('\'', '"')));
    }

    private JsonNode look(Agent caller) {
        return served.get(caller, "/api/leads/next").body();
    }

    private JsonNode claim(Agent caller) {
        return served.ask("POST", "/api/leads/next", caller, Json.object()).body();
    }

    private Leads mine() {
        return lead().assignedTo(agent.id());
    }

    /** A lead in London, where it is nine in the morning. */
    private Leads lead() {
        return Leads.lead()
                .with("phone", "+44207946" + String.format("%04d", ++numbers))
                .with("timezone", "Europe/London");
    }
}
