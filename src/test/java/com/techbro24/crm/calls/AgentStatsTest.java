package com.techbro24.crm.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AgentStatsTest {
    @Parameter TestDatabase kind;
    CallRoom room;
    Agent agent;
    Lead lead;

    @BeforeEach
    void open() {
        room = CallRoom.open(kind);
        agent = Agents.agent().in(room.spine());
        lead = Leads.lead().with("phone", "+442079460123").assignedTo(agent.id()).in(room.spine());
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void an_agent_without_calls_has_no_rate() {
        AgentStats stats = stats(AgentStats.Period.TODAY);

        assertThat(stats.calls()).isZero();
        assertThat(stats.contactRate()).isNull();
        assertThat(stats.overdueReminders()).isEqualTo(7);
    }

    @Test
    void calls_talk_contacts_and_sales_are_counted() {
        Call vain = room.start(agent, lead);
        advance(Duration.ofSeconds(20));
        var _ = room.end(agent, vain, ",'status':'no_answer'");
        Call reached = room.start(agent, lead);
        advance(Duration.ofSeconds(120));
        Call ended = room.end(agent, reached, ",'outcome':'callback_requested'");
        advance(Duration.ofSeconds(30));
        var _ = room.run(agent, "call.finish_wrap_up", "{'id':'" + ended.id() + "'}");
        Call sold = room.start(agent, lead);
        advance(Duration.ofSeconds(60));
        var _ = room.end(agent, sold, ",'outcome':'sale'");
        var _ = room.plan(agent, lead);
        advance(Duration.ofMillis(1));

        AgentStats stats = stats(AgentStats.Period.TODAY);
        assertThat(stats.calls()).isEqualTo(3);
        assertThat(stats.outboundCalls()).isEqualTo(3);
        assertThat(stats.contacts()).isEqualTo(2);
        assertThat(stats.contactRate()).isEqualByComparingTo("0.6667");
        assertThat(stats.talkSeconds()).isEqualTo(180);
        assertThat(stats.wrapUpSeconds()).isEqualTo(30);
        assertThat(stats.conversions()).isEqualTo(1);
        // From midnight until nine the agent was offline.
        assertThat(stats.secondsByStatus())
                .containsEntry("on_call", 200L)
                .containsEntry("wrap_up", 30L)
                .containsEntry("offline", 0L);
    }

    @Test
    void time_in_a_status_is_cut_at_the_start_of_the_period() {
        var _ = room.run(agent, "agent.set_status", "{'id':'me','status':'available'}");
        room.spine().clock().set(Instant.parse("2026-03-05T08:00:00Z"));
        var _ = room.run(agent, "agent.set_status", "{'id':'me','status':'break'}");
        advance(Duration.ofMinutes(10));

        assertThat(stats(AgentStats.Period.TODAY).secondsByStatus())
                .containsEntry("available", 8 * 3600L)
                .containsEntry("break", 600L);
        assertThat(stats(AgentStats.Period.WEEK).secondsByStatus())
                .containsEntry("available", 23 * 3600L);
    }

    @Test
    void days_follow_the_agents_time_zone() {
        var _ = room.run(agent, "agent.update", "{'id':'me','timezone':'America/New_York'}");
        room.spine().clock().set(Instant.parse("2026-03-09T03:30:00Z"));

        // There it is still Sunday the 8th, the start of DST.
        AgentStats today = stats(AgentStats.Period.TODAY);
        assertThat(today.from()).isEqualTo(Instant.parse("2026-03-08T05:00:00Z"));
        assertThat(today.timezone()).isEqualTo("America/New_York");
        assertThat(stats(AgentStats.Period.WEEK).from())
                .isEqualTo(Instant.parse("2026-03-02T05:00:00Z"));
        assertThat(stats(AgentStats.Period.MONTH).from())
                .isEqualTo(Instant.parse("2026-03-01T05:00:00Z"));
    }

    @Test
    void a_conversion_is_credited_to_the_agent_of_that_time() {
        Agent admin = Agents.admin().in(room.spine());
        Agent other = Agents.agent().in(room.spine());
        setStatus(admin, "'converted'");
        var _ =
                room.run(
                        admin,
                        "lead.assign",
                        "{'id':'" + lead.id() + "','agentId':'" + other.id() + "'}");
        advance(Duration.ofMinutes(1));
        assertThat(conversions(agent)).isEqualTo(1);
        assertThat(conversions(other)).isZero();

        setStatus(admin, "'qualified','reason':'It was no sale.'");
        assertThat(conversions(agent)).isZero();
        assertThat(conversions(other)).isZero();

        setStatus(admin, "'converted'");
        advance(Duration.ofMinutes(1));
        assertThat(conversions(agent)).isZero();
        assertThat(conversions(other)).isEqualTo(1);

        var _ = room.run(admin, "lead.delete", "{'id':'" + lead.id() + "'}");
        assertThat(conversions(other)).isZero();
        var _ = room.run(admin, "lead.restore", "{'id':'" + lead.id() + "'}");
        assertThat(conversions(other)).isEqualTo(1);
    }

    private void setStatus(Agent by, String status) {
        var _ =
                room.run(
                        by,
                        "lead.set_status",
                        "{'id':'" + lead.id() + "','status':" + status + "}");
    }

    private long conversions(Agent of) {
        return stats(of, AgentStats.Period.TODAY).conversions();
    }

    private AgentStats stats(AgentStats.Period period) {
        return stats(agent, period);
    }

    private AgentStats stats(Agent of, AgentStats.Period period) {
        return room.spine()
                .database()
                .read(
                        tx ->
                                AgentStats.of(
                                        tx,
                                        AgentStore.find(tx, of.id()).orElseThrow(),
                                        period,
                                        ZoneOffset.UTC,
                                        (_, id, _) -> id.equals(agent.id()) ? 7 : 0,
                                        room.spine().clock().instant()));
    }

    private void advance(Duration by) {
        room.spine().clock().advance(by);
    }
}
