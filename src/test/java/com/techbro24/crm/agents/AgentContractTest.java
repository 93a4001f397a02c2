package com.techbro24.crm.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
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
class AgentContractTest {
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
    void an_agent_is_made_with_its_account_and_a_hashed_password() {
        String id = Id.next();
        Answer answer =
                room.create(
                        """
                        {"id":"%s","name":" Zoë Quick ","email":"Zoe@Example.com","role":"agent","team":"north",
                         "skills":["german","german","solar"],"capacity":40,"password":"correct horse"}
                        """
                                .formatted(id));

        assertThat(answer.created()).isTrue();
        JsonNode row = Json.read(String.valueOf(answer.body()));
        assertThat(row.at("/name").asText()).isEqualTo("Zoë Quick");
        assertThat(row.at("/status").asText()).isEqualTo("offline");
        assertThat(row.at("/skills")).hasSize(2);
        assertThat(row.has("password")).isFalse();
        assertThat(room.column("SELECT password_hash FROM accounts WHERE agent_id = ?", id))
                .isEqualTo("hash of correct horse");
        Change change = room.lastChange();
        assertThat(change.kind()).isEqualTo(AgentChange.CREATED);
        assertThat(change.seenBefore()).isEqualTo(Visibility.NOBODY);
        assertThat(change.seenAfter().scopes())
                .containsExactlyInAnyOrder("all", "agent:" + id, "team:north");
        assertThat(change.after()).doesNotContain("horse");
    }

    @Test
    void the_same_creation_again_is_answered_with_the_row_and_another_one_refused() {
        String id = Id.next();
        String body =
                """
                {"id":"%s","name":"Zoe","email":"zoe@example.com","role":"agent","password":"correct horse"}
                """
                        .formatted(id);
        Answer first = room.create(body);
        Answer again = room.create(body);

        assertThat(again.created()).isFalse();
        assertThat(Json.read(String.valueOf(again.body())))
                .isEqualTo(Json.read(String.valueOf(first.body())));
        assertThat(AgentRoom.refusal(() -> room.create(body.replace("Zoe", "Zed"))).status())
                .isEqualTo(409);
    }

    @Test
    void an_email_belongs_to_one_agent_however_it_is_written() {
        var _ = room.create("{\"name\":\"A\",\"email\":\"one@example.com\",\"role\":\"agent\"}");
        Agent other = Agents.agent().in(spine);

        assertThat(
                        AgentRoom.refusal(
                                        () ->
                                                room.create(
                                                        "{\"name\":\"B\",\"email\":\"ONE@example.com\",\"role\":\"agent\"}"))
                                .status())
                .isEqualTo(409);
        assertThat(
                        AgentRoom.refusal(
                                        () ->
                                                room.update(
                                                        admin,
                                                        other.id(),
                                                        "\"email\":\"One@Example.com\""))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void all_errors_of_an_input_are_reported_at_once() {
        Problem problem =
                AgentRoom.refusal(
                        () ->
                                room.create(
                                        "{\"name\":\"\",\"email\":\"x\",\"team\":\"two words\",\"password\":\"short\",\"status\":\"available\"}"));

        assertThat(problem.errors())
                .extracting(error -> error.field())
                .containsExactlyInAnyOrder("name", "email", "role", "team", "password", "status");
    }

    @Test
    void a_list_is_narrowed_by_each_filter() {
        Agent agent = Agents.agent().team("north").named("Ann_e 100%").in(spine);
        Agent disabled = Agents.agent().team("south").named("Böb").disabled().in(spine);
        var _ = room.setStatus(agent, "me", AgentStatus.BREAK);

        assertThat(
                        room.list(
                                AgentRoom.filter(
                                        List.of(AgentStatus.BREAK), List.of(), null, null, null)))
                .containsExactly(agent.id());
        assertThat(room.list(AgentRoom.filter(List.of(), List.of(Role.ADMIN), null, null, null)))
                .containsExactly(admin.id());
        assertThat(room.list(AgentRoom.filter(List.of(), List.of(), "south", null, null)))
                .containsExactly(disabled.id());
        assertThat(room.list(AgentRoom.filter(List.of(), List.of(), null, false, null)))
                .containsExactly(disabled.id());
        assertThat(room.list(AgentRoom.filter(List.of(), List.of(), null, null, "bOb")))
                .containsExactly(disabled.id());
        assertThat(room.list(AgentRoom.filter(List.of(), List.of(), null, null, "n_e 100%")))
                .containsExactly(agent.id());
        assertThat(room.list(AgentRoom.filter(List.of(), List.of(), null, null, "%")))
                .containsExactly(agent.id());
    }

    @Test
    void a_status_is_kept_with_its_time_and_setting_it_again_changes_nothing() {
        Agent agent = Agents.agent().in(spine);
        spine.clock().advance(Duration.ofMinutes(5));
        var _ = room.setStatus(agent, "me", AgentStatus.AVAILABLE);
        Agent now = room.get(admin, agent.id());
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.statusSince()).isEqualTo(spine.clock().instant());
        assertThat(room.lastChange().kind()).isEqualTo(AgentChange.STATUS_CHANGED);
        assertThat(room.lastChange().fields()).containsExactly("status", "statusSince");

        long head = spine.database().read(ChangeLog::head);
        spine.clock().advance(Duration.ofMinutes(5));
        var _ = room.setStatus(agent, "me", AgentStatus.AVAILABLE);
        assertThat(room.get(admin, agent.id())).isEqualTo(now);
        assertThat(spine.database().read(ChangeLog::head)).isEqualTo(head);
    }

    @Test
    void a_disabled_agent_is_offline_and_stays_so() {
        Agent agent = Agents.agent().in(spine);
        var _ = room.setStatus(agent, "me", AgentStatus.AVAILABLE);
        var _ = room.update(admin, agent.id(), "\"active\":false");

        assertThat(room.get(admin, agent.id()).status()).isEqualTo(AgentStatus.OFFLINE);
        assertThat(
                        AgentRoom.refusal(
                                        () ->
                                                room.setStatus(
                                                        admin, agent.id(), AgentStatus.AVAILABLE))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void a_write_with_another_version_is_refused() {
        Agent agent = Agents.agent().in(spine);
        Submission late =
                Submission.of(
                                new AgentCommand.SetStatus(agent.id(), AgentStatus.BREAK),
                                Agents.caller(agent))
                        .expecting(7);

        assertThat(AgentRoom.refusal(() -> spine.runner().run(late)).status()).isEqualTo(412);
    }
}
