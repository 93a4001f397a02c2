package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of another system, whose ids say which lead a row is. */
@ParameterizedClass
@EnumSource
record ImportExternalIdTest(TestDatabase kind) {
    private static List<String> links(ImportRoom room) {
        return room.spine.texts(
                "SELECT leads.name || ' ' || key FROM lead_external_ids"
                        + " JOIN leads ON leads.id = lead_id ORDER BY key");
    }

    @Test
    void a_file_that_comes_again_updates_the_leads_that_it_made() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String query = "?onDuplicate=update&externalSystem=shop";
            String first = "external id,name,phone\n1,Ada,+4930901820\n2,Bob,\n";
            assertThat(room.counts(room.take(admin, query, first)))
                    .isEqualTo("DONE 2: 2 created, 0 updated, 0 duplicate, 0 refused");
            // Another name and another number: the id says that it is the same.
            String second = "external id,name,phone\n1,Ada King,+4930901821\n2,Bob,\n3,Cy,\n";
            assertThat(room.counts(room.take(admin, query, second)))
                    .isEqualTo("DONE 3: 1 created, 1 updated, 1 duplicate, 0 refused");
            assertThat(links(room)).containsExactly("Ada King 1", "Bob 2", "Cy 3");
            assertThat(room.counts(room.take(admin, "?externalSystem=shop", second)))
                    .isEqualTo("DONE 3: 0 created, 0 updated, 3 duplicate, 0 refused");
        }
    }

    @Test
    void an_existing_lead_with_the_number_gets_the_id() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            var _ = Leads.lead().named("Ada").with("phone", "+49 30 901820").in(room.spine);
            String file = "externalId,name,phone,company\n7,Ada,+4930901820,Engines\n";
            assertThat(room.take(admin, "?onDuplicate=update&externalSystem=shop", file).updated())
                    .isEqualTo(1);
            assertThat(links(room)).containsExactly("Ada 7");
        }
    }

    @Test
    void an_id_twice_in_a_file_is_one_lead_and_one_of_a_hidden_lead_is_refused() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            Agent ann = Agents.agent().in(room.spine);
            String twice = "externalId,name\n5,Ada\n5,Ada\n";
            assertThat(
                            room.counts(
                                    room.take(
                                            admin,
                                            "?onDuplicate=create&externalSystem=shop",
                                            twice)))
                    .isEqualTo("DONE 2: 1 created, 0 updated, 1 duplicate, 0 refused");
            LeadImport refused =
                    room.take(
                            ann,
                            "?onDuplicate=update&externalSystem=shop",
                            "externalId,name\n5,X\n");
            assertThat(room.counts(refused))
                    .isEqualTo("DONE 1: 0 created, 0 updated, 0 duplicate, 1 refused");
            assertThat(room.refused(refused.id()).getFirst().reasons().getFirst().field())
                    .isEqualTo("externalId");
        }
    }

    @Test
    void without_a_system_the_column_is_ignored_or_refused_if_it_was_mapped() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            LeadImport done = room.take(admin, "", "externalId,name\n5,Ada\n");
            assertThat(done.columns().getFirst().field()).isNull();
            assertThat(done.mappingWarnings().toString()).contains("externalId");
            assertThat(links(room)).isEmpty();
            JsonNode refused =
                    room.refusal(
                            admin,
                            "?columns=externalId,name",
                            "key,name\n5,Ada\n".getBytes(UTF_8),
                            400);
            assertThat(refused.at("/errors/0/field").textValue()).isEqualTo("externalSystem");
        }
    }
}
