package com.techbro24.crm.leads;

import static com.techbro24.crm.leads.LeadRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class LeadRightsTest {
    private static final Map<CommandType<? extends LeadCommand>, String> COMMANDS =
            Map.of(
                    LeadCommand.UPDATE, "\"score\":7",
                    LeadCommand.SET_STATUS, "\"status\":\"contacted\"",
                    LeadCommand.ASSIGN, "\"agentId\":null",
                    LeadCommand.DELETE, "",
                    LeadCommand.RESTORE, "");

    @Parameter TestDatabase kind;
    LeadRoom room;
    Agent owner;
    Agent manager;
    Agent everyonesManager;
    Agent colleague;
    Agent otherManager;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
        owner = room.agent("north");
        manager = room.manager("north");
        everyonesManager = Agents.manager().in(room.spine);
        colleague = room.agent("north");
        otherManager = room.manager("south");
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void the_owner_its_managers_and_admins_see_and_change_a_lead() {
        for (Agent caller : List.of(owner, manager, everyonesManager, room.admin)) {
            Lead lead = room.leadOf(owner);
            assertThat(room.get(caller, lead.id())).isEqualTo(lead);
            assertThat(room.ids(room.seenBy(caller))).contains(lead.id());
            var _ = room.execute(LeadCommand.UPDATE, caller, lead.id(), "\"score\":7");
            var _ =
                    room.execute(
                            LeadCommand.SET_STATUS, caller, lead.id(), "\"status\":\"contacted\"");
            if (caller == owner) {
                for (var type : List.of(LeadCommand.ASSIGN, LeadCommand.RESTORE)) {
                    String more = String.valueOf(COMMANDS.get(type));
                    assertThat(room.refusal(type, caller, lead.id(), more).status()).isEqualTo(403);
                }
            }
            var _ = room.execute(LeadCommand.DELETE, caller, lead.id(), "");
            if (caller != owner) {
                var _ = room.execute(LeadCommand.RESTORE, caller, lead.id(), "");
                var _ = room.execute(LeadCommand.ASSIGN, caller, lead.id(), "\"agentId\":null");
                assertThat(room.get(room.admin, lead.id()).assignedAgentId()).isNull();
            }
        }
    }

    @Test
    void leads_of_others_are_reported_as_not_found() {
        Lead lead = room.leadOf(owner);
        for (Agent stranger : List.of(colleague, otherManager)) {
            assertThat(refusal(() -> room.get(stranger, lead.id())).json())
                    .isEqualTo(refusal(() -> room.get(stranger, Id.next())).json());
            assertThat(room.ids(room.seenBy(stranger))).isEmpty();
            COMMANDS.forEach(
                    (type, more) ->
                            assertThat(room.refusal(type, stranger, lead.id(), more).json())
                                    .isEqualTo(
                                            room.refusal(type, stranger, Id.next(), more).json()));
        }
        assertThat(room.get(room.admin, lead.id())).isEqualTo(lead);
    }

    @Test
    void unassigned_leads_are_visible_to_managers_only() {
        Lead lead = room.lead(with -> with);
        for (Agent caller : List.of(manager, otherManager, everyonesManager, room.admin)) {
            assertThat(room.ids(room.seenBy(caller))).containsExactly(lead.id());
            assertThat(room.get(caller, lead.id())).isEqualTo(lead);
        }
        assertThat(room.ids(room.seenBy(owner))).isEmpty();
        assertThat(refusal(() -> room.get(owner, lead.id())).status()).isEqualTo(404);
    }

    @Test
    void an_agents_leads_follow_it_to_its_new_team() {
        Lead lead = room.leadOf(owner);
        var _ =
                room.spine
                        .runner()
                        .run(
                                Submission.of(
                                        CommandCatalog.bind(
                                                AgentCommand.UPDATE,
                                                Json.read(
                                                        "{\"id\":\""
                                                                + owner.id()
                                                                + "\",\"team\":\"south\"}")),
                                        Agents.caller(room.admin)));

        assertThat(room.ids(room.seenBy(manager))).isEmpty();
        assertThat(room.ids(room.seenBy(otherManager))).containsExactly(lead.id());
    }

    @Test
    void managers_assign_leads_only_to_active_agents_of_their_team() {
        Agent outsider = room.agent("south");
        Agent disabled = Agents.agent().team("north").disabled().in(room.spine);
        Lead lead = room.leadOf(owner);
        String missing =
                room.refusal(LeadCommand.ASSIGN, manager, lead.id(), to(Id.next()))
                        .json()
                        .toString();
        for (Agent assignee : List.of(outsider, disabled)) {
            assertThat(
                            room.refusal(LeadCommand.ASSIGN, manager, lead.id(), to(assignee.id()))
                                    .json())
                    .hasToString(missing);
            assertThat(
                            room.refusal(
                                            LeadCommand.UPDATE,
                                            manager,
                                            lead.id(),
                                            "\"assignedAgentId\":\"" + assignee.id() + "\"")
                                    .json())
                    .hasToString(missing.replace("\"agentId\"", "\"assignedAgentId\""));
        }
        var _ = room.execute(LeadCommand.ASSIGN, manager, lead.id(), to(colleague.id()));
        assertThat(room.get(colleague, lead.id()).assignedAgentId()).isEqualTo(colleague.id());
        assertThat(refusal(() -> room.get(owner, lead.id())).status()).isEqualTo(404);
        assertThat(room.lastChange().seenBefore().scopes()).contains("agent:" + owner.id());
        assertThat(room.lastChange().seenAfter().scopes()).doesNotContain("agent:" + owner.id());

        assertThat(room.execute(LeadCommand.ASSIGN, room.admin, lead.id(), to(outsider.id())))
                .isNotNull();
        assertThat(
                        room.refusal(LeadCommand.ASSIGN, room.admin, lead.id(), to(disabled.id()))
                                .status())
                .isEqualTo(422);
    }

    @Test
    void agents_reassign_their_leads_within_the_team_but_not_by_strategy() {
        Lead lead = room.leadOf(owner);
        String strategy = "\"strategy\":\"round_robin\"";
        assertThat(room.refusal(LeadCommand.ASSIGN, owner, lead.id(), strategy).status())
                .isEqualTo(403);
        assertThat(
                        room.refusal(
                                        LeadCommand.ASSIGN,
                                        owner,
                                        lead.id(),
                                        to(room.agent("south").id()))
                                .status())
                .isEqualTo(422);
        assertThat(room.execute(LeadCommand.ASSIGN, owner, lead.id(), to(colleague.id())))
                .isNotNull();
    }

    private static String to(String agentId) {
        return "\"agentId\":\"" + agentId + "\"";
    }
}
