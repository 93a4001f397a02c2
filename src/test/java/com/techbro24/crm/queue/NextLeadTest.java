package com.techbro24.crm.queue;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.calls.Call;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
import com.techbro24.crm.leads.LeadPriority;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class NextLeadTest {
    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    int numbers;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void due_callbacks_come_first_then_new_leads_then_retries() {
        Lead retry =
                mine().status(LeadStatus.ATTEMPTED)
                        .with("nextFollowUpAt", "2026-03-01T09:00:00Z")
                        .in(spine());
        Lead fresh = mine().with("score", 100).in(spine());
        Lead callback =
                mine().status(LeadStatus.CONTACTED)
                        .with("nextFollowUpAt", "2026-03-04T08:59:00Z")
                        .in(spine());
        Lead older =
                mine().status(LeadStatus.QUALIFIED)
                        .with("nextFollowUpAt", "2026-03-03T09:00:00Z")
                        .in(spine());

        assertThat(inOrder(4)).containsExactly(older.id(), callback.id(), fresh.id(), retry.id());
    }

    @Test
    void new_leads_are_ordered_by_score_priority_and_age() {
        Lead old = mine().with("score", 50).in(spine());
        room.spine().clock().advance(Duration.ofSeconds(1));
        Lead young = mine().with("score", 50).in(spine());
        Lead high = mine().with("score", 50).with("priority", LeadPriority.HIGH).in(spine());
        Lead best = mine().with("score", 51).with("priority", LeadPriority.LOW).in(spine());
        Lead low = mine().with("score", 50).with("priority", LeadPriority.LOW).in(spine());

        assertThat(inOrder(5))
                .containsExactly(best.id(), high.id(), old.id(), young.id(), low.id());
    }

    @Test
    void leads_that_cannot_be_called_now_are_skipped() {
        var _ = mine().with("doNotCall", true).in(spine());
        var _ = mine().with("phone", null).in(spine());
        var _ = mine().with("timezone", "America/New_York").in(spine());
        var _ = mine().with("nextFollowUpAt", "2026-03-04T09:00:00.001Z").in(spine());
        var _ = mine().status(LeadStatus.CONTACTED).in(spine());
        var _ =
                mine().status(LeadStatus.CONVERTED)
                        .with("nextFollowUpAt", "2026-03-01T09:00:00Z")
                        .in(spine());
        var _ =
                mine().status(LeadStatus.LOST)
                        .with("lostReason", "x")
                        .with("nextFollowUpAt", "2026-03-01T09:00:00Z")
                        .in(spine());
        Agent other = Agents.agent().in(spine());
        var _ = mine().assignedTo(other.id()).in(spine());
        Lead deleted = mine().in(spine());
        var _ = room.run(agent, "lead.delete", "{'id':'" + deleted.id() + "'}");

        assertThat(next(agent)).isNull();
    }

    @Test
    void leads_with_a_do_not_call_number_are_skipped() {
        Lead lead = mine().in(spine());
        assertThat(next(agent)).isEqualTo(lead.id());

        var _ =
                mine().with("phone", lead.phone())
                        .with("doNotCall", true)
                        .with("allowDuplicate", true)
                        .in(spine());

        assertThat(next(agent)).isNull();
    }

    @Test
    void a_lead_is_available_from_its_opening_or_due_time_on() {
        Lead american = mine().with("timezone", "America/New_York").in(spine());
        Lead promised = mine().with("nextFollowUpAt", "2026-03-04T13:00:00Z").in(spine());

        assertThat(next(agent)).isNull();
        spine().clock().set(Instant.parse("2026-03-04T13:00:00Z"));
        assertThat(next(agent)).isEqualTo(promised.id());
        call(promised.id());
        assertThat(next(agent)).isNull();
        spine().clock().set(Instant.parse("2026-03-04T14:00:00Z"));
        assertThat(next(agent)).isEqualTo(american.id());
    }

    @Test
    void the_response_has_the_lead_the_reason_and_the_expiry() {
        Lead lead = mine().in(spine());
        JsonNode answer = room.run(agent, "lead.claim_next", "{}");

        assertThat(answer.at("/lead/id").asText()).isEqualTo(lead.id());
        assertThat(answer.at("/lead/name").asText()).isEqualTo(lead.name());
        assertThat(answer.get("reason").asText()).isEqualTo("first_call");
        assertThat(answer.at("/claim/until").asText()).isEqualTo("2026-03-04T09:10:00.000Z");
    }

    @Test
    void repeated_claims_return_the_same_lead_until_call_or_release() {
        Lead first = mine().with("score", 2).in(spine());
        Lead second = mine().with("score", 1).in(spine());

        assertThat(next(agent)).isEqualTo(first.id());
        var _ = mine().with("score", 100).in(spine());
        assertThat(next(agent)).isEqualTo(first.id());
        var _ = room.run(agent, "lead.release_claim", "{}");
        assertThat(next(agent)).isNotEqualTo(first.id());
        assertThat(second.version()).isEqualTo(1);
    }

    @Test
    void claiming_an_unassigned_lead_assigns_it_with_a_logged_change() {
        Lead pooled = lead().in(spine());
        long head = room.head();

        assertThat(next(agent)).isEqualTo(pooled.id());
        assertThat(room.lead(pooled.id()).assignedAgentId()).isEqualTo(agent.id());
        assertThat(room.changesAfter(head))
                .hasSize(1)
                .first()
                .satisfies(
                        change -> {
                            assertThat(change.kind()).isEqualTo(LeadChange.ASSIGNED);
                            assertThat(change.seenAfter().scopes()).contains("agent:" + agent.id());
                        });
    }

    @Test
    void an_agent_at_capacity_gets_only_its_own_leads() {
        Agent full = Agents.agent().capacity(1).in(spine());
        var _ = lead().in(spine());
        Lead own = lead().with("score", 1).assignedTo(full.id()).in(spine());

        assertThat(next(full)).isEqualTo(own.id());
        call(full, own.id());
        assertThat(next(full)).isNull();
    }

    @Test
    void unassigned_leads_require_their_skills() {
        Lead german = lead().with("requiredSkills", List.of("German")).with("score", 9).in(spine());
        Lead own = mine().with("requiredSkills", List.of("french")).in(spine());
        Agent speaker = Agents.agent().skilled("german", "solar").in(spine());

        assertThat(next(agent)).isEqualTo(own.id());
        call(own.id());
        assertThat(next(agent)).isNull();
        assertThat(next(speaker)).isEqualTo(german.id());
    }

    @Test
    void a_lead_with_an_open_call_is_not_available() {
        Lead lead = mine().with("score", 1).in(spine());
        assertThat(next(agent)).isEqualTo(lead.id());
        Call call = room.start(agent, lead);
        Agent other = Agents.agent().in(spine());
        var _ =
                room.run(
                        Agents.admin().in(spine()),
                        "lead.assign",
                        "{'id':'" + lead.id() + "','agentId':'" + other.id() + "'}");
        var _ =
                room.run(
                        Agents.admin().in(spine()),
                        "lead.update",
                        "{'id':'" + lead.id() + "','nextFollowUpAt':'2026-03-01T09:00:00Z'}");

        spine().clock().advance(Duration.ofHours(1));
        assertThat(next(other)).isNull();
        var _ = room.end(agent, call, ",'callbackAt':'2026-03-04T09:30:00Z'");
        assertThat(next(other)).isEqualTo(lead.id());
        assertThat(spine().count("SELECT COUNT(*) FROM lead_claims WHERE lead_id = ?", lead.id()))
                .isEqualTo(1);
    }

    @Test
    void the_system_cannot_claim_leads() {
        assertThat(
                        refusal(() -> room.run(Caller.SYSTEM, "lead.claim_next", Json.object()))
                                .status())
                .isEqualTo(403);
    }

    private static @Nullable String claimed(CallRoom node, Agent caller) {
        Answer answer =
                node.spine()
                        .runner()
                        .run(Submission.of(new NextLeadCommand.ClaimNext(), Agents.caller(caller)));
        return Json.read(Objects.requireNonNull(answer.body())).at("/lead/id").textValue();
    }

    /** The leads the agent claims and calls in order. */
    private List<String> inOrder(int count) {
        List<String> order = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String id = Objects.requireNonNull(next(agent));
            order.add(id);
            call(id);
        }
        return order;
    }

    private void call(String leadId) {
        call(agent, leadId);
    }

    private void call(Agent caller, String leadId) {
        var _ = room.end(caller, room.start(caller, room.lead(leadId)), "");
    }

    private @Nullable String next(Agent caller) {
        return claimed(room, caller);
    }

    private Spine spine() {
        return room.spine();
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
