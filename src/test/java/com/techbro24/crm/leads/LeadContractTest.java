package com.techbro24.crm.leads;

import static com.techbro24.crm.leads.LeadRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.leads.customfields.CustomFieldType;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
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
class LeadContractTest {
    @Parameter TestDatabase kind;
    LeadRoom room;

    @BeforeEach
    void open() {
        room = new LeadRoom(kind);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void a_read_returns_all_fields_of_the_create_response() {
        Agent agent = room.agent("north");
        var _ = room.declare("roof", CustomFieldType.CHOICE, "flat", "steep");
        var _ = room.declare("area", CustomFieldType.NUMBER);
        var _ = room.declare("floors", CustomFieldType.NUMBER);
        var _ = room.declare("owner", CustomFieldType.BOOLEAN);
        Answer answer = full(agent).by(Agents.caller(room.admin), room.spine);

        assertThat(answer.created()).isTrue();
        var body = Json.read(String.valueOf(answer.body()));
        Lead lead = room.get(agent, body.at("/id").asText());
        assertThat(Json.read(Json.text(lead))).isEqualTo(body);
        assertThat(body.at("/phoneE164").asText()).isEqualTo("+4930901820");
        assertThat(body.at("/statusCategory").asText()).isEqualTo("working");
        assertThat(body.at("/value").decimalValue()).hasToString("1234.5678");
        assertThat(lead.consent())
                .isEqualTo(
                        new Consent("consent", "fair", Instant.parse("2026-01-02T03:04:05.678Z")));
        assertThat(lead.customFields())
                .isEqualTo(
                        Map.of(
                                "roof",
                                "flat",
                                "area",
                                new java.math.BigDecimal("12.5"),
                                "floors",
                                2L,
                                "owner",
                                true));
        Change change = room.lastChange();
        assertThat(change.kind()).isEqualTo(LeadChange.CREATED);
        assertThat(change.seenAfter().scopes())
                .containsExactlyInAnyOrder("all", "team:north", "agent:" + agent.id());
    }

    private static Leads full(Agent agent) {
        return Leads.lead()
                .named("Zoë O'Brien")
                .with("phone", "+49 30 901820")
                .with("email", "Zoe@Example.com")
                .with("company", "Grün & Söhne")
                .with("source", "web")
                .status(LeadStatus.CONTACTED)
                .with("priority", LeadPriority.HIGH)
                .with("score", 77)
                .assignedTo(agent.id())
                .with("tags", List.of("solar", "Süd"))
                .with(
                        "customFields",
                        Json.read("{\"roof\":\"flat\",\"area\":12.5,\"floors\":2,\"owner\":true}"))
                .with("notes", "line\nline '; DROP TABLE leads; --")
                .with("timezone", "Europe/Berlin")
                .with("doNotCall", true)
                .with(
                        "consent",
                        Json.read(
                                "{\"basis\":\"consent\",\"source\":\"fair\",\"at\":\"2026-01-02T03:04:05.678Z\"}"))
                .with("value", Json.read("1234.5678"))
                .with("currency", "EUR")
                .with("nextFollowUpAt", "2026-04-01T09:00:00Z");
    }

    @Test
    void leads_created_by_agents_are_assigned_to_them_and_by_managers_unassigned() {
        Agent agent = room.agent("north");
        var own = Leads.lead().by(Agents.caller(agent), room.spine);
        var pooled = Leads.lead().by(Agents.caller(room.manager("north")), room.spine);

        assertThat(Json.read(String.valueOf(own.body())).at("/assignedAgentId").asText())
                .isEqualTo(agent.id());
        assertThat(Json.read(String.valueOf(pooled.body())).at("/assignedAgentId").isNull())
                .isTrue();
        assertThat(room.lastChange().seenAfter()).isEqualTo(Visibility.POOL);
        Leads others = Leads.lead().assignedTo(room.agent("north").id());
        assertThat(refusal(() -> others.by(Agents.caller(agent), room.spine)).status())
                .isEqualTo(403);
    }

    @Test
    void a_repeated_create_returns_the_current_row() {
        Leads leads = Leads.lead().with("id", Id.next()).with("email", "a@example.com");
        Caller caller = Agents.caller(room.agent("north"));
        var first = leads.by(caller, room.spine);
        String id = Json.read(String.valueOf(first.body())).at("/id").asText();
        var _ = room.execute(LeadCommand.SET_STATUS, room.admin, id, "\"status\":\"contacted\"");
        var again = leads.by(caller, room.spine);

        assertThat(again.created()).isFalse();
        assertThat(again.version()).isEqualTo(2);
        assertThat(refusal(() -> leads.with("score", 3).by(caller, room.spine)).status())
                .isEqualTo(409);
        Caller stranger = Agents.caller(room.agent("north"));
        assertThat(refusal(() -> leads.by(stranger, room.spine)).status()).isEqualTo(409);
    }

    @Test
    void a_duplicate_is_refused_and_identified_only_if_visible() {
        Agent owner = room.agent("north");
        Agent stranger = room.agent("north");
        Lead lead =
                room.lead(
                        with ->
                                with.assignedTo(owner.id())
                                        .with("phone", "+1 212 555 0123")
                                        .with("email", "Zoe@example.com"));
        Leads samePhone = Leads.lead().with("phone", "(212) 555-0123");
        Leads sameEmail = Leads.lead().with("email", "zoe@EXAMPLE.com");

        for (Leads duplicate : List.of(samePhone, sameEmail)) {
            Problem seen = refusal(() -> duplicate.by(Agents.caller(owner), room.spine));
            Problem unseen = refusal(() -> duplicate.by(Agents.caller(stranger), room.spine));
            assertThat(seen.status()).isEqualTo(409);
            assertThat(seen.members()).containsEntry("existingId", lead.id());
            assertThat(unseen.status()).isEqualTo(409);
            assertThat(unseen.json().toString()).doesNotContain(lead.id());
            assertThat(
                            duplicate
                                    .with("allowDuplicate", true)
                                    .by(Agents.caller(stranger), room.spine)
                                    .created())
                    .isTrue();
        }
    }

    @Test
    void update_and_restore_also_refuse_duplicates() {
        Lead lead = room.lead(with -> with.with("email", "a@example.com"));
        Lead other = room.lead(with -> with);
        String email = "\"email\":\"A@example.com\"";
        assertThat(room.refusal(LeadCommand.UPDATE, room.admin, other.id(), email).members())
                .containsEntry("existingId", lead.id());

        var _ = room.execute(LeadCommand.DELETE, room.admin, lead.id(), "");
        var _ = room.execute(LeadCommand.UPDATE, room.admin, other.id(), email);
        assertThat(room.refusal(LeadCommand.RESTORE, room.admin, lead.id(), "").status())
                .isEqualTo(409);
        assertThat(
                        room.execute(
                                LeadCommand.RESTORE,
                                room.admin,
                                lead.id(),
                                "\"allowDuplicate\":true"))
                .isNotNull();
    }

    @Test
    void setting_the_same_status_again_changes_nothing() {
        Lead lead = room.lead(with -> with);
        room.spine.clock().advance(Duration.ofSeconds(1));
        var _ =
                room.execute(
                        LeadCommand.SET_STATUS, room.admin, lead.id(), "\"status\":\"contacted\"");
        Change change = room.lastChange();
        assertThat(change.kind()).isEqualTo(LeadChange.STATUS_CHANGED);
        assertThat(change.fields()).containsExactly("status", "statusCategory", "statusSince");
        assertThat(change.before())
                .isEqualTo(
                        "{\"status\":\"new\",\"statusCategory\":\"open\",\"statusSince\":\""
                                + Times.format(lead.createdAt())
                                + "\"}");
        assertThat(room.get(room.admin, lead.id()).statusSince()).isEqualTo(change.at());

        long head = room.head();
        Answer again =
                room.execute(
                        LeadCommand.SET_STATUS, room.admin, lead.id(), "\"status\":\"contacted\"");
        assertThat(again.version()).isEqualTo(2);
        assertThat(room.head()).isEqualTo(head);
    }

    @Test
    void a_forbidden_transition_changes_nothing() {
        Agent agent = room.agent("north");
        Lead lead = room.lead(with -> with.status(LeadStatus.CONVERTED).assignedTo(agent.id()));
        long head = room.head();
        Problem problem =
                room.refusal(LeadCommand.SET_STATUS, agent, lead.id(), "\"status\":\"new\"");

        assertThat(problem.status()).isEqualTo(409);
        assertThat(problem.json().at("/allowed")).isEmpty();
        assertThat(room.get(room.admin, lead.id())).isEqualTo(lead);
        assertThat(room.head()).isEqualTo(head);
    }

    @Test
    void a_write_with_another_version_is_refused() {
        Lead lead = room.lead(with -> with);
        for (LeadCommand command :
                List.of(
                        new LeadCommand.SetStatus(lead.id(), LeadStatus.CONTACTED, null),
                        new LeadCommand.Delete(lead.id()),
                        new LeadCommand.Restore(lead.id(), null))) {
            Submission late = Submission.of(command, Caller.SYSTEM).expecting(2);
            assertThat(refusal(() -> room.spine.runner().run(late)).status()).isEqualTo(412);
        }
    }

    @Test
    void a_deleted_lead_is_hidden_from_agents_and_managers_can_restore_it() {
        Agent agent = room.agent("north");
        Agent manager = room.manager("north");
        Lead lead = room.leadOf(agent);
        var _ = room.execute(LeadCommand.DELETE, agent, lead.id(), "");

        assertThat(room.lastChange().kind()).isEqualTo(LeadChange.DELETED);
        assertThat(room.lastChange().seenAfter()).isEqualTo(Visibility.NOBODY);
        assertThat(room.ids(room.seenBy(agent))).isEmpty();
        assertThat(refusal(() -> room.get(agent, lead.id())).status()).isEqualTo(404);
        assertThat(room.get(manager, lead.id()).deletedAt()).isNotNull();
        assertThat(room.ids(new LeadFilter(Agents.caller(manager), true)))
                .containsExactly(lead.id());
        assertThat(room.ids(new LeadFilter(Agents.caller(agent), true))).isEmpty();
        assertThat(room.refusal(LeadCommand.UPDATE, agent, lead.id(), "\"score\":1").status())
                .isEqualTo(404);
        assertThat(room.refusal(LeadCommand.UPDATE, manager, lead.id(), "\"score\":1").status())
                .isEqualTo(410);
        assertThat(room.refusal(LeadCommand.RESTORE, agent, lead.id(), "").status()).isEqualTo(403);

        long head = room.head();
        assertThat(room.execute(LeadCommand.DELETE, manager, lead.id(), "").version()).isEqualTo(2);
        assertThat(room.head()).isEqualTo(head);
        assertThat(room.execute(LeadCommand.RESTORE, manager, lead.id(), "").version())
                .isEqualTo(3);
        assertThat(room.lastChange().kind()).isEqualTo(LeadChange.RESTORED);
        assertThat(room.lastChange().seenBefore()).isEqualTo(Visibility.NOBODY);
        assertThat(room.get(agent, lead.id()).deletedAt()).isNull();
    }
}
