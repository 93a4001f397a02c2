package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentChange;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadChange;
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

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallLifecycleTest {
    /** A number in London, where it is 9 o'clock when the test clock starts. */
    private static final String LONDON = "+442079460123";

    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    Agent manager;
    Lead lead;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().team("north").in(room.spine());
        manager = Agents.manager().team("north").in(room.spine());
        lead = Leads.lead().with("phone", LONDON).assignedTo(agent.id()).in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void a_call_is_scheduled_with_a_lead_and_its_number() {
        Call call = room.plan(agent, lead);

        assertThat(call.status()).isEqualTo(CallStatus.SCHEDULED);
        assertThat(call.direction()).isEqualTo(CallDirection.OUTBOUND);
        assertThat(call.agentId()).isEqualTo(agent.id());
        assertThat(call.phone()).isEqualTo(LONDON);
        assertThat(call.version()).isEqualTo(1);
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.OFFLINE);
        assertThat(room.lead(lead.id())).isEqualTo(lead);
    }

    @Test
    void a_start_changes_agent_and_lead_as_separate_changes() {
        Call planned = room.plan(agent, lead);
        long head = room.head();
        Call call = room.call(room.run(agent, "call.start", "{'id':'" + planned.id() + "'}"));

        assertThat(call.status()).isEqualTo(CallStatus.IN_PROGRESS);
        assertThat(call.startedAt()).isEqualTo(now());
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.ON_CALL);
        assertThat(room.lead(lead.id()).callAttempts()).isEqualTo(1);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(
                        CallChange.STARTED, AgentChange.STATUS_CHANGED, LeadChange.UPDATED);
        assertThat(room.changesAfter(head))
                .allSatisfy(change -> assertThat(change.actor()).isEqualTo(agent.id()));
    }

    @Test
    void an_end_measures_the_talk_time_and_changes_agent_and_lead() {
        Call call = room.start(agent, lead);
        advance(Duration.ofSeconds(90));
        long head = room.head();
        Call ended = room.end(agent, call, ",'outcome':'interested','notes':'wants solar'");

        assertThat(ended.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(ended.durationSeconds()).isEqualTo(90);
        assertThat(ended.notes()).isEqualTo("wants solar");
        assertThat(ended.contact()).isTrue();
        assertThat(ended.sale()).isFalse();
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.WRAP_UP);
        Lead after = room.lead(lead.id());
        assertThat(after.status()).isEqualTo(LeadStatus.QUALIFIED);
        assertThat(after.lastContactedAt()).isEqualTo(now());
        assertThat(after.nextFollowUpAt()).isEqualTo(now().plus(Duration.ofDays(2)));
        assertThat(after.callAttempts()).isEqualTo(1);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(
                        CallChange.ENDED, AgentChange.STATUS_CHANGED, LeadChange.STATUS_CHANGED);
    }

    @Test
    void an_agent_is_on_one_call_at_a_time() {
        Call first = room.start(agent, lead);
        Call second = room.plan(agent, lead);
        Problem problem = refusal(() -> start(agent, second, ""));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.members()).containsEntry("callId", first.id());
        var _ = room.end(agent, first, "");
        assertThat(start(agent, second, "").status()).isEqualTo(CallStatus.IN_PROGRESS);
    }

    @Test
    void an_incoming_call_finds_its_lead_and_is_answered_or_missed() {
        JsonNode ringing =
                room.run(
                        manager, "call.create", "{'direction':'inbound','phone':'" + LONDON + "'}");
        Call call = room.call(ringing);
        assertThat(call.status()).isEqualTo(CallStatus.RINGING);
        assertThat(call.leadId()).isEqualTo(lead.id());
        assertThat(call.agentId()).isEqualTo(agent.id());
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.OFFLINE);

        advance(Duration.ofSeconds(7));
        Call taken = start(agent, call, "");
        assertThat(taken.ringSeconds()).isEqualTo(7);
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.ON_CALL);
        var _ = room.end(agent, taken, "");
        assertThat(room.lead(lead.id()).callAttempts()).isZero();
        assertThat(room.lead(lead.id()).lastContactedAt()).isEqualTo(now());

        Call other =
                room.call(
                        room.run(
                                manager,
                                "call.create",
                                "{'direction':'inbound','phone':'" + LONDON + "'}"));
        advance(Duration.ofSeconds(20));
        long head = room.head();
        Lead before = room.lead(lead.id());
        Call missed = room.end(manager, other, "");
        assertThat(missed.status()).isEqualTo(CallStatus.MISSED);
        assertThat(missed.ringSeconds()).isEqualTo(20);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(CallChange.MISSED);
        assertThat(room.lead(lead.id())).isEqualTo(before);
    }

    @Test
    void repeated_provider_reports_are_idempotent() {
        String ids = "'provider':'twilio','providerCallId':'CA1'";
        String create = "{'leadId':'" + lead.id() + "'," + ids + "}";
        Call call = room.call(room.run(agent, "call.create", create));
        assertThat(room.call(room.run(agent, "call.create", create))).isEqualTo(call);

        Call started = start(agent, call, "," + ids);
        assertThat(start(agent, call, "," + ids)).isEqualTo(started);
        Call ended = room.end(agent, call, "," + ids);
        long head = room.head();
        assertThat(room.end(agent, call, "," + ids)).isEqualTo(ended);
        assertThat(start(agent, call, "," + ids)).isEqualTo(ended);
        assertThat(room.head()).isEqualTo(head);
        assertThat(room.lead(lead.id()).callAttempts()).isEqualTo(1);

        assertThat(refusal(() -> room.end(agent, call, "")).status()).isEqualTo(409);
        Call other = room.plan(agent, lead);
        assertThat(refusal(() -> start(agent, other, "," + ids)).status()).isEqualTo(409);
        assertThat(refusal(() -> start(agent, other, ",'providerCallId':'CA2'")).status())
                .isEqualTo(400);
    }

    @Test
    void a_forbidden_transition_names_the_allowed_ones() {
        Call call = room.plan(agent, lead);
        Problem problem = refusal(() -> room.end(agent, call, ""));

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.json().at("/steps").toString())
                .isEqualTo("[\"ringing\",\"in_progress\",\"failed\",\"cancelled\"]");
        var _ = room.end(agent, call, ",'status':'cancelled'");
        Problem over = refusal(() -> start(agent, call, ""));
        assertThat(over.status()).isEqualTo(409);
        assertThat(over.json().at("/steps")).isEmpty();
    }

    @Test
    void a_past_call_is_recorded_with_its_effects() {
        Call call =
                room.call(
                        room.run(
                                agent,
                                "call.create",
                                "{'leadId':'"
                                        + lead.id()
                                        + "','status':'completed','startedAt':'2026-03-03T10:00:00Z',"
                                        + "'durationSeconds':120,'outcome':'interested'}"));

        assertThat(call.endedAt()).isEqualTo(Instant.parse("2026-03-03T10:02:00Z"));
        assertThat(call.durationSeconds()).isEqualTo(120);
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.OFFLINE);
        Lead after = room.lead(lead.id());
        assertThat(after.status()).isEqualTo(LeadStatus.QUALIFIED);
        assertThat(after.callAttempts()).isEqualTo(1);
        assertThat(after.lastContactedAt()).isEqualTo(call.endedAt());
    }

    @Test
    void the_agent_can_finish_the_wrap_up() {
        Call ended = room.end(agent, room.start(agent, lead), "");
        advance(Duration.ofSeconds(40));
        Call done =
                room.call(room.run(agent, "call.finish_wrap_up", "{'id':'" + ended.id() + "'}"));

        assertThat(done.wrapUpSeconds()).isEqualTo(40);
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.AVAILABLE);
        assertThat(
                        refusal(
                                        () ->
                                                room.run(
                                                        agent,
                                                        "call.finish_wrap_up",
                                                        "{'id':'"
                                                                + room.plan(agent, lead).id()
                                                                + "'}"))
                                .status())
                .isEqualTo(409);
    }

    private Call start(Agent caller, Call call, String more) {
        return room.call(room.run(caller, "call.start", "{'id':'" + call.id() + "'" + more + "}"));
    }

    private Instant now() {
        return room.spine().clock().instant();
    }

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
