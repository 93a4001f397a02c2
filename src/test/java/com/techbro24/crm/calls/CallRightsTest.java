package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
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
class CallRightsTest {
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
    void a_repeated_create_is_replayed_and_other_content_is_refused() {
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
    void calls_of_others_are_reported_as_not_found() {
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
    void a_deleted_call_is_hidden_until_a_manager_restores_it() {
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
    void managers_reassign_calls_within_their_team() {
        Agent colleague = Agents.agent().team("north").in(room.spine());
        Agent foreign = Agents.agent().team("south").in(room.spine());
        Call call = room.plan(agent, lead);

        assertThat(refusal(() -> reassign(agent, call, colleague)).status()).isEqualTo(403);
        assertThat(refusal(() -> reassign(manager, call, foreign)).status()).isEqualTo(422);
        assertThat(room.call(reassign(manager, call, colleague)).agentId())
                .isEqualTo(colleague.id());
        assertThat(list(agent)).isEmpty();
        assertThat(list(colleague)).containsExactly(call.id());
    }

    @Test
    void each_filter_selects_only_matches() {
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

    private JsonNode reassign(Agent caller, Call call, Agent to) {
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

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
