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

/** To whom leads are shared out by what they ask for, and what becomes of those that must wait. */
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
    void a_lead_goes_only_to_who_has_all_the_skills_it_asks_for() {
        var _ = Agents.agent().skilled("German").in(room.spine);
        Agent both = Agents.agent().skilled("solar", "GERMAN", "tax").in(room.spine);
        for (int count = 0; count < 3; count++) {
            Lead lead = asking("german", "Solar");
            assertThat(share(lead, ROUND_ROBIN)).isEqualTo(both.id());
        }
        assertThat(share(asking("french"), ROUND_ROBIN)).isNull();
        assertThat(share(asking(), ROUND_ROBIN)).isNotNull();
    }

    @Test
    void those_at_work_are_given_leads_before_those_who_are_not() {
        Agent away = room.agent("north");
        Agent here = room.agent("north");
        assertThat(List.of(away.id(), here.id())).contains(share(asking(), ROUND_ROBIN));
        set(here, AgentStatus.WRAP_UP);
        assertThat(share(asking(), ROUND_ROBIN)).isEqualTo(here.id());
        assertThat(share(asking(), ROUND_ROBIN)).isEqualTo(here.id());
        set(here, AgentStatus.BREAK);
        assertThat(share(asking(), AVAILABLE_ONLY)).isNull();
        assertThat(List.of(away.id(), here.id())).contains(share(asking(), ROUND_ROBIN));
    }

    @Test
    void what_waits_is_nobodys_and_says_since_when_and_leaves_the_line_as_soon_as_it_is_given() {
        Lead lead = room.leadOf(Agents.agent().capacity(0).in(room.spine));
        assertThat(share(lead, AVAILABLE_ONLY)).isNull();
        Lead waiting = room.get(room.admin, lead.id());
        assertThat(waiting.backlogSince()).isEqualTo(room.spine.clock().instant());
        assertThat(room.lastChange().kind()).isEqualTo(LeadChange.ASSIGNED);

        room.spine.clock().advance(Duration.ofMinutes(1));
        long head = room.head();
        assertThat(share(lead, AVAILABLE_ONLY)).isNull();
        assertThat(room.head()).isEqualTo(head);

        var _ = room.give(LeadCommand.ASSIGN, room.admin, lead.id(), "\"agentId\":null");
        assertThat(room.get(room.admin, lead.id()).backlogSince()).isNull();
        assertThat(share(lead, AVAILABLE_ONLY)).isNull();
        String given = "\"agentId\":\"" + room.admin.id() + "\"";
        var _ = room.give(LeadCommand.ASSIGN, room.admin, lead.id(), given);
        assertThat(room.get(room.admin, lead.id()).backlogSince()).isNull();
    }

    @Test
    void a_lead_that_is_lost_or_deleted_waits_no_more_and_a_lost_one_never_begins_to() {
        Lead lost = asking();
        Lead deleted = asking();
        assertThat(share(lost, AVAILABLE_ONLY)).isNull();
        assertThat(share(deleted, AVAILABLE_ONLY)).isNull();
        var _ =
                room.give(
                        LeadCommand.SET_STATUS,
                        room.admin,
                        lost.id(),
                        "\"status\":\"lost\",\"reason\":\"x\"");
        var _ = room.give(LeadCommand.DELETE, room.admin, deleted.id(), "");

        assertThat(room.get(room.admin, lost.id()).backlogSince()).isNull();
        assertThat(room.get(room.admin, deleted.id()).backlogSince()).isNull();
        assertThat(room.refusal(LeadCommand.ASSIGN, room.admin, lost.id(), AVAILABLE_ONLY).status())
                .isEqualTo(422);
    }

    @Test
    void the_backlog_drains_to_who_becomes_available_the_longest_waiting_first() {
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
    void nobody_is_given_more_of_the_backlog_than_it_has_room_for() {
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
    void only_the_program_itself_drains_it() {
        assertThat(
                        LeadRoom.refusal(() -> take(room.admin.id(), Agents.caller(room.admin)))
                                .status())
                .isEqualTo(403);
    }

    private void take(String agentId, Caller caller) {
        var take = new LeadCommand.TakeBacklog(agentId);
        var _ = room.spine.runner().run(Submission.of(take, caller));
    }

    /** The agent to whom the lead went; null where it waits. */
    private @Nullable String share(Lead lead, String how) {
        var _ = room.give(LeadCommand.ASSIGN, room.admin, lead.id(), how);
        return room.get(room.admin, lead.id()).assignedAgentId();
    }

    private Lead asking(String... skills) {
        return Leads.lead().with("requiredSkills", List.of(skills)).in(room.spine);
    }

    /** A lead that waits, one second longer than the next one. */
    private Lead waiting(String... skills) {
        Lead lead = asking(skills);
        assertThat(share(lead, AVAILABLE_ONLY)).isNull();
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
