package com.techbro24.crm.leads;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Followers;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
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

/** Assignment by required skills, and the backlog. */
@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class BacklogTest {
    private static final String ROUND_ROBIN = "\"strategy\":\"round_robin\"";
    private static final String AVAILABLE_ONLY = ROUND_ROBIN + ",\"availableOnly\":true";

    @Parameter TestDatabase kind;
    LeadRoom room;
    Followers followers;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
        followers =
                new Followers(
                        room.spine.feed(),
                        room.spine.database(),
                        room.spine.writer(),
                        room.spine.clock(),
                        room.spine.metrics(),
                        Followers.RetryPolicy.STANDARD);
    }

    @AfterEach
    void close() {
        followers.close();
        room.close();
    }

    @Test
    void a_lead_is_assigned_only_to_agents_with_all_required_skills() {
        var _ = Agents.agent().skilled("German").in(room.spine);
        Agent both = Agents.agent().skilled("solar", "GERMAN", "tax").in(room.spine);
        for (int count = 0; count < 3; count++) {
            Lead lead = asking("german", "Solar");
            assertThat(distribute(lead, ROUND_ROBIN)).isEqualTo(both.id());
        }
        assertThat(distribute(asking("french"), ROUND_ROBIN)).isNull();
        assertThat(distribute(asking(), ROUND_ROBIN)).isNotNull();
    }

    @Test
    void agents_at_work_get_leads_first() {
        Agent away = room.agent("north");
        Agent here = room.agent("north");
        assertThat(List.of(away.id(), here.id())).contains(distribute(asking(), ROUND_ROBIN));
        set(here, AgentStatus.WRAP_UP);
        assertThat(distribute(asking(), ROUND_ROBIN)).isEqualTo(here.id());
        assertThat(distribute(asking(), ROUND_ROBIN)).isEqualTo(here.id());
        set(here, AgentStatus.BREAK);
        assertThat(distribute(asking(), AVAILABLE_ONLY)).isNull();
        assertThat(List.of(away.id(), here.id())).contains(distribute(asking(), ROUND_ROBIN));
    }

    @Test
    void backlog_leads_are_unassigned_and_leave_the_backlog_when_assigned() {
        Lead lead = room.leadOf(Agents.agent().capacity(0).in(room.spine));
        assertThat(distribute(lead, AVAILABLE_ONLY)).isNull();
        Lead waiting = room.get(room.admin, lead.id());
        assertThat(waiting.backlogSince()).isEqualTo(room.spine.clock().instant());
        assertThat(room.lastChange().kind()).isEqualTo(LeadChange.ASSIGNED);

        room.spine.clock().advance(Duration.ofMinutes(1));
        long head = room.head();
        assertThat(distribute(lead, AVAILABLE_ONLY)).isNull();
        assertThat(room.head()).isEqualTo(head);

        var _ = room.execute(LeadCommand.ASSIGN, room.admin, lead.id(), "\"agentId\":null");
        assertThat(room.get(room.admin, lead.id()).backlogSince()).isNull();
        assertThat(distribute(lead, AVAILABLE_ONLY)).isNull();
        String input = "\"agentId\":\"" + room.admin.id() + "\"";
        var _ = room.execute(LeadCommand.ASSIGN, room.admin, lead.id(), input);
        assertThat(room.get(room.admin, lead.id()).backlogSince()).isNull();
    }

    @Test
    void lost_and_deleted_leads_are_not_in_the_backlog() {
        Lead lost = asking();
        Lead deleted = asking();
        assertThat(distribute(lost, AVAILABLE_ONLY)).isNull();
        assertThat(distribute(deleted, AVAILABLE_ONLY)).isNull();
        var _ =
                room.execute(
                        LeadCommand.SET_STATUS,
                        room.admin,
                        lost.id(),
                        "\"status\":\"lost\",\"reason\":\"x\"");
        var _ = room.execute(LeadCommand.DELETE, room.admin, deleted.id(), "");

        assertThat(room.get(room.admin, lost.id()).backlogSince()).isNull();
        assertThat(room.get(room.admin, deleted.id()).backlogSince()).isNull();
        assertThat(room.refusal(LeadCommand.ASSIGN, room.admin, lost.id(), AVAILABLE_ONLY).status())
                .isEqualTo(422);
    }

    @Test
    void the_backlog_drains_to_available_agents_longest_waiting_first() {
        followers.start(new BacklogFollower(room.spine.runner()));
        Agent first = Agents.agent().skilled("german").capacity(7).in(room.spine);
        Agent second = Agents.agent().in(room.spine);
        List<Lead> german = List.of(waiting("german"), waiting("german"));
        List<Lead> any = List.of(waiting(), waiting(), waiting(), waiting(), waiting());
        Lead french = waiting("french");

        set(first, AgentStatus.AVAILABLE);
        eventually(
                () ->
                        assertThat(room.ids(room.all().assignedTo(first.id())))
                                .containsExactlyInAnyOrder(
                                        german.get(0).id(),
                                        german.get(1).id(),
                                        any.get(0).id(),
                                        any.get(1).id(),
                                        any.get(2).id()));
        set(first, AgentStatus.ON_CALL);
        set(second, AgentStatus.AVAILABLE);
        eventually(
                () ->
                        assertThat(room.ids(room.all().assignedTo(second.id())))
                                .containsExactlyInAnyOrder(any.get(3).id(), any.get(4).id()));

        update(second, "skills", List.of("french"));
        eventually(
                () ->
                        assertThat(room.get(room.admin, french.id()).assignedAgentId())
                                .isEqualTo(second.id()));
    }

    @Test
    void the_backlog_respects_the_capacity() {
        followers.start(new BacklogFollower(room.spine.runner()));
        Agent small = Agents.agent().capacity(1).in(room.spine);
        Lead first = waiting();
        Lead second = waiting();
        set(small, AgentStatus.AVAILABLE);
        eventually(
                () ->
                        assertThat(room.ids(room.all().assignedTo(small.id())))
                                .containsExactly(first.id()));
        update(small, "capacity", 2);
        eventually(
                () ->
                        assertThat(room.get(room.admin, second.id()).assignedAgentId())
                                .isEqualTo(small.id()));
    }

    @Test
    void drain_backlog_is_internal() {
        assertThat(
                        LeadRoom.refusal(() -> take(room.admin.id(), Agents.caller(room.admin)))
                                .status())
                .isEqualTo(403);
    }

    private void take(String agentId, Caller caller) {
        var take = new LeadCommand.DrainBacklog(agentId);
        var _ = room.spine.runner().run(Submission.of(take, caller));
    }

    /** The assigned agent; null if the lead is in the backlog. */
    private @Nullable String distribute(Lead lead, String how) {
        var _ = room.execute(LeadCommand.ASSIGN, room.admin, lead.id(), how);
        return room.get(room.admin, lead.id()).assignedAgentId();
    }

    private Lead asking(String... skills) {
        return Leads.lead().with("requiredSkills", List.of(skills)).in(room.spine);
    }

    /** A backlog lead, one second older than the next one. */
    private Lead waiting(String... skills) {
        Lead lead = asking(skills);
        assertThat(distribute(lead, AVAILABLE_ONLY)).isNull();
        room.spine.clock().advance(Duration.ofSeconds(1));
        return lead;
    }

    private void set(Agent agent, AgentStatus status) {
        var set = new AgentCommand.SetStatus(agent.id(), status);
        var _ = room.spine.runner().run(Submission.of(set, Caller.SYSTEM));
    }

    private void update(Agent agent, String field, Object value) {
        var input = Json.object().put("id", agent.id());
        input.set(field, Json.MAPPER.valueToTree(value));
        var update = CommandCatalog.bind(AgentCommand.UPDATE, input);
        var _ = room.spine.runner().run(Submission.of(update, Caller.SYSTEM));
    }
}
