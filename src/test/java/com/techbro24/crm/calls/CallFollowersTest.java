package com.techbro24.crm.calls;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Automatic changes of calls, agents and leads. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CallFollowersTest {
    private static final CallSettings SETTINGS =
            new CallSettings(
                    Duration.ofHours(4),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(10),
                    Duration.ofHours(4),
                    8,
                    true,
                    ZoneOffset.UTC);

    @Parameter TestDatabase kind;
    CallRoom room;
    CallTimer timer;
    Followers followers;
    Agent agent;
    Lead lead;

    @BeforeEach
    void open() {
        Spine spine = Spine.open(kind);
        room = CallRoom.on(spine, SETTINGS);
        timer = new CallTimer(spine.database(), spine.runner(), SETTINGS, Duration.ofHours(1));
        followers =
                new Followers(
                        spine.feed(),
                        spine.database(),
                        spine.writer(),
                        spine.clock(),
                        spine.metrics(),
                        Followers.RetryPolicy.STANDARD);
        agent = Agents.agent().in(spine);
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(spine);
    }

    @AfterEach
    void close() {
        followers.close();
        timer.close();
        room.close();
    }

    @Test
    void a_call_without_a_reported_end_is_closed_with_a_reason() {
        Call call = room.start(agent, lead);
        advance(Duration.ofHours(4).minusMillis(1));
        timer.sweep();
        assertThat(room.call(call.id()).status()).isEqualTo(CallStatus.IN_PROGRESS);

        advance(Duration.ofMillis(1));
        long head = room.head();
        timer.sweep();
        Call closed = room.call(call.id());
        assertThat(closed.status()).isEqualTo(CallStatus.COMPLETED);
        assertThat(closed.endReason()).contains("PT4H");
        assertThat(closed.durationSeconds()).isNull();
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.OFFLINE);
        assertThat(room.lead(lead.id()).status()).isEqualTo(LeadStatus.CONTACTED);
        assertThat(room.changesAfter(head))
                .allSatisfy(change -> assertThat(change.actor()).isNull())
                .first()
                .satisfies(change -> assertThat(change.kind()).isEqualTo(CallChange.ENDED));
        assertThat(room.start(agent, lead).status()).isEqualTo(CallStatus.IN_PROGRESS);
    }

    @Test
    void a_ringing_call_is_closed_as_missed_or_failed() {
        Call planned = room.plan(agent, lead);
        var _ = room.run(agent, "call.start", "{'id':'" + planned.id() + "','status':'ringing'}");
        Call incoming =
                room.call(
                        room.run(
                                agent,
                                "call.create",
                                "{'direction':'inbound','phone':'+442079460123'}"));
        advance(Duration.ofHours(4));
        timer.sweep();

        assertThat(room.call(planned.id()).status()).isEqualTo(CallStatus.FAILED);
        assertThat(room.call(incoming.id()).status()).isEqualTo(CallStatus.MISSED);
        assertThat(room.call(incoming.id()).endReason()).isNotNull();
    }

    @Test
    void a_wrap_up_ends_automatically_after_its_limit() {
        Call call = room.end(agent, room.start(agent, lead), "");
        Agent idle = Agents.agent().in(room.spine());
        var _ = room.run(idle, "agent.set_status", "{'id':'me','status':'wrap_up'}");
        advance(Duration.ofMinutes(5).minusMillis(1));
        timer.sweep();
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.WRAP_UP);

        advance(Duration.ofMillis(1));
        timer.sweep();
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.AVAILABLE);
        assertThat(room.agent(idle).status()).isEqualTo(AgentStatus.AVAILABLE);
        assertThat(room.call(call.id()).wrapUpSeconds()).isEqualTo(300);
        long head = room.head();
        timer.sweep();
        assertThat(room.head()).isEqualTo(head);
    }

    @Test
    void a_wrap_up_ended_by_another_status_is_measured_too() {
        followers.start(new WrapUpFollower(room.spine().runner()));
        Call call = room.end(agent, room.start(agent, lead), "");
        advance(Duration.ofSeconds(75));
        var _ = room.run(agent, "agent.set_status", "{'id':'me','status':'break'}");

        eventually(() -> assertThat(room.call(call.id()).wrapUpSeconds()).isEqualTo(75));
        assertThat(room.agent(agent).status()).isEqualTo(AgentStatus.BREAK);
    }

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
