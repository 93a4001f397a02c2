package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Edge cases: unexpected order of events, and changes of agents and leads during a call. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallEdgeCasesTest {
    private static final String IDS = ",'provider':'twilio','providerCallId':'CA1'";

    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    Agent admin;
    Lead lead;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().in(room.spine());
        admin = Agents.admin().in(room.spine());
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void a_call_that_never_started_has_no_outcome() {
        Call planned = room.plan(agent, lead);
        String cancel = ",'status':'cancelled','outcome':'sale'";

        assertThat(refusal(() -> room.end(agent, planned, cancel)).status()).isEqualTo(409);
        var _ = room.end(agent, planned, ",'status':'cancelled'");
        assertThat(refusal(() -> change(planned, "'outcome':'sale'")).status()).isEqualTo(409);
        assertThat(room.call(planned.id()).sale()).isFalse();
    }

    @Test
    void a_call_that_was_not_answered_has_no_talk_time() {
        Call vain = room.end(agent, room.start(agent, lead), ",'status':'no_answer'");

        assertThat(refusal(() -> change(vain, "'durationSeconds':500")).status()).isEqualTo(409);
        change(vain, "'durationSeconds':0,'ringSeconds':30");
        assertThat(room.call(vain.id()).ringSeconds()).isEqualTo(30);
    }

    @Test
    void a_callback_time_set_after_the_end_is_the_next_follow_up() {
        Call ended = room.end(agent, room.start(agent, lead), ",'outcome':'callback_requested'");
        Instant agreed = now().plus(Duration.ofHours(3));
        change(ended, "'callbackAt':'" + agreed + "'");
        assertThat(room.lead(lead.id()).nextFollowUpAt()).isEqualTo(agreed);

        var _ = room.run(agent, "lead.set_status", "{'id':'" + lead.id() + "','status':'nurture'}");
        change(ended, "'callbackAt':'" + agreed.plusSeconds(60) + "'");
        assertThat(room.lead(lead.id()).nextFollowUpAt()).isEqualTo(agreed.plusSeconds(60));
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.NURTURE);
    }

    @Test
    void a_provider_may_report_the_end_before_the_answer() {
        Call planned = room.plan(agent, lead);
        advance(Duration.ofMinutes(5));
        String report = ",'status':'completed','durationSeconds':40" + IDS;
        Call ended = room.end(agent, planned, report);

        assertThat(ended.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(ended.startedAt()).isEqualTo(now().minusSeconds(40));
        assertThat(ended.durationSeconds()).isEqualTo(40);
        assertThat(room.lead(lead.id()).callAttempts()).isEqualTo(1);
        assertThat(room.lead(lead.id()).lastContactedAt()).isEqualTo(now());
        long head = room.head();
        for (String late : new String[] {"ringing", "in_progress"}) {
            String start = "{'id':'" + planned.id() + "','status':'" + late + "'" + IDS + "}";
            assertThat(room.call(room.run(agent, "call.start", start))).isEqualTo(ended);
        }
        assertThat(room.head()).isEqualTo(head);
        assertThat(refusal(() -> room.end(agent, room.plan(agent, lead), ",'status':'completed'")))
                .isNotNull();
    }

    @Test
    void an_end_report_supplies_the_talk_time_of_an_unreported_answer() {
        String create = "{'direction':'inbound','phone':'+442079460123'" + IDS + "}";
        Call ringing = room.call(room.run(agent, "call.create", create));
        advance(Duration.ofSeconds(30));
        Call ended = room.end(agent, ringing, ",'status':'completed','durationSeconds':20" + IDS);

        assertThat(ended.ringSeconds()).isEqualTo(10);
        assertThat(ended.durationSeconds()).isEqualTo(20);
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.OFFLINE);
    }

    @Test
    void a_call_with_a_deleted_lead_is_not_started() {
        Call planned = room.plan(agent, lead);
        var _ = room.run(agent, "lead.delete", "{'id':'" + lead.id() + "'}");
        String start = "{'id':'" + planned.id() + "'}";

        assertThat(refusal(() -> room.run(agent, "call.start", start)).status()).isEqualTo(409);
        var _ = room.run(admin, "lead.restore", "{'id':'" + lead.id() + "'}");
        assertThat(room.call(room.run(agent, "call.start", start)).active()).isTrue();
    }

    @Test
    void a_recorded_call_must_be_in_the_past() {
        String later = now().plus(Duration.ofMinutes(6)).toString();
        for (String times :
                new String[] {
                    "'startedAt':'" + later + "'",
                    "'endedAt':'" + later + "'",
                    "'startedAt':'" + now() + "','durationSeconds':361"
                }) {
            String noted = "{'leadId':'" + lead.id() + "','status':'completed'," + times + "}";
            assertThat(refusal(() -> room.run(agent, "call.create", noted)).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void an_agent_disabled_during_a_call_stays_offline_after_it() {
        Call call = room.start(agent, lead);
        var _ = room.run(admin, "agent.update", "{'id':'" + agent.id() + "','active':false}");
        Call ended = room.end(admin, call, ",'outcome':'interested'");

        assertThat(ended.agentId()).isEqualTo(agent.id());
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.OFFLINE);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.QUALIFIED);
        Call next = room.call(room.run(admin, "call.create", planFor(agent)));
        assertThat(refusal(() -> room.run(admin, "call.start", "{'id':'" + next.id() + "'}")))
                .isNotNull();
        assertThat(room.call(next.id()).status()).isEqualTo(CallStatus.SCHEDULED);
    }

    @Test
    void the_outcome_applies_to_a_lead_reassigned_during_the_call() {
        Call call = room.start(agent, lead);
        Agent other = Agents.agent().in(room.spine());
        String give = "{'id':'" + lead.id() + "','agentId':'" + other.id() + "'}";
        var _ = room.run(admin, "lead.assign", give);
        var _ = room.end(agent, call, ",'outcome':'interested'");

        assertThat(room.lead(lead.id()).assignedAgentId()).isEqualTo(other.id());
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.QUALIFIED);
    }

    @Test
    void a_lead_marked_do_not_call_during_its_call_is_not_queued_again() {
        Call call = room.start(agent, lead);
        var _ = room.run(agent, "lead.update", "{'id':'" + lead.id() + "','doNotCall':true}");
        var _ = room.end(agent, call, ",'callbackAt':'" + now() + "'");
        advance(Duration.ofMinutes(1));

        assertThat(room.lead(lead.id()).nextFollowUpAt()).isNull();
        assertThat(room.run(agent, "lead.claim_next", "{}").get("lead").isNull()).isTrue();
        assertThat(refusal(() -> room.start(agent, lead)).status()).isEqualTo(422);
    }

    @Test
    void the_second_device_that_ends_a_call_gets_a_conflict() {
        Call call = room.start(agent, lead);
        var _ = room.end(agent, call, ",'outcome':'interested'");
        long head = room.head();

        assertThat(refusal(() -> room.end(agent, call, ",'outcome':'sale'")).status())
                .isEqualTo(409);
        assertThat(room.head()).isEqualTo(head);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.QUALIFIED);
    }

    private String planFor(Agent whose) {
        return "{'leadId':'" + lead.id() + "','agentId':'" + whose.id() + "'}";
    }

    private void change(Call call, String fields) {
        var _ = room.run(agent, "call.update", "{'id':'" + call.id() + "'," + fields + "}");
    }

    private Instant now() {
        return room.spine().clock().instant();
    }

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
