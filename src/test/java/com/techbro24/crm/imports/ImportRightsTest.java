package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With whose rights rows are imported, and who sees an import. */
@ParameterizedClass
@EnumSource
record ImportRightsTest(TestDatabase kind) {
    @Test
    void an_agents_leads_are_its_own_and_a_managers_the_pools_or_its_agents() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine);
            Agent manager = Agents.manager().team("north").in(room.spine);
            Agent other = Agents.agent().team("south").in(room.spine);

            assertThat(room.take(agent, "", "name\nMine\n").created()).isEqualTo(1);
            LeadImport mine = room.take(agent, "", "name,owner\nNot mine," + other.id() + "\n");
            assertThat(mine.refused()).isEqualTo(1);
            assertThat(room.take(manager, "", "name\nPool\n").created()).isEqualTo(1);
            String given = "?assignedAgentId=" + agent.id();
            assertThat(room.take(manager, given, "name\nGiven\n").created()).isEqualTo(1);

            assertThat(room.leads())
                    .extracting(Lead::name, Lead::assignedAgentId)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("Mine", agent.id()),
                            org.assertj.core.groups.Tuple.tuple("Pool", null),
                            org.assertj.core.groups.Tuple.tuple("Given", agent.id()));
            byte[] file = "name\nX\n".getBytes(UTF_8);
            room.refusal(manager, "?assignedAgentId=" + other.id(), file, 422);
            room.refusal(agent, "?assignedAgentId=" + manager.id(), file, 403);
        }
    }

    @Test
    void what_the_importer_may_not_see_it_may_not_change() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().in(room.spine);
            Lead foreign =
                    Leads.lead().named("Foreign").with("phone", "+4930123456").in(room.spine);
            String file = "name,phone\nTaken,+4930123456\n";
            assertThat(room.take(agent, "?onDuplicate=update", file).refused()).isEqualTo(1);
            String byId = "id,name\n" + foreign.id() + ",Taken\n";
            assertThat(room.take(agent, "?onDuplicate=update", byId).refused()).isEqualTo(1);
            assertThat(room.take(agent, "", file).duplicate()).isEqualTo(1);
            assertThat(room.names()).containsExactly("Foreign");
        }
    }

    @Test
    void an_import_is_visible_to_its_importer_and_to_those_who_see_that_agent() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine);
            Agent manager = Agents.manager().team("north").in(room.spine);
            Agent stranger = Agents.agent().team("north").in(room.spine);
            Agent far = Agents.manager().team("south").in(room.spine);
            String id = room.send(agent, "", "name\nA\nB\n");
            String path = "/api/leads/imports/" + id;
            for (Agent seeing : new Agent[] {agent, manager}) {
                assertThat(room.served.get(seeing, path).status()).isEqualTo(200);
                assertThat(room.served.get(seeing, "/api/leads/imports").body().get("data").size())
                        .isEqualTo(1);
            }
            String missing = "/api/leads/imports/" + Id.next();
            for (Agent blind : new Agent[] {stranger, far}) {
                assertThat(
                                room.served
                                        .get(blind, "/api/leads/imports")
                                        .body()
                                        .get("data")
                                        .isEmpty())
                        .isTrue();
                for (String rest : new String[] {"", "/refused", "/refused.csv"}) {
                    var told = room.served.get(blind, path + rest);
                    var none = room.served.get(blind, missing + rest);
                    assertThat(told.status()).isEqualTo(404);
                    assertThat(bare(told.body())).isEqualTo(bare(none.body()));
                }
                assertThat(room.served.ask("POST", path + "/cancel", blind, null).status())
                        .isEqualTo(404);
            }
            var cancelled = room.served.ask("POST", path + "/cancel", manager, null);
            assertThat(cancelled.body().get("status").textValue()).isEqualTo("cancelled");
            assertThat(room.served.ask("POST", path + "/cancel", agent, null).status())
                    .isEqualTo(200);
            assertThat(room.importer.step(id)).isEmpty();
            assertThat(room.leads()).isEmpty();
        }
    }

    private static ObjectNode bare(com.fasterxml.jackson.databind.JsonNode problem) {
        return ((ObjectNode) problem.deepCopy()).remove(java.util.List.of("instance", "requestId"));
    }

    @Test
    void internal_commands_are_closed_to_callers() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String id = room.send(admin, "", "name\nA\n");
            for (LeadImportCommand command :
                    new LeadImportCommand[] {
                        new LeadImportCommand.Advance(id, new ImportProgress(1, 1, 0, 0, 0, 0, 0)),
                        new LeadImportCommand.Fail(id, "because")
                    }) {
                var problem =
                        org.assertj.core.api.Assertions.catchThrowableOfType(
                                com.techbro24.crm.base.Problem.class,
                                () ->
                                        room.spine
                                                .runner()
                                                .run(Submission.of(command, Agents.caller(admin))));
                assertThat(problem.status()).isEqualTo(403);
            }
            assertThat(room.finish(id).created()).isEqualTo(1);
        }
    }

    @Test
    void a_disabled_importer_ends_the_import() {
        try (ImportRoom room = new ImportRoom(kind)) {
            var _ = Agents.admin().in(room.spine);
            Agent agent = Agents.agent().in(room.spine);
            String id = room.send(agent, "", "name\n" + "A\n".repeat(100));
            assertThat(room.importer.step(id)).isPresent();
            int before = room.leads().size();
            var disable =
                    CommandCatalog.bind(
                            AgentCommand.UPDATE,
                            Json.object().put("id", agent.id()).put("active", false));
            var _ = room.spine.runner().run(Submission.of(disable, Caller.SYSTEM));
            LeadImport failed = room.finish(id);
            assertThat(failed.status()).isEqualTo(ImportStatus.FAILED);
            assertThat(failed.problem()).contains("disabled");
            assertThat(failed.created()).isEqualTo(before).isPositive().isLessThan(100);
            assertThat(room.leads()).hasSize(before);
        }
    }

    @Test
    void an_owner_out_of_sight_is_answered_as_one_that_is_not_there() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent manager = Agents.manager().team("north").in(room.spine);
            Agent near = Agents.agent().team("north").in(room.spine);
            Agent far = Agents.agent().team("south").in(room.spine);
            var _ = Leads.lead().named("Old").with("phone", "+4930123456").in(room.spine);
            String file =
                    "name,phone,owner\nNear,,%s\nFar,,%s\nNone,,nobody@example.com\nWords,,Ann Lee\n"
                            + "Id,,%s\nOld,+4930123456,%s\nOld,+4930123456,no@example.com\n";
            String csv = file.formatted(near.email(), far.email(), far.id(), far.email());
            for (String query : List.of("", "?onDuplicate=update")) {
                LeadImport done = room.take(manager, query, csv);
                List<ReportedRow> refused = room.refused(done.id());
                assertThat(refused).hasSizeGreaterThanOrEqualTo(4);
                assertThat(refused.stream().map(ReportedRow::reasons).distinct()).hasSize(1);
                assertThat(refused.getFirst().reasons())
                        .extracting(error -> error.field() + " " + error.code())
                        .containsExactly("assignedAgentId unknown_agent");
            }
            assertThat(room.leads())
                    .filteredOn(lead -> lead.name().equals("Near"))
                    .extracting(Lead::assignedAgentId)
                    .containsOnly(near.id());
        }
    }
}
