package com.techbro24.crm.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
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
class AgentRightsTest {
    @Parameter TestDatabase kind;
    AgentRoom room;
    Spine spine;
    Agent admin;

    @BeforeEach
    void open() {
        room = new AgentRoom(kind);
        spine = room.spine;
        admin = room.admin;
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void each_changes_what_is_its_to_change_and_nothing_else() {
        Agent manager = Agents.manager().team("north").in(spine);
        Agent agent = Agents.agent().team("north").in(spine);
        Agent colleague = Agents.manager().team("north").in(spine);

        assertThat(room.update(agent, "me", "\"name\":\"New Name\",\"timezone\":\"Europe/Berlin\""))
                .isNotNull();
        assertThat(room.update(manager, agent.id(), "\"skills\":[\"solar\"],\"capacity\":10"))
                .isNotNull();
        assertThat(room.update(admin, agent.id(), "\"role\":\"manager\"")).isNotNull();
        assertThat(room.update(admin, agent.id(), "\"role\":\"agent\"")).isNotNull();
        for (String field :
                List.of(
                        "\"role\":\"admin\"",
                        "\"team\":\"south\"",
                        "\"email\":\"n@example.com\"")) {
            assertThat(AgentRoom.refusal(() -> room.update(agent, "me", field)).status())
                    .isEqualTo(403);
            assertThat(AgentRoom.refusal(() -> room.update(manager, agent.id(), field)).status())
                    .isEqualTo(403);
            assertThat(AgentRoom.refusal(() -> room.update(manager, "me", field)).status())
                    .isEqualTo(403);
        }
        assertThat(AgentRoom.refusal(() -> room.update(agent, "me", "\"capacity\":1")).status())
                .isEqualTo(403);
        assertThat(
                        AgentRoom.refusal(
                                        () ->
                                                room.update(
                                                        manager, colleague.id(), "\"name\":\"X\""))
                                .status())
                .isEqualTo(403);
        // A form sent back unchanged contains the current values, which is no change.
        assertThat(room.update(agent, "me", "\"role\":\"agent\",\"phone\":null")).isNotNull();
    }

    @Test
    void who_was_disabled_or_demoted_cannot_take_it_back_while_the_token_is_still_remembered() {
        Agent second = Agents.admin().in(spine);
        Agent third = Agents.admin().in(spine);
        assertThat(room.update(second, "me", "\"name\":\"Known\"")).isNotNull();
        assertThat(room.update(third, "me", "\"name\":\"Known\"")).isNotNull();
        var _ = room.update(admin, second.id(), "\"active\":false");
        var _ = room.update(admin, third.id(), "\"role\":\"agent\"");

        // Both are callers with the rights that they had a moment ago.
        assertThat(AgentRoom.refusal(() -> room.update(second, "me", "\"active\":true")).status())
                .isEqualTo(401);
        assertThat(AgentRoom.refusal(() -> room.update(third, "me", "\"role\":\"admin\"")).status())
                .isEqualTo(403);
        assertThat(room.update(third, "me", "\"name\":\"Still here\"")).isNotNull();

        var _ = room.update(admin, second.id(), "\"active\":true");
        assertThat(room.update(second, "me", "\"name\":\"Back again\"")).isNotNull();
    }

    @Test
    void an_invisible_agent_is_reported_as_not_found() {
        Agent stranger = Agents.agent().team("north").in(spine);
        Agent otherManager = Agents.manager().team("south").in(spine);
        Agent agent = Agents.agent().team("north").in(spine);

        for (Agent caller : List.of(stranger, otherManager)) {
            String missing = AgentRoom.refusal(() -> room.get(caller, Id.next())).json().toString();
            assertThat(AgentRoom.refusal(() -> room.get(caller, agent.id())).json())
                    .hasToString(missing);
            assertThat(
                            AgentRoom.refusal(
                                            () -> room.update(caller, agent.id(), "\"name\":\"X\""))
                                    .json())
                    .hasToString(missing);
            assertThat(
                            AgentRoom.refusal(
                                            () ->
                                                    room.setStatus(
                                                            caller, agent.id(), AgentStatus.BREAK))
                                    .json())
                    .hasToString(missing);
        }
    }

    @Test
    void lists_contain_only_visible_agents() {
        Agent manager = Agents.manager().team("north").named("Mo").in(spine);
        Agent agent = Agents.agent().team("north").named("Ann").in(spine);
        Agent other = Agents.agent().team("south").named("Bob").in(spine);
        Agent everyone = Agents.manager().named("Zed").in(spine);

        assertThat(room.list(agent)).containsExactly(agent.id());
        assertThat(room.list(manager)).containsExactly(agent.id(), manager.id());
        assertThat(room.list(everyone))
                .containsExactly(admin.id(), agent.id(), other.id(), manager.id(), everyone.id());
        assertThat(room.list(admin)).isEqualTo(room.list(everyone));
    }

    @Test
    void the_last_admin_stays_an_admin() {
        assertThat(AgentRoom.refusal(() -> room.update(admin, "me", "\"role\":\"agent\"")).status())
                .isEqualTo(409);
        assertThat(AgentRoom.refusal(() -> room.update(admin, "me", "\"active\":false")).status())
                .isEqualTo(409);

        Agent second = Agents.admin().in(spine);
        var _ = room.update(second, admin.id(), "\"active\":false");
        assertThat(
                        AgentRoom.refusal(() -> room.update(second, "me", "\"role\":\"manager\""))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void a_change_of_team_is_seen_by_both_teams() {
        Agent agent = Agents.agent().team("north").in(spine);
        var _ = room.update(admin, agent.id(), "\"team\":\"south\"");

        assertThat(room.lastChange().seenBefore().scopes()).contains("team:north");
        assertThat(room.lastChange().seenAfter().scopes()).contains("team:south");
    }

    @Test
    void an_api_key_makes_no_agent_and_changes_no_role_and_the_like() {
        Agent agent = Agents.agent().team("north").in(spine);
        Caller key =
                new Caller(
                        admin.id(), admin.role(), admin.team(), true, Caller.Kind.API_KEY, "a key");
        assertThat(AgentRoom.refusal(() -> give(key, Agents.admin().command())).status())
                .isEqualTo(403);
        for (String field :
                List.of(
                        "\"role\":\"admin\"",
                        "\"team\":\"south\"",
                        "\"email\":\"n@example.com\"",
                        "\"active\":false")) {
            assertThat(AgentRoom.refusal(() -> give(key, update(agent, field))).status())
                    .as(field)
                    .isEqualTo(403);
        }

        give(key, update(agent, "\"name\":\"New Name\",\"role\":\"agent\""));

        Agent now = room.get(admin, agent.id());
        assertThat(now.name()).isEqualTo("New Name");
        assertThat(now.email()).isEqualTo(agent.email());
    }

    @Test
    void a_session_that_has_ended_makes_no_agent_and_changes_no_role_and_the_like() {
        Agent agent = Agents.agent().team("north").in(spine);
        Caller remembered =
                new Caller(admin.id(), admin.role(), null, true, Caller.Kind.SESSION, "ended");

        assertThat(AgentRoom.refusal(() -> give(remembered, Agents.admin().command())).status())
                .isEqualTo(401);
        for (String field : List.of("\"role\":\"admin\"", "\"email\":\"n@example.com\"")) {
            assertThat(AgentRoom.refusal(() -> give(remembered, update(agent, field))).status())
                    .as(field)
                    .isEqualTo(401);
        }
        assertThat(room.get(admin, agent.id())).isEqualTo(agent);
    }

    private static AgentCommand update(Agent agent, String field) {
        return CommandCatalog.bind(
                AgentCommand.UPDATE, Json.read("{\"id\":\"" + agent.id() + "\"," + field + "}"));
    }

    private void give(Caller caller, AgentCommand command) {
        Answer _ = spine.runner().run(Submission.of(command, caller));
    }
}
