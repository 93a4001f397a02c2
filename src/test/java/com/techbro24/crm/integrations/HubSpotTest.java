package com.techbro24.crm.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Contacts and leads, one story at a time. */
@ParameterizedClass
@EnumSource
record HubSpotTest(TestDatabase kind) {
    private static void run(IntegrationRoom room, String id) {
        room.runner.run(id);
        assertThat(room.integration(id).problem()).isNull();
    }

    @Test
    void contacts_become_leads_and_edits_go_both_ways_once() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            String ada =
                    room.hubspot.create(
                            "firstname", "Ada", "lastname", "King", "email", "Ada@example.com");
            String id = room.connect(false);
            run(room, id);
            ObjectNode lead = room.leads().getFirst();
            assertThat(lead.get("name").textValue()).isEqualTo("Ada King");
            String change = "SELECT via FROM changes WHERE entity_type = 'lead' ORDER BY seq";
            assertThat(room.spine.texts(change)).containsExactly("integration:" + id);

            room.hubspot.edit(ada, "company", "Engines");
            room.command(
                    "lead.update",
                    "{'id':'%s','name':'Ada Lovelace'}".formatted(lead.get("id").textValue()));
            run(room, id);
            assertThat(room.hubspot.contact(ada).get("lastname").textValue()).isEqualTo("Lovelace");
            ObjectNode both = room.leads().getFirst();
            assertThat(both.get("company").textValue()).isEqualTo("Engines");
            // What came from there is not sent back.
            String modified = room.hubspot.contact(ada).get("lastmodifieddate").textValue();
            run(room, id);
            run(room, id);
            assertThat(room.hubspot.contact(ada).get("lastmodifieddate").textValue())
                    .isEqualTo(modified);
            assertThat(room.leads().getFirst()).isEqualTo(both);
        }
    }

    @Test
    void the_later_change_wins_and_the_other_value_is_kept_for_a_person() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            String ada = room.hubspot.create("firstname", "Ada", "company", "One");
            String id = room.connect(false);
            run(room, id);
            String lead = room.leads().getFirst().get("id").textValue();
            // The clock of the test is behind the one there, so the change there is later.
            room.command("lead.update", "{'id':'%s','company':'Here'}".formatted(lead));
            room.hubspot.edit(ada, "company", "There");
            run(room, id);
            assertThat(room.lead(lead).company()).isEqualTo("There");
            assertThat(room.spine.texts("SELECT server || client || winner FROM sync_conflicts"))
                    .containsExactly("\"Here\"\"There\"client");

            room.spine.clock().set(Instant.now().plus(Duration.ofDays(1)));
            room.hubspot.edit(ada, "company", "There too");
            room.command("lead.update", "{'id':'%s','company':'Here again'}".formatted(lead));
            run(room, id);
            assertThat(room.lead(lead).company()).isEqualTo("Here again");
            assertThat(room.hubspot.contact(ada).get("company").textValue())
                    .isEqualTo("Here again");
            assertThat(room.spine.count("SELECT COUNT(*) FROM sync_conflicts")).isEqualTo(2);
        }
    }

    @Test
    void the_same_person_is_found_by_phone_and_email_and_several_wait_for_a_person() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            Lead ada = Leads.lead().named("Ada").with("phone", "+49 30 901820").in(room.spine);
            Lead bob = Leads.lead().named("Bob").with("email", "bob@example.com").in(room.spine);
            room.hubspot.create("firstname", "Ada", "phone", "+4930901820");
            String both =
                    room.hubspot.create(
                            "firstname",
                            "Bob",
                            "email",
                            "bob@example.com",
                            "phone",
                            "+49 30 901821");
            Lead other = Leads.lead().named("Bo").with("phone", "+49 30 901821").in(room.spine);
            String id = room.connect(false);
            run(room, id);
            assertThat(room.leads()).hasSize(3);
            assertThat(room.lead(ada.id()).version()).isLessThanOrEqualTo(2);
            IntegrationLink waiting = room.links(id, LinkState.AMBIGUOUS).getFirst();
            assertThat(waiting.remoteKey()).isEqualTo(both);
            assertThat(waiting.candidates()).containsExactlyInAnyOrder(bob.id(), other.id());

            room.command(
                    "integration.resolve",
                    "{'id':'%s','linkId':'%s','leadId':'%s'}"
                            .formatted(id, waiting.id(), bob.id()));
            run(room, id);
            assertThat(room.links(id, LinkState.AMBIGUOUS)).isEmpty();
            assertThat(room.lead(bob.id()).phone()).isEqualTo("+49 30 901821");
        }
    }

    @Test
    void one_that_is_refused_there_does_not_stop_the_others_of_its_batch() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            String id = room.connect(true);
            for (int lead = 0; lead < 9; lead++) {
                String host = lead == 4 ? "refused.example" : "example.com";
                room.command(
                        "lead.create",
                        "{'name':'Lead %d','email':'l%d@%s'}".formatted(lead, lead, host));
            }
            run(room, id);
            assertThat(room.hubspot.ids()).hasSize(8);
            assertThat(room.hubspot.refusedBatches).isGreaterThan(1);
            IntegrationLink refused = room.links(id, LinkState.REFUSED).getFirst();
            assertThat(refused.problem()).isEqualTo("Property values were not valid");
            // Corrected here, it is sent again.
            room.command(
                    "lead.update",
                    "{'id':'%s','email':'l4@example.com'}".formatted(refused.localId()));
            run(room, id);
            assertThat(room.hubspot.ids()).hasSize(9);
            assertThat(room.links(id, LinkState.REFUSED)).isEmpty();
        }
    }

    @Test
    void ten_thousand_and_more_with_one_time_are_all_read() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            for (int contact = 0; contact < 350; contact++) {
                room.hubspot.create("firstname", "C" + contact);
            }
            room.hubspot.editAll("company", "Bulk");
            String id = room.connect(false);
            run(room, id);
            assertThat(room.leads()).hasSize(350);
            assertThat(room.links(id, LinkState.CLEAN)).hasSize(350);
        }
    }

    @Test
    void a_deletion_ends_the_link_and_deletes_nothing_on_the_other_side() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            String one = room.hubspot.create("firstname", "One");
            String two = room.hubspot.create("firstname", "Two");
            String id = room.connect(false);
            run(room, id);
            room.hubspot.archive(one);
            for (ObjectNode lead : room.leads()) {
                if (lead.get("name").textValue().equals("Two")) {
                    room.command("lead.delete", "{'id':'" + lead.get("id").textValue() + "'}");
                }
            }
            room.spine.clock().advance(Duration.ofHours(2));
            run(room, id);
            assertThat(room.links(id, LinkState.GONE)).hasSize(2);
            assertThat(room.hubspot.ids()).containsExactly(two);
            room.hubspot.edit(two, "company", "Later");
            run(room, id);
            assertThat(room.leads()).hasSize(1);
        }
    }

    @Test
    void a_call_that_has_ended_is_written_there_once_with_its_contact() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            String ada = room.hubspot.create("firstname", "Ada", "phone", "+49 30 901820");
            String id = room.connect(false);
            run(room, id);
            Lead lead = room.lead(room.leads().getFirst().get("id").textValue());
            var call = room.calls.start(room.admin, lead);
            var _ = room.calls.end(room.admin, call, ",'outcome':'interested','notes':'Yes.'");
            run(room, id);
            run(room, id);
            assertThat(room.hubspot.calls()).hasSize(1);
            ObjectNode written = room.hubspot.calls().getFirst();
            assertThat(written.get("crm_call_id").textValue()).isEqualTo(call.id());
            assertThat(written.get("hs_call_direction").textValue()).isEqualTo("OUTBOUND");
            assertThat(written.get("hs_call_body").textValue()).isEqualTo("Yes.");
            assertThat(List.copyOf(room.hubspot.associations()))
                    .allMatch(pair -> pair.endsWith(">" + ada))
                    .isNotEmpty();
        }
    }

    @Test
    void a_token_that_is_refused_disables_the_connection_and_says_so() {
        try (IntegrationRoom room = new IntegrationRoom(kind, 1)) {
            String id = room.connect(false);
            room.hubspot.refusesToken = true;
            room.runner.run(id);
            Integration refused = room.integration(id);
            assertThat(refused.enabled()).isFalse();
            assertThat(refused.problem()).contains("refuses the token (401)");
            assertThat(refused.toString()).doesNotContain(FakeHubSpot.TOKEN);
            assertThat(room.spine.texts("SELECT after_row FROM changes").toString())
                    .doesNotContain(FakeHubSpot.TOKEN);
            assertThat(room.spine.texts("SELECT secret FROM integrations").toString())
                    .doesNotContain(FakeHubSpot.TOKEN);
        }
    }
}
