package com.techbro24.crm.calls;

import static com.techbro24.crm.support.CallRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
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
class CallPermissionTest {
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
    void do_not_call_blocks_calls() {
        var _ = room.end(agent, room.start(agent, lead), ",'outcome':'dnc_request'");
        assertThat(room.lead(lead.id()).doNotCall()).isTrue();

        Call next = room.plan(agent, lead);
        Problem problem = refusal(() -> start(agent, next, ""));
        assertThat(problem.status()).isEqualTo(422);
        assertThat(problem.errors()).isEmpty();
        assertThat(problem.json().at("/errors/0/code").asText()).isEqualTo("do_not_call");
        assertThat(problem.json().at("/rules/0").asText()).isEqualTo("do_not_call");

        // Do-not-call applies to the number, for every caller.
        Call bare = room.call(room.run(manager, "call.create", "{'phone':'" + LONDON + "'}"));
        assertThat(refusal(() -> start(manager, bare, "")).status()).isEqualTo(422);
    }

    @Test
    void calls_outside_the_calling_hours_are_refused() {
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
    void managers_can_override_the_rules_with_a_logged_reason() {
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
    void only_admins_set_calling_hours() {
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

    private Instant now() {
        return room.spine().clock().instant();
    }
}
