package com.techbro24.crm.queue;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Expiry and release of claims. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ClaimTest {
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
    void an_expired_claim_returns_a_pool_lead_to_the_pool() {
        Lead lead = lead().in(spine());
        assertThat(next(agent)).isEqualTo(lead.id());
        Agent other = Agents.agent().in(spine());
        try (ClaimTimer timer =
                new ClaimTimer(
                        room.spine().database(), room.spine().runner(), Duration.ofHours(1))) {
            spine().clock().advance(room.settings().claimLength().minusMillis(1));
            timer.sweep();
            assertThat(next(other)).isNull();
            spine().clock().advance(Duration.ofMillis(1));
            timer.sweep();
            assertThat(room.lead(lead.id()).assignedAgentId()).isNull();
            assertThat(next(other)).isEqualTo(lead.id());
            assertThat(next(agent)).isNull();
            long head = room.head();
            timer.sweep();
            assertThat(room.head()).isEqualTo(head);
        }
    }

    @Test
    void changed_and_own_leads_stay_with_the_agent() {
        Lead called = lead().with("score", 9).in(spine());
        Lead noted = lead().with("score", 8).in(spine());
        Lead own = mine().with("score", 1).in(spine());
        assertThat(next(agent)).isEqualTo(called.id());
        call(called.id());
        assertThat(next(agent)).isEqualTo(noted.id());
        var _ = room.run(agent, "lead.update", "{'id':'" + noted.id() + "','notes':'wrote'}");
        var _ = room.run(agent, "lead.release_claim", "{}");
        var _ = room.run(agent, "lead.set_status", status(noted, "nurture"));
        assertThat(next(agent)).isEqualTo(own.id());
        spine().clock().advance(room.settings().claimLength());
        try (ClaimTimer timer =
                new ClaimTimer(
                        room.spine().database(), room.spine().runner(), Duration.ofHours(1))) {
            timer.sweep();
        }
        for (Lead lead : List.of(called, noted, own)) {
            assertThat(room.lead(lead.id()).assignedAgentId()).isEqualTo(agent.id());
        }
        assertThat(spine().count("SELECT COUNT(*) FROM lead_claims")).isZero();
    }

    @Test
    void a_released_unchanged_lead_returns_to_the_pool() {
        Lead lead = lead().in(spine());
        assertThat(next(agent)).isEqualTo(lead.id());
        var _ = room.run(agent, "lead.release_claim", "{}");

        assertThat(room.lead(lead.id()).assignedAgentId()).isNull();
        assertThat(next(Agents.agent().in(spine()))).isEqualTo(lead.id());
    }

    @Test
    void a_reassigned_lead_can_be_claimed_by_its_new_agent_at_once() {
        Lead lead = lead().in(spine());
        assertThat(next(agent)).isEqualTo(lead.id());
        Agent other = Agents.agent().in(spine());
        var _ =
                room.run(
                        Agents.admin().in(spine()),
                        "lead.assign",
                        "{'id':'" + lead.id() + "','agentId':'" + other.id() + "'}");

        assertThat(next(agent)).isNull();
        assertThat(next(other)).isEqualTo(lead.id());
        assertThat(next(other)).isEqualTo(lead.id());
    }

    @Test
    void a_start_ends_the_claim() {
        Lead lead = lead().in(spine());
        assertThat(next(agent)).isEqualTo(lead.id());
        var _ = room.start(agent, room.lead(lead.id()));

        assertThat(spine().count("SELECT COUNT(*) FROM lead_claims")).isZero();
        assertThat(room.lead(lead.id()).assignedAgentId()).isEqualTo(agent.id());
    }

    @Test
    void end_claim_is_internal() {
        Agent admin = Agents.admin().in(spine());
        String input = "{'agentId':'" + agent.id() + "'}";
        assertThat(refusal(() -> room.run(admin, "lead.end_claim", input)).status()).isEqualTo(403);
    }

    private static String status(Lead lead, String status) {
        return "{'id':'" + lead.id() + "','status':'" + status + "'}";
    }

    private void call(String leadId) {
        var _ = room.end(agent, room.start(agent, room.lead(leadId)), "");
    }

    private @Nullable String next(Agent asks) {
        return room.run(asks, "lead.claim_next", "{}").at("/lead/id").textValue();
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
