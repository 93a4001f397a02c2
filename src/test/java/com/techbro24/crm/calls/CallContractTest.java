package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallContractTest {
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
    void a_call_is_planned_with_a_lead_and_its_number() {
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
    void a_start_moves_its_agent_and_counts_on_its_lead_each_as_a_change_of_its_own() {
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
                        ChangeKind.CALL_STARTED,
                        ChangeKind.AGENT_STATUS_CHANGED,
                        ChangeKind.LEAD_UPDATED);
        assertThat(room.changesAfter(head))
                .allSatisfy(change -> assertThat(change.actor()).isEqualTo(agent.id()));
    }

    @Test
    void an_end_measures_the_talk_and_moves_agent_and_lead() {
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
                        ChangeKind.CALL_ENDED,
                        ChangeKind.AGENT_STATUS_CHANGED,
                        ChangeKind.LEAD_STATUS_CHANGED);
    }

    @Test
    void a_call_without_an_outcome_moves_its_lead_by_telephonys_word() {
        Call vain = room.end(agent, room.start(agent, lead), ",'status':'no_answer'");

        assertThat(vain.durationSeconds()).isZero();
        assertThat(vain.answeredAt()).isNull();
        assertThat(vain.contact()).isFalse();
        Lead tried = room.lead(lead.id());
        assertThat(tried.status()).isEqualTo(LeadStatus.ATTEMPTED);
        assertThat(tried.lastContactedAt()).isNull();
        assertThat(tried.nextFollowUpAt()).isEqualTo(now().plus(room.settings().retryAfter()));

        advance(Duration.ofHours(5));
        var _ = room.end(agent, room.start(agent, lead), "");
        Lead reached = room.lead(lead.id());
        assertThat(reached.status()).isEqualTo(LeadStatus.CONTACTED);
        assertThat(reached.lastContactedAt()).isEqualTo(now());
        assertThat(reached.nextFollowUpAt()).isNull();
        assertThat(reached.callAttempts()).isEqualTo(2);
    }

    @Test
    void after_enough_calls_in_vain_no_other_is_planned() {
        for (int attempt = 1; attempt <= room.settings().attemptsMax(); attempt++) {
            var _ = room.end(agent, room.start(agent, lead), ",'status':'busy'");
            boolean last = attempt == room.settings().attemptsMax();
            assertThat(room.lead(lead.id()).nextFollowUpAt() == null).isEqualTo(last);
            advance(Duration.ofHours(25));
        }
    }

    @Test
    void an_agreed_time_goes_before_the_rules_delay() {
        Instant agreed = now().plus(Duration.ofHours(30));
        var _ =
                room.end(
                        agent,
                        room.start(agent, lead),
                        ",'outcome':'callback_requested','callbackAt':'" + agreed + "'");

        assertThat(room.lead(lead.id()).nextFollowUpAt()).isEqualTo(agreed);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONTACTED);
    }

    @Test
    void an_outcome_told_after_the_end_has_its_effects_once() {
        Call call = room.end(agent, room.start(agent, lead), "");
        long head = room.head();
        String sale = "{'id':'" + call.id() + "','outcome':'sale'}";
        Call sold = room.call(room.run(agent, "call.update", sale));

        assertThat(sold.sale()).isTrue();
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
        assertThat(room.lead(lead.id()).callAttempts()).isEqualTo(1);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(ChangeKind.CALL_UPDATED, ChangeKind.LEAD_STATUS_CHANGED);

        long before = room.head();
        var _ = room.run(agent, "call.update", sale);
        assertThat(room.head()).isEqualTo(before);
    }

    @Test
    void a_call_never_takes_a_lead_back() {
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'interested'");
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'left_voicemail'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.QUALIFIED);

        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'not_interested'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.LOST);
        assertThat(room.lead(lead.id()).lostReason()).isEqualTo("not_interested");

        long head = room.head();
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'sale'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
        assertThat(room.changesAfter(head))
                .filteredOn(change -> change.kind() == ChangeKind.LEAD_STATUS_CHANGED)
                .hasSize(2);

        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'wrong_number'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONVERTED);
    }

    @Test
    void a_wish_not_to_be_called_is_kept_and_holds() {
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'dnc_request'");
        assertThat(room.lead(lead.id()).doNotCall()).isTrue();

        Call next = room.plan(agent, lead);
        Problem problem = refusal(() -> start(agent, next, ""));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.faults()).isEmpty();
        assertThat(problem.json().at("/errors/0/code").asText()).isEqualTo("do_not_call");
        assertThat(problem.json().at("/rules/0").asText()).isEqualTo("do_not_call");

        // The wish belongs to the number, whoever dials it.
        Call bare = room.call(room.run(manager, "call.create", "{'phone':'" + LONDON + "'}"));
        assertThat(refusal(() -> start(manager, bare, "")).status()).isEqualTo(422);
    }

    @Test
    void nobody_is_called_outside_its_hours() {
        Lead american =
                Leads.lead().with("phone", "+12125550123").assignedTo(agent.id()).in(room.spine());
        Call call = room.plan(agent, american);
        Problem early = refusal(() -> start(agent, call, ""));

        assertThat(early.status()).isEqualTo(422);
        assertThat(early.json().at("/errors/0/code").asText()).isEqualTo("calling_hours");
        assertThat(early.json().at("/timezones/0").asText()).isEqualTo("America/New_York");
        assertThat(early.json().at("/opensAt").asText()).isEqualTo("2026-03-04T14:00:00.000Z");
        assertThat(
                        refusal(
                                        () ->
                                                room.run(
                                                        agent,
                                                        "call.update",
                                                        "{'id':'"
                                                                + call.id()
                                                                + "','status':'in_progress'}"))
                                .status())
                .isEqualTo(422);

        room.spine().clock().set(Instant.parse("2026-03-04T14:00:00Z"));
        assertThat(start(agent, call, "").status()).isEqualTo(CallStatus.IN_PROGRESS);
    }

    @Test
    void a_manager_may_override_the_rules_with_a_reason_that_is_logged() {
        Lead american =
                Leads.lead()
                        .with("phone", "+12125550123")
                        .with("doNotCall", true)
                        .assignedTo(agent.id())
                        .in(room.spine());
        Call call = room.plan(agent, american);
        String override = ",'override':true,'overrideReason':'asked for it by mail'";

        assertThat(refusal(() -> start(agent, call, override)).status()).isEqualTo(403);
        assertThat(refusal(() -> start(manager, call, ",'override':true")).status()).isEqualTo(400);
        long head = room.head();
        Call started = start(manager, call, override);
        assertThat(started.override())
                .isEqualTo(
                        new CallOverride(
                                List.of(CallingRule.DO_NOT_CALL, CallingRule.CALLING_HOURS),
                                "asked for it by mail",
                                manager.id(),
                                now()));
        assertThat(started.agentId()).isEqualTo(agent.id());
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.ON_CALL);
        Change change = room.changesAfter(head).getFirst();
        assertThat(change.after()).contains("asked for it by mail");
        assertThat(change.actor()).isEqualTo(manager.id());
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
    void an_incoming_call_rings_with_its_lead_and_is_taken_or_missed() {
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
                .containsExactly(ChangeKind.CALL_MISSED);
        assertThat(room.lead(lead.id())).isEqualTo(before);
    }

    @Test
    void a_providers_repeated_reports_are_harmless() {
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
    void a_step_that_there_is_not_is_answered_with_those_that_there_are() {
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
    void a_call_that_took_place_elsewhere_is_noted_down_with_its_effects() {
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
    void the_same_creation_again_is_answered_with_the_row_and_another_one_refused() {
        String id = Id.next();
        String body = "{'id':'" + id + "','leadId':'" + lead.id() + "'}";
        JsonNode first = room.run(agent, "call.create", body);

        assertThat(room.run(agent, "call.create", body)).isEqualTo(first);
        assertThat(
                        refusal(
                                        () ->
                                                room.run(
                                                        agent,
                                                        "call.create",
                                                        body.replace("}", ",'notes':'x'}")))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void a_stranger_is_answered_as_if_the_call_were_missing() {
        Agent stranger = Agents.agent().team("north").in(room.spine());
        Agent elsewhere = Agents.manager().team("south").in(room.spine());
        Call call = room.plan(agent, lead);

        for (Agent caller : List.of(stranger, elsewhere)) {
            String missing =
                    refusal(() -> room.run(caller, "call.end", "{'id':'" + Id.next() + "'}"))
                            .json()
                            .toString();
            for (String command :
                    List.of(
                            "call.start",
                            "call.end",
                            "call.update",
                            "call.delete",
                            "call.finish_wrap_up")) {
                Problem problem =
                        refusal(() -> room.run(caller, command, "{'id':'" + call.id() + "'}"));
                assertThat(problem.json()).hasToString(missing);
            }
            assertThat(list(caller)).isEmpty();
            assertThat(
                            refusal(
                                            () ->
                                                    room.run(
                                                            caller,
                                                            "call.create",
                                                            "{'leadId':'" + lead.id() + "'}"))
                                    .status())
                    .isEqualTo(404);
        }
        assertThat(list(agent)).containsExactly(call.id());
        assertThat(list(manager)).containsExactly(call.id());
    }

    @Test
    void a_deleted_call_is_gone_until_a_manager_restores_it() {
        Call call = room.plan(agent, lead);
        String id = "{'id':'" + call.id() + "'}";
        var _ = room.run(agent, "call.delete", id);

        assertThat(list(agent)).isEmpty();
        assertThat(refusal(() -> room.run(agent, "call.start", id)).status()).isEqualTo(404);
        assertThat(refusal(() -> room.run(manager, "call.start", id)).status()).isEqualTo(410);
        assertThat(refusal(() -> room.run(agent, "call.restore", id)).status()).isEqualTo(403);
        var _ = room.run(manager, "call.restore", id);
        assertThat(list(agent)).containsExactly(call.id());
        assertThat(room.call(call.id()).version()).isEqualTo(3);

        Call going = room.start(agent, lead);
        assertThat(
                        refusal(() -> room.run(agent, "call.delete", "{'id':'" + going.id() + "'}"))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void a_call_is_given_to_another_agent_by_a_manager_within_its_reach() {
        Agent colleague = Agents.agent().team("north").in(room.spine());
        Agent foreign = Agents.agent().team("south").in(room.spine());
        Call call = room.plan(agent, lead);

        assertThat(refusal(() -> give(agent, call, colleague)).status()).isEqualTo(403);
        assertThat(refusal(() -> give(manager, call, foreign)).status()).isEqualTo(422);
        assertThat(room.call(give(manager, call, colleague)).agentId()).isEqualTo(colleague.id());
        assertThat(list(agent)).isEmpty();
        assertThat(list(colleague)).containsExactly(call.id());
    }

    @Test
    void a_list_is_narrowed_by_each_filter() {
        Call planned = room.plan(agent, lead);
        advance(Duration.ofMinutes(1));
        Call vain = room.end(agent, room.start(agent, lead), ",'status':'no_answer'");
        advance(Duration.ofMinutes(1));
        Call sold = room.end(agent, room.start(agent, lead), ",'outcome':'sale'");

        assertThat(list(agent)).containsExactly(sold.id(), vain.id(), planned.id());
        assertThat(
                        filtered(
                                new CallStore.Filter(
                                        null,
                                        null,
                                        List.of(CallStatus.NO_ANSWER),
                                        List.of(),
                                        List.of(),
                                        null,
                                        null,
                                        false)))
                .containsExactly(vain.id());
        assertThat(
                        filtered(
                                new CallStore.Filter(
                                        agent.id(),
                                        lead.id(),
                                        List.of(),
                                        List.of(CallOutcome.SALE),
                                        List.of(CallDirection.OUTBOUND),
                                        null,
                                        null,
                                        false)))
                .containsExactly(sold.id());
        assertThat(
                        filtered(
                                new CallStore.Filter(
                                        null,
                                        null,
                                        List.of(),
                                        List.of(),
                                        List.of(),
                                        vain.startedAt(),
                                        sold.startedAt(),
                                        false)))
                .containsExactly(vain.id());
    }

    @Test
    void wrap_up_ends_when_the_agent_says_so() {
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

    @Test
    void what_an_outcome_leads_to_is_an_admins_to_declare() {
        Agent admin = Agents.admin().in(room.spine());
        String rule = "{'outcome':'other','leadStatus':'nurture','retryAfter':'P3D'}";

        assertThat(refusal(() -> room.run(manager, "call.set_outcome_rule", rule)).status())
                .isEqualTo(403);
        assertThat(
                        refusal(
                                        () ->
                                                room.run(
                                                        admin,
                                                        "call.set_outcome_rule",
                                                        "{'outcome':'nonsense'}"))
                                .status())
                .isEqualTo(404);
        long head = room.head();
        JsonNode changed = room.run(admin, "call.set_outcome_rule", rule);
        assertThat(changed.get("version").asInt()).isEqualTo(2);
        assertThat(room.changesAfter(head))
                .extracting(Change::kind)
                .containsExactly(ChangeKind.CALL_RULE_UPDATED);

        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'other'");
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.NURTURE);
        assertThat(room.lead(lead.id()).nextFollowUpAt()).isEqualTo(now().plus(Duration.ofDays(3)));
    }

    @Test
    void every_outcome_has_a_rule() {
        assertThat(room.spine().database().read(CallRuleStore::outcomes))
                .extracting(OutcomeRule::outcome)
                .containsExactly(CallOutcome.values());
    }

    @Test
    void the_hours_are_an_admins_to_set() {
        Agent admin = Agents.admin().in(room.spine());
        var _ = room.run(admin, "call.set_hours", "{'wednesday':null}");
        Call call = room.plan(agent, lead);
        Problem problem = refusal(() -> start(agent, call, ""));

        assertThat(problem.json().at("/opensAt").asText()).isEqualTo("2026-03-05T09:00:00.000Z");
        assertThat(refusal(() -> room.run(manager, "call.set_hours", "{}")).status())
                .isEqualTo(403);
    }

    private Call start(Agent caller, Call call, String more) {
        return room.call(room.run(caller, "call.start", "{'id':'" + call.id() + "'" + more + "}"));
    }

    private JsonNode give(Agent caller, Call call, Agent to) {
        return room.run(
                caller, "call.update", "{'id':'" + call.id() + "','agentId':'" + to.id() + "'}");
    }

    private List<String> list(Agent caller) {
        return ids(CallStore.Filter.NONE, caller);
    }

    private List<String> filtered(CallStore.Filter filter) {
        return ids(filter, agent);
    }

    private List<String> ids(CallStore.Filter filter, Agent caller) {
        return room
                .spine()
                .database()
                .read(tx -> CallStore.list(tx, filter, Agents.caller(caller), Paging.FIRST))
                .data()
                .stream()
                .map(Call::id)
                .toList();
    }

    private Instant now() {
        return room.spine().clock().instant();
    }

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
