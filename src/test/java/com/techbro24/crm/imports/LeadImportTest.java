package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the rows of a file. */
@ParameterizedClass
@EnumSource
record LeadImportTest(TestDatabase kind) {
    @Test
    void a_file_becomes_leads_by_the_names_of_its_columns() {
        try (ImportRoom room = new ImportRoom(kind)) {
            room.declare("plan", "choice", "basic", "team");
            room.declare("seats", "number");
            Agent manager = Agents.manager().in(room.spine);
            Agent agent = Agents.agent().in(room.spine);
            String email = agent.email();
            byte[] file =
                    ("Vorname;Nachname;Telefon;E-Mail;Firma;Wert;Währung;Nicht anrufen;Status;Owner;"
                                    + "Tags;Plan;seats;Egal\n"
                                    + "Jörg;Groß;+49 30 123456;joerg@example.com;Groß & Söhne;1200;eur;"
                                    + "ja;New;;a,b;team;1.500;x\n"
                                    + "Zoë;;+49 151 1234567;;;1200,5;EUR;nein;Contacted;"
                                    + email
                                    + ";vip;;7;y\n")
                            .getBytes(Charset.forName("windows-1252"));
            var answer = room.post(manager, "/api/leads/import", file);
            assertThat(answer.statusCode()).as(ImportRoom.text(answer)).isEqualTo(202);
            JsonNode begun = Json.read(ImportRoom.text(answer));
            assertThat(begun.get("status").textValue()).isEqualTo("running");
            assertThat(begun.get("encoding").textValue()).isEqualTo("windows_1252");
            assertThat(begun.get("rowsTotal").intValue()).isEqualTo(2);
            String id = begun.get("id").textValue();
            assertThat(answer.headers().firstValue("Location"))
                    .contains("/api/leads/imports/" + id);

            LeadImport done = room.finish(id);
            assertThat(room.counts(done))
                    .isEqualTo("DONE 2: 2 created, 0 updated, 0 duplicate, 0 refused");
            Lead first = named(room, "Jörg Groß");
            assertThat(first.company()).isEqualTo("Groß & Söhne");
            assertThat(first.value()).isEqualByComparingTo("1200");
            assertThat(first.currency()).isEqualTo("EUR");
            assertThat(first.doNotCall()).isTrue();
            assertThat(first.tags()).containsExactly("a", "b");
            assertThat(first.customFields()).isEqualTo(Map.of("plan", "team", "seats", 1500L));
            assertThat(first.assignedAgentId()).isNull();
            Lead second = named(room, "Zoë");
            assertThat(second.status()).isEqualTo(LeadStatus.CONTACTED);
            assertThat(second.value()).isEqualByComparingTo(new BigDecimal("1200.5"));
            assertThat(second.phoneE164()).isEqualTo("+491511234567");
            assertThat(second.assignedAgentId()).isEqualTo(agent.id());
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_import_chunks")).isZero();
        }
    }

    private static Lead named(ImportRoom room, String name) {
        return room.leads().stream()
                .filter(lead -> lead.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void an_existing_lead_is_skipped_updated_or_created_again() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Lead standing =
                    Leads.lead()
                            .named("Old")
                            .with("phone", "+49 30 123456")
                            .with("notes", "kept")
                            .in(room.spine);
            String file =
                    "name,phone,email\nNew,+49 (0)30 123456,\nTwin,,t@example.com\nTwin,,T@example.com\n";

            assertThat(room.counts(room.take(admin, "", file)))
                    .isEqualTo("DONE 3: 1 created, 0 updated, 2 duplicate, 0 refused");
            assertThat(room.names()).containsExactly("Old", "Twin");

            assertThat(room.counts(room.take(admin, "?onDuplicate=update", file)))
                    .isEqualTo("DONE 3: 0 created, 2 updated, 1 duplicate, 0 refused");
            Lead changed = named(room, "New");
            assertThat(changed.id()).isEqualTo(standing.id());
            assertThat(changed.notes()).isEqualTo("kept");
            assertThat(room.names()).containsExactly("New", "Twin");

            assertThat(room.counts(room.take(admin, "?onDuplicate=create", file)))
                    .isEqualTo("DONE 3: 3 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(room.names()).containsExactly("New", "New", "Twin", "Twin", "Twin");
        }
    }

    @Test
    void a_row_that_brings_the_id_of_a_lead_means_that_lead() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Lead standing = Leads.lead().named("Old").in(room.spine);
            String file = "id,name\n" + standing.id() + ",New\n";
            assertThat(room.counts(room.take(admin, "", file)))
                    .isEqualTo("DONE 1: 0 created, 0 updated, 1 duplicate, 0 refused");
            assertThat(room.counts(room.take(admin, "?onDuplicate=update", file)))
                    .isEqualTo("DONE 1: 0 created, 1 updated, 0 duplicate, 0 refused");
            assertThat(room.names()).containsExactly("New");
        }
    }

    @Test
    void lines_that_a_spreadsheet_broke_within_a_cell_are_one() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String file =
                    "name,company,tags,notes\n"
                            + "\"Anna\n Schmidt\",\"ACME\r\nGmbH\",\"a,\nb c\",\"One\nTwo\"\n";
            assertThat(room.counts(room.take(admin, "", file)))
                    .isEqualTo("DONE 1: 1 created, 0 updated, 0 duplicate, 0 refused");
            assertThat(room.leads())
                    .singleElement()
                    .satisfies(
                            lead -> {
                                assertThat(lead.name()).isEqualTo("Anna Schmidt");
                                assertThat(lead.company()).isEqualTo("ACME GmbH");
                                assertThat(lead.tags()).containsExactly("a", "b c");
                                assertThat(lead.notes()).isEqualTo("One\nTwo");
                            });
        }
    }

    @Test
    void a_file_that_cannot_be_taken_leaves_nothing() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String many = "name\n" + "Somebody\n".repeat(500);
            assertThat(refused(room, admin, many + "\"Never closed\n")).contains("line 502");
            assertThat(refused(room, admin, "")).contains("empty");
            assertThat(refused(room, admin, "name,phone\n")).contains("no row");
            assertThat(refused(room, admin, "colour,size\nred,5\n")).contains("name");
            room.spine.writer().write(tx -> 0);
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_imports")).isZero();
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_import_chunks")).isZero();
        }
    }

    private static String refused(ImportRoom room, Agent agent, String csv) {
        return room.refusal(agent, "", csv.getBytes(UTF_8), 400).get("detail").textValue();
    }

    @Test
    void the_mapping_can_be_looked_at_before_and_said() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().in(room.spine);
            byte[] file = "Wer,Tel,Extra\nAnn,+4930123456,x\nBob,12,y\n".getBytes(UTF_8);
            String path = "/api/leads/import/preview";
            JsonNode guess = Json.read(ImportRoom.text(room.post(agent, path, file)));
            assertThat(guess.get("mapping").textValue()).isEqualTo("-,phone,-");
            assertThat(guess.at("/errors/0/field").textValue()).isEqualTo("columns");
            assertThat(guess.get("rows").size()).isEqualTo(2);

            String said = "?columns=name,phone,notes";
            JsonNode preview = Json.read(ImportRoom.text(room.post(agent, path + said, file)));
            assertThat(preview.get("errors").isEmpty()).isTrue();
            assertThat(preview.at("/columns/1/samples").size()).isEqualTo(2);
            assertThat(preview.at("/rows/0/errors").isEmpty()).isTrue();
            assertThat(preview.at("/rows/1/errors/0/code").textValue()).isEqualTo("invalid_phone");
            assertThat(room.leads()).isEmpty();

            LeadImport done = room.take(agent, said, "Wer,Tel,Extra\nAnn,+4930123456,x\n");
            assertThat(done.created()).isEqualTo(1);
            assertThat(named(room, "Ann").notes()).isEqualTo("x");
            JsonNode wrong =
                    room.refusal(
                            agent, "?columns=name,name", "a,b,c\n1,2,3\n".getBytes(UTF_8), 400);
            assertThat(wrong.get("errors").size()).isEqualTo(2);
        }
    }

    @Test
    void the_same_key_is_the_same_import() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            byte[] file = "name\nOnce\n".getBytes(UTF_8);
            String path = "/api/leads/import";
            var first = room.post(admin, path, file, "Idempotency-Key", "k");
            var again = room.post(admin, path, file, "Idempotency-Key", "k");
            assertThat(again.statusCode()).isEqualTo(202);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
            var other =
                    room.post(admin, path, "name\nTwice\n".getBytes(UTF_8), "Idempotency-Key", "k");
            assertThat(other.statusCode()).isEqualTo(422);
            room.spine.writer().write(tx -> 0);
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_imports")).isEqualTo(1);
            assertThat(room.spine.count("SELECT COUNT(*) FROM lead_import_chunks")).isEqualTo(1);
        }
    }

    @Test
    void every_reason_of_a_conflict_is_kept() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Leads leads = Leads.lead();
            var _ = leads.with("phone", "+4930123456").in(room.spine);
            var _ = leads.with("email", "a@example.com").in(room.spine);
            LeadImport done =
                    room.take(
                            admin,
                            "?onDuplicate=update",
                            "name,phone,email\nBoth,+4930123456,a@example.com\n");
            assertThat(room.refused(done.id()).getFirst().reasons())
                    .extracting(InputError::code)
                    .containsExactly("taken");
        }
    }
}
