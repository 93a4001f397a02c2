package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a bad cell costs, and what is said about columns that nothing takes. */
@ParameterizedClass
@EnumSource
record ImportBadCellsTest(TestDatabase kind) {
    private static final String FILE =
            """
            Name,Phone,Mobile,E-Mail Adresse,Wert,Plan,Owner,Follow-up,Kommentar
            Ann,12,+49 30 901820,ann@example.com,many,gold,nobody@example.com,soon,first
            Bob,+49 30 901821,,bob@,1200,team,,,
            """;

    @Test
    void by_default_a_bad_cell_costs_the_row() {
        try (ImportRoom room = new ImportRoom(kind)) {
            room.declare("plan", "choice", "basic", "team");
            Agent admin = Agents.admin().in(room.spine);
            LeadImport done = room.take(admin, "", FILE);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 2: 0 created, 0 updated, 0 duplicate, 2 refused");
            assertThat(done.onBadCell()).isEqualTo(OnBadCell.REFUSE);
            assertThat(done.skippedCells()).isZero();
        }
    }

    @Test
    void with_skip_it_costs_the_cell_and_the_report_says_which_and_why() {
        try (ImportRoom room = new ImportRoom(kind)) {
            room.declare("plan", "choice", "basic", "team");
            Agent admin = Agents.admin().in(room.spine);
            String query = "?onBadCell=skip";
            JsonNode preview =
                    Json.read(
                            ImportRoom.text(
                                    room.post(
                                            admin,
                                            "/api/leads/import/preview" + query,
                                            FILE.getBytes(UTF_8))));
            LeadImport done = room.take(admin, query, FILE);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 2: 2 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(done.skippedCells()).isEqualTo(6);
            assertThat(done.warned()).isEqualTo(2);
            assertThat(room.leads())
                    .extracting(Lead::name, Lead::phone, Lead::email, Lead::notes)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    "Ann", "+49 30 901820", "ann@example.com", "first"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "Bob", "+49 30 901821", null, null));
            assertThat(room.leads())
                    .extracting(Lead::customFields)
                    .containsExactlyInAnyOrder(Map.of(), Map.of("plan", "team"));

            List<ReportedRow> warned =
                    room.spine
                            .database()
                            .read(tx -> ReportedRowStore.WARNED.after(tx, done.id(), 0, 10));
            assertThat(warned.getFirst().reasons())
                    .allSatisfy(reason -> assertThat(reason.code()).isEqualTo("cell_skipped"))
                    .extracting(InputError::field)
                    .containsExactly(
                            "phone",
                            "value",
                            "customFields.plan",
                            "assignedAgentId",
                            "nextFollowUpAt");
            assertThat(warned.getFirst().reasons().get(2).message())
                    .startsWith("Plan: \"gold\" was not imported. ")
                    .contains("basic");
            assertThat(warned.getLast().line()).isEqualTo(3);
            assertThat(preview.at("/rows/0/warnings"))
                    .isEqualTo(Json.<JsonNode>tree(warned.getFirst().reasons()));
        }
    }

    @Test
    void a_name_an_id_and_a_do_not_call_mark_are_never_left_out() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "Name,Do not call,Wert\n"
                            + "n".repeat(300)
                            + ",,\nAnn,perhaps,many\nBob,yes,\n";
            LeadImport done = room.take(admin, "?onBadCell=skip", file);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 3: 1 created, 0 updated, 0 duplicate, 2 refused");
            // Every error of a rejected row is reported, also of cells that would have been left
            // out.
            assertThat(room.refused(done.id()).getLast().reasons())
                    .extracting(InputError::field)
                    .containsExactlyInAnyOrder("value", "doNotCall");
            assertThat(done.skippedCells()).isZero();
        }
    }

    @Test
    void a_duplicate_is_no_bad_cell() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Lead first = Leads.lead().named("Ann").with("email", "a@x.example").in(room.spine);
            var _ = Leads.lead().named("Bob").with("email", "b@x.example").in(room.spine);
            String file = "id,Name,Email\n" + first.id() + ",Ann,b@x.example\n";
            LeadImport done = room.take(admin, "?onBadCell=skip&onDuplicate=update", file);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 1: 0 created, 0 updated, 0 duplicate, 1 refused");
            assertThat(room.refused(done.id()).getFirst().reasons())
                    .extracting(InputError::code)
                    .containsExactly("taken");
        }
    }

    @Test
    void a_file_without_phones_and_emails_and_columns_that_nothing_takes_are_warned_of() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            var answer =
                    room.post(
                            admin,
                            "/api/leads/import",
                            "Name,Shoe size,,Firma\nAnn,38,x,Shoes\n".getBytes(UTF_8));
            JsonNode warnings = Json.read(ImportRoom.text(answer)).get("mappingWarnings");
            assertThat(warnings.findValuesAsText("code"))
                    .containsExactly("no_contact", "not_imported");
            assertThat(warnings.at("/0/message").textValue())
                    .contains("No column is mapped to phone or email", "cannot be called")
                    .contains("match no existing lead");
            assertThat(warnings.at("/1/message").textValue()).contains("Shoe size, column 3.");
            LeadImport chosen =
                    room.take(admin, "?columns=name,-,email", "A,B,C\nBob,x,b@x.example\n");
            assertThat(chosen.mappingWarnings()).isEmpty();
        }
    }
}
