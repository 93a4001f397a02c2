package com.techbro24.crm.leads.customfields;

import static com.techbro24.crm.leads.LeadRoom.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadRoom;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
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
class CustomFieldTest {
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
    void only_declared_fields_are_accepted_and_all_errors_are_reported() {
        var _ = room.declare("note", CustomFieldType.TEXT);
        var _ = room.declare("area", CustomFieldType.NUMBER);
        var _ = room.declare("owner", CustomFieldType.BOOLEAN);
        var _ = room.declare("since", CustomFieldType.DATE);
        var _ = room.declare("roof", CustomFieldType.CHOICE, "flat", "steep");
        var _ =
                execute(
                        CustomFieldCommand.CREATE,
                        "{\"name\":\"plan\",\"type\":\"text\",\"required\":true}");
        long head = room.head();

        Problem problem =
                refusal(
                        () ->
                                make(
                                        "{\"note\":1,\"area\":\"2\",\"owner\":\"yes\","
                                                + "\"since\":\"2026-02-30\",\"roof\":\"round\","
                                                + "\"colour\":\"red\"}"));
        assertThat(codes(problem))
                .containsExactlyInAnyOrder(
                        "customFields.note wrong_type",
                        "customFields.area wrong_type",
                        "customFields.owner wrong_type",
                        "customFields.since wrong_type",
                        "customFields.roof unknown_value",
                        "customFields.colour unknown_field",
                        "customFields.plan required");
        assertThat(codes(refusal(() -> make(null)))).containsExactly("customFields.plan required");
        assertThat(room.head()).isEqualTo(head);

        Lead lead =
                make(
                        "{\"note\":\"n\",\"area\":2.50,\"owner\":true,\"since\":\"2026-02-28\","
                                + "\"roof\":\"flat\",\"plan\":\"team\"}");
        assertThat(lead.customFields()).containsEntry("area", new java.math.BigDecimal("2.5"));
    }

    @Test
    void updates_are_checked_and_unchanged_values_are_accepted() {
        CustomField field = room.declare("roof", CustomFieldType.CHOICE, "flat", "steep");
        var _ = room.declare("area", CustomFieldType.NUMBER);
        Lead lead = make("{\"roof\":\"flat\",\"area\":12.0}");
        var _ = on(CustomFieldCommand.UPDATE, field, "\"options\":[\"steep\"],\"required\":true");

        assertThat(update(lead, "{\"roof\":\"flat\",\"area\":12}")).isEqualTo(lead);
        assertThat(codes(refusal(() -> update(lead, "{\"roof\":\"round\",\"area\":true}"))))
                .containsExactly("customFields.roof unknown_value", "customFields.area wrong_type");
        for (String cleared : List.of("null", "{\"roof\":null}")) {
            assertThat(codes(refusal(() -> update(lead, cleared))))
                    .containsExactly("customFields.roof required");
        }
        assertThat(update(lead, "{\"roof\":\"steep\",\"area\":null}").customFields())
                .isEqualTo(Map.of("roof", "steep"));
    }

    @Test
    void values_of_deleted_fields_can_be_read_and_removed_but_not_set() {
        CustomField field = room.declare("plan", CustomFieldType.TEXT);
        Lead lead = make("{\"plan\":\"team\"}");
        var _ = on(CustomFieldCommand.DELETE, field, "");

        assertThat(room.get(room.admin, lead.id()).customFields()).containsEntry("plan", "team");
        assertThat(codes(refusal(() -> update(lead, "{\"plan\":\"solo\"}"))))
                .containsExactly("customFields.plan unknown_field");
        var _ = room.declare("Plan", CustomFieldType.NUMBER);
        assertThat(refusal(() -> on(CustomFieldCommand.RESTORE, field, "")).status())
                .isEqualTo(409);
        assertThat(update(lead, "{\"plan\":null}").customFields()).isEmpty();
    }

    @Test
    void declarations_are_validated_by_type() {
        for (String faulty :
                List.of(
                        "{\"name\":\"a\",\"type\":\"choice\"}",
                        "{\"name\":\"a\",\"type\":\"choice\",\"options\":[\"x\",\" x\"]}",
                        "{\"name\":\"a\",\"type\":\"text\",\"options\":[\"x\"]}",
                        "{\"name\":\"$a\",\"type\":\"text\"}",
                        "{\"name\":\"a\",\"type\":\"colour\"}")) {
            assertThat(refusal(() -> execute(CustomFieldCommand.CREATE, faulty)).status())
                    .isEqualTo(400);
        }
        CustomField field = room.declare("Grün", CustomFieldType.TEXT);
        assertThat(field.label()).isEqualTo("Grün");
        Problem taken = refusal(() -> room.declare("grun", CustomFieldType.TEXT));
        assertThat(taken.members()).containsEntry("existingId", field.id());
        for (var caller : List.of(room.agent("north"), room.manager("north"))) {
            var create = new CustomFieldCommand.Delete(field.id());
            Submission submission = Submission.of(create, Agents.caller(caller));
            assertThat(refusal(() -> room.spine.runner().run(submission)).status()).isEqualTo(403);
        }
    }

    @Test
    void declarations_apply_at_once_and_rolled_back_ones_do_not() {
        var declare =
                new CustomFieldCommand.Create(null, "plan", null, CustomFieldType.TEXT, null, null);
        String outcome =
                room.spine
                        .writer()
                        .write(
                                tx -> {
                                    // Cached in the transaction, then changed, then rolled back.
                                    var runner = room.spine.runner();
                                    runner.run(
                                            tx,
                                            Submission.of(Leads.lead().command(), Caller.SYSTEM));
                                    Problem rolledBack =
                                            refusal(
                                                    () ->
                                                            tx.attempt(
                                                                    () -> {
                                                                        runner.run(
                                                                                tx,
                                                                                Submission.of(
                                                                                        declare,
                                                                                        Caller
                                                                                                .SYSTEM));
                                                                        runner.run(
                                                                                tx,
                                                                                Submission.of(
                                                                                        planned()
                                                                                                .command(),
                                                                                        Caller
                                                                                                .SYSTEM));
                                                                        throw Problem.conflict(
                                                                                "not after all");
                                                                    }));
                                    Problem undeclared =
                                            refusal(
                                                    () ->
                                                            runner.run(
                                                                    tx,
                                                                    Submission.of(
                                                                            planned().command(),
                                                                            Caller.SYSTEM)));
                                    return rolledBack.status() + " " + undeclared.status();
                                });
        assertThat(outcome).isEqualTo("409 400");
        var _ = room.declare("plan", CustomFieldType.TEXT);
        assertThat(planned().in(room.spine).customFields()).containsEntry("plan", "team");
    }

    private static Leads planned() {
        return Leads.lead().with("customFields", Map.of("plan", "team"));
    }

    private Lead make(@Nullable String customFields) {
        Leads leads = Leads.lead();
        return (customFields == null ? leads : leads.with("customFields", Json.read(customFields)))
                .in(room.spine);
    }

    private Lead update(Lead lead, String customFields) {
        var _ =
                room.execute(
                        LeadCommand.UPDATE,
                        room.admin,
                        lead.id(),
                        "\"customFields\":" + customFields);
        return room.get(room.admin, lead.id());
    }

    private String on(
            CommandType<? extends CustomFieldCommand> type, CustomField field, String more) {
        String comma = more.isEmpty() ? "" : ",";
        return execute(type, "{\"id\":\"" + field.id() + "\"" + comma + more + "}");
    }

    private String execute(CommandType<? extends CustomFieldCommand> type, String input) {
        CustomFieldCommand command = CommandCatalog.bind(type, Json.read(input));
        var answer = room.spine.runner().run(Submission.of(command, Agents.caller(room.admin)));
        return String.valueOf(answer.body());
    }

    private static List<String> codes(Problem problem) {
        return problem.errors().stream().map(CustomFieldTest::code).toList();
    }

    private static String code(InputError error) {
        return error.field() + " " + error.code();
    }
}
