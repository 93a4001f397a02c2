package com.techbro24.crm.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
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

@ParameterizedClass
@EnumSource
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class AgentContractTest {
    @Parameter TestDatabase kind;
    Spine spine;
    Agent admin;

    @BeforeEach
    void open() {
        spine = Spine.open(kind).with(Agents.handler(), AgentCommand.TYPES);
        admin = Agents.admin().in(spine);
    }

    @AfterEach
    void close() {
        spine.close();
    }

    @Test
    void an_agent_is_made_with_its_account_and_a_hashed_password() {
        String id = Id.next();
        Answer answer =
                create(
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
        assertThat(column("SELECT password_hash FROM accounts WHERE agent_id = ?", id))
                .isEqualTo("hash of correct horse");
        Change change = lastChange();
        assertThat(change.kind()).isEqualTo(ChangeKind.AGENT_CREATED);
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
        Answer first = create(body);
        Answer again = create(body);

        assertThat(again.created()).isFalse();
        assertThat(Json.read(String.valueOf(again.body())))
                .isEqualTo(Json.read(String.valueOf(first.body())));
        assertThat(refusal(() -> create(body.replace("Zoe", "Zed"))).status()).isEqualTo(409);
    }

    @Test
    void an_email_belongs_to_one_agent_however_it_is_written() {
        var _ = create("{\"name\":\"A\",\"email\":\"one@example.com\",\"role\":\"agent\"}");
        Agent other = Agents.agent().in(spine);

        assertThat(
                        refusal(
                                        () ->
                                                create(
                                                        "{\"name\":\"B\",\"email\":\"ONE@example.com\",\"role\":\"agent\"}"))
                                .status())
                .isEqualTo(409);
        assertThat(
                        refusal(() -> update(admin, other.id(), "\"email\":\"One@Example.com\""))
                                .status())
                .isEqualTo(409);
    }

    @Test
    void all_faults_of_an_input_are_named_at_once() {
        Problem problem =
                refusal(
                        () ->
                                create(
                                        "{\"name\":\"\",\"email\":\"x\",\"team\":\"two words\",\"password\":\"short\",\"status\":\"available\"}"));

        assertThat(problem.faults())
                .extracting(fault -> fault.field())
                .containsExactlyInAnyOrder("name", "email", "role", "team", "password", "status");
    }

    @Test
    void each_changes_what_is_its_to_change_and_nothing_else() {
        Agent manager = Agents.manager().team("north").in(spine);
        Agent agent = Agents.agent().team("north").in(spine);
        Agent colleague = Agents.manager().team("north").in(spine);

        assertThat(update(agent, "me", "\"name\":\"New Name\",\"timezone\":\"Europe/Berlin\""))
                .isNotNull();
        assertThat(update(manager, agent.id(), "\"skills\":[\"solar\"],\"capacity\":10"))
                .isNotNull();
        assertThat(update(admin, agent.id(), "\"role\":\"manager\"")).isNotNull();
        assertThat(update(admin, agent.id(), "\"role\":\"agent\"")).isNotNull();
        for (String field :
                List.of(
                        "\"role\":\"admin\"",
                        "\"team\":\"south\"",
                        "\"email\":\"n@example.com\"")) {
            assertThat(refusal(() -> update(agent, "me", field)).status()).isEqualTo(403);
            assertThat(refusal(() -> update(manager, agent.id(), field)).status()).isEqualTo(403);
            assertThat(refusal(() -> update(manager, "me", field)).status()).isEqualTo(403);
        }
        assertThat(refusal(() -> update(agent, "me", "\"capacity\":1")).status()).isEqualTo(403);
        assertThat(refusal(() -> update(manager, colleague.id(), "\"name\":\"X\"")).status())
                .isEqualTo(403);
        // A form that is sent back whole brings what stands, which is no change.
        assertThat(update(agent, "me", "\"role\":\"agent\",\"phone\":null")).isNotNull();
    }

    @Test
    void a_stranger_is_answered_as_if_the_row_were_missing() {
        Agent stranger = Agents.agent().team("north").in(spine);
        Agent otherManager = Agents.manager().team("south").in(spine);
        Agent agent = Agents.agent().team("north").in(spine);

        for (Agent caller : List.of(stranger, otherManager)) {
            String missing = refusal(() -> get(caller, Id.next())).json().toString();
            assertThat(refusal(() -> get(caller, agent.id())).json()).hasToString(missing);
            assertThat(refusal(() -> update(caller, agent.id(), "\"name\":\"X\"")).json())
                    .hasToString(missing);
            assertThat(refusal(() -> setStatus(caller, agent.id(), AgentStatus.BREAK)).json())
                    .hasToString(missing);
        }
    }

    @Test
    void everyone_lists_whom_it_may_see() {
        Agent manager = Agents.manager().team("north").named("Mo").in(spine);
        Agent agent = Agents.agent().team("north").named("Ann").in(spine);
        Agent other = Agents.agent().team("south").named("Bob").in(spine);
        Agent everyone = Agents.manager().named("Zed").in(spine);

        assertThat(list(agent)).containsExactly(agent.id());
        assertThat(list(manager)).containsExactly(agent.id(), manager.id());
        assertThat(list(everyone))
                .containsExactly(admin.id(), agent.id(), other.id(), manager.id(), everyone.id());
        assertThat(list(admin)).isEqualTo(list(everyone));
    }

    @Test
    void a_list_is_narrowed_by_each_filter() {
        Agent agent = Agents.agent().team("north").named("Ann_e 100%").in(spine);
        Agent disabled = Agents.agent().team("south").named("Böb").disabled().in(spine);
        var _ = setStatus(agent, "me", AgentStatus.BREAK);

        assertThat(list(filter(List.of(AgentStatus.BREAK), List.of(), null, null, null)))
                .containsExactly(agent.id());
        assertThat(list(filter(List.of(), List.of(Role.ADMIN), null, null, null)))
                .containsExactly(admin.id());
        assertThat(list(filter(List.of(), List.of(), "south", null, null)))
                .containsExactly(disabled.id());
        assertThat(list(filter(List.of(), List.of(), null, false, null)))
                .containsExactly(disabled.id());
        assertThat(list(filter(List.of(), List.of(), null, null, "bOb")))
                .containsExactly(disabled.id());
        assertThat(list(filter(List.of(), List.of(), null, null, "n_e 100%")))
                .containsExactly(agent.id());
        assertThat(list(filter(List.of(), List.of(), null, null, "%"))).containsExactly(agent.id());
    }

    @Test
    void a_status_is_kept_with_its_time_and_setting_it_again_changes_nothing() {
        Agent agent = Agents.agent().in(spine);
        spine.clock().advance(Duration.ofMinutes(5));
        var _ = setStatus(agent, "me", AgentStatus.AVAILABLE);
        Agent now = get(admin, agent.id());
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.statusSince()).isEqualTo(spine.clock().instant());
        assertThat(lastChange().kind()).isEqualTo(ChangeKind.AGENT_STATUS_CHANGED);
        assertThat(lastChange().fields()).containsExactly("status", "statusSince");

        long head = spine.database().read(ChangeLog::head);
        spine.clock().advance(Duration.ofMinutes(5));
        var _ = setStatus(agent, "me", AgentStatus.AVAILABLE);
        assertThat(get(admin, agent.id())).isEqualTo(now);
        assertThat(spine.database().read(ChangeLog::head)).isEqualTo(head);
    }

    @Test
    void the_last_admin_stays_an_admin() {
        assertThat(refusal(() -> update(admin, "me", "\"role\":\"agent\"")).status())
                .isEqualTo(409);
        assertThat(refusal(() -> update(admin, "me", "\"active\":false")).status()).isEqualTo(409);

        Agent second = Agents.admin().in(spine);
        var _ = update(second, admin.id(), "\"active\":false");
        assertThat(refusal(() -> update(second, "me", "\"role\":\"manager\"")).status())
                .isEqualTo(409);
    }

    @Test
    void a_disabled_agent_is_offline_and_stays_so() {
        Agent agent = Agents.agent().in(spine);
        var _ = setStatus(agent, "me", AgentStatus.AVAILABLE);
        var _ = update(admin, agent.id(), "\"active\":false");

        assertThat(get(admin, agent.id()).status()).isEqualTo(AgentStatus.OFFLINE);
        assertThat(refusal(() -> setStatus(admin, agent.id(), AgentStatus.AVAILABLE)).status())
                .isEqualTo(409);
    }

    @Test
    void a_write_meant_for_another_version_is_refused() {
        Agent agent = Agents.agent().in(spine);
        Submission late =
                Submission.of(
                                new AgentCommand.SetStatus(agent.id(), AgentStatus.BREAK),
                                Agents.caller(agent))
                        .expecting(7);

        assertThat(refusal(() -> spine.runner().run(late)).status()).isEqualTo(412);
    }

    @Test
    void a_change_of_team_is_seen_by_both_teams() {
        Agent agent = Agents.agent().team("north").in(spine);
        var _ = update(admin, agent.id(), "\"team\":\"south\"");

        assertThat(lastChange().seenBefore().scopes()).contains("team:north");
        assertThat(lastChange().seenAfter().scopes()).contains("team:south");
    }

    private Answer create(String body) {
        return spine.runner()
                .run(
                        Submission.of(
                                CommandCatalog.bind(AgentCommand.CREATE, Json.read(body)),
                                Agents.caller(admin)));
    }

    private Answer update(Agent caller, String id, String fields) {
        var command =
                CommandCatalog.bind(
                        AgentCommand.UPDATE, Json.read("{\"id\":\"" + id + "\"," + fields + "}"));
        return spine.runner().run(Submission.of(command, Agents.caller(caller)));
    }

    private Answer setStatus(Agent caller, String id, AgentStatus status) {
        return spine.runner()
                .run(Submission.of(new AgentCommand.SetStatus(id, status), Agents.caller(caller)));
    }

    private Agent get(Agent caller, String id) {
        return spine.database().read(tx -> AgentStore.get(tx, id, Agents.caller(caller)));
    }

    private List<String> list(Agent caller) {
        return list(filter(List.of(), List.of(), null, null, null), Agents.caller(caller));
    }

    private List<String> list(AgentStore.Filter filter) {
        return list(filter, Agents.caller(admin));
    }

    private List<String> list(AgentStore.Filter filter, Caller caller) {
        return spine
                .database()
                .read(tx -> AgentStore.list(tx, filter, caller, Paging.FIRST))
                .data()
                .stream()
                .map(Agent::id)
                .toList();
    }

    private static AgentStore.Filter filter(
            List<AgentStatus> statuses,
            List<Role> roles,
            @Nullable String team,
            @Nullable Boolean active,
            @Nullable String text) {
        return new AgentStore.Filter(statuses, roles, team, active, text);
    }

    private String column(String sql, String id) {
        return spine.database().read(tx -> tx.first(sql, Row::text, id)).orElseThrow();
    }

    private Change lastChange() {
        return spine.database()
                .read(tx -> ChangeLog.after(tx, ChangeLog.head(tx) - 1, 1))
                .getFirst();
    }

    private static Problem refusal(Runnable work) {
        return catchThrowableOfType(Problem.class, work::run);
    }
}
