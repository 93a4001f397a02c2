package com.techbro24.crm.leads.external;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.Route;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.leads.LeadRoutes;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Leads that another system writes by its own ids. */
@ParameterizedClass
@EnumSource
record ExternalIdTest(TestDatabase kind) {
    private static final String ADA = "/api/leads/external/shop/customer%2F1";

    /** Leads with external ids, served. */
    private record Room(Spine spine, ServedRoutes served) implements AutoCloseable {
        static Room open(TestDatabase kind) {
            Spine spine = Spine.open(kind);
            var _ =
                    spine.with(Agents.handler(), AgentCommand.TYPES)
                            .with(new LeadHandler(new ExternalIds()), LeadCommand.TYPES)
                            .with(new ExternalIdHandler(spine.runner()), ExternalIdCommand.TYPES);
            List<Route> routes =
                    new ArrayList<>(new LeadRoutes(spine.database(), Leads.query(spine)).routes());
            routes.addAll(new ExternalIdRoutes(spine.database()).routes());
            return new Room(spine, new ServedRoutes(spine, routes));
        }

        JsonNode ask(Agent as, String method, String path, @Nullable String body, int status) {
            ObjectNode json = body == null ? null : (ObjectNode) Json.read(body.replace('\'', '"'));
            var answer = served.ask(method, path, as, json);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
            return answer.body();
        }

        List<String> idsOf(Agent as, String leadId) {
            return ask(as, "GET", "/api/leads/" + leadId + "/external-ids", null, 200)
                    .get("data")
                    .findValuesAsText("key");
        }

        long head() {
            return spine.database().read(ChangeLog::head);
        }

        @Override
        public void close() {
            served.close();
            spine.close();
        }
    }

    @Test
    void the_first_request_creates_the_lead_and_a_repetition_changes_nothing() {
        try (Room room = Room.open(kind)) {
            Agent admin = Agents.admin().in(room.spine());
            String body = "{'name':'Ada','phone':'+49 30 901820','tags':['vip'],'source':'web'}";
            JsonNode made = room.ask(admin, "PUT", ADA, body, 201);
            assertThat(made.get("source").textValue()).isEqualTo("web");
            long head = room.head();
            JsonNode again = room.ask(admin, "PUT", ADA, body, 200);
            assertThat(again).isEqualTo(made);
            assertThat(room.head()).isEqualTo(head);

            JsonNode changed = room.ask(admin, "PUT", ADA, "{'company':'Engines'}", 200);
            assertThat(changed.get("version").intValue()).isEqualTo(2);
            assertThat(changed.get("name").textValue()).isEqualTo("Ada");
            assertThat(room.ask(admin, "GET", ADA, null, 200)).isEqualTo(changed);
            assertThat(room.idsOf(admin, made.get("id").textValue())).containsExactly("customer/1");
        }
    }

    @Test
    void every_fault_is_named_and_nothing_is_stored() {
        try (Room room = Room.open(kind)) {
            Agent admin = Agents.admin().in(room.spine());
            long head = room.head();
            JsonNode refused =
                    room.ask(
                            admin,
                            "PUT",
                            "/api/leads/external/Shop%20One/1",
                            "{'email':'nobody','phone':'+49 30 901820'}",
                            400);
            assertThat(refused.get("errors").findValuesAsText("field")).contains("system", "email");
            // A new lead needs a name.
            assertThat(room.ask(admin, "PUT", ADA, "{'phone':'+49 30 901820'}", 400).get("errors"))
                    .isNotEmpty();
            room.ask(admin, "GET", ADA, null, 404);
            assertThat(room.head()).isEqualTo(head);
        }
    }

    @Test
    void a_duplicate_is_refused_or_taken_as_the_caller_wants() {
        try (Room room = Room.open(kind)) {
            Agent admin = Agents.admin().in(room.spine());
            Lead known = Leads.lead().with("phone", "+49 30 901820").in(room.spine());
            String body = "{'name':'Ada','phone':'030 901820 ','timezone':'Europe/Berlin'%s}";
            String number = body.replace("030 901820 ", "+4930901820");
            JsonNode refused = room.ask(admin, "PUT", ADA, number.formatted(""), 409);
            assertThat(refused.toString()).contains(known.id());
            JsonNode taken =
                    room.ask(admin, "PUT", ADA, number.formatted(",'linkDuplicate':true"), 200);
            assertThat(taken.get("id").textValue()).isEqualTo(known.id());
            assertThat(taken.get("name").textValue()).isEqualTo("Ada");
            JsonNode another =
                    room.ask(
                            admin,
                            "PUT",
                            "/api/leads/external/shop/2",
                            number.formatted(",'allowDuplicate':true"),
                            201);
            assertThat(another.get("id").textValue()).isNotEqualTo(known.id());
        }
    }

    @Test
    void a_merge_moves_the_ids_and_the_other_system_goes_on_with_the_winner() {
        try (Room room = Room.open(kind)) {
            Agent admin = Agents.admin().in(room.spine());
            String loser = room.ask(admin, "PUT", ADA, "{'name':'Ada'}", 201).get("id").textValue();
            Lead winner = Leads.lead().named("Ada Lovelace").in(room.spine());
            var _ =
                    room.spine()
                            .runner()
                            .run(
                                    Submission.of(
                                            new LeadCommand.Merge(winner.id(), loser),
                                            Caller.SYSTEM));
            assertThat(room.idsOf(admin, winner.id())).containsExactly("customer/1");
            JsonNode changed = room.ask(admin, "PUT", ADA, "{'company':'Engines'}", 200);
            assertThat(changed.get("id").textValue()).isEqualTo(winner.id());
            assertThat(
                            room.spine()
                                    .texts(
                                            "SELECT kind FROM changes WHERE entity_type = ?"
                                                    + " ORDER BY seq",
                                            ExternalId.TYPE))
                    .containsExactly("external_id.created", "external_id.moved");
        }
    }

    @Test
    void rights_are_those_of_the_lead() {
        try (Room room = Room.open(kind)) {
            Agent ann = Agents.agent().team("north").in(room.spine());
            Agent bob = Agents.agent().team("south").in(room.spine());
            JsonNode made = room.ask(ann, "PUT", ADA, "{'name':'Ada'}", 201);
            assertThat(made.get("assignedAgentId").textValue()).isEqualTo(ann.id());
            for (String method : List.of("GET", "DELETE")) {
                JsonNode hidden = room.ask(bob, method, ADA, null, 404);
                JsonNode missing = room.ask(bob, method, ADA + "2", null, 404);
                assertThat(hidden.get("detail")).isEqualTo(missing.get("detail"));
            }
            room.ask(bob, "PUT", ADA, "{'name':'Bob'}", 404);
            String path = "/api/leads/" + made.get("id").textValue() + "/external-ids";
            room.ask(bob, "GET", path, null, 404);
            room.ask(bob, "POST", path, "{'system':'shop','key':'9'}", 404);
            room.ask(ann, "DELETE", ADA, null, 200);
            room.ask(ann, "GET", ADA, null, 404);
            assertThat(room.idsOf(ann, made.get("id").textValue())).isEmpty();
        }
    }

    @Test
    void an_id_belongs_to_one_lead() {
        try (Room room = Room.open(kind)) {
            Agent admin = Agents.admin().in(room.spine());
            Lead one = Leads.lead().in(room.spine());
            Lead other = Leads.lead().in(room.spine());
            String body = "{'system':'shop','key':'9'}";
            String path = "/api/leads/%s/external-ids";
            JsonNode made = room.ask(admin, "POST", path.formatted(one.id()), body, 201);
            assertThat(made.get("leadId").textValue()).isEqualTo(one.id());
            room.ask(admin, "POST", path.formatted(other.id()), body, 409);
            room.ask(admin, "POST", path.formatted(one.id()), body, 200);
            assertThat(room.idsOf(admin, one.id())).containsExactly("9");
        }
    }
}
