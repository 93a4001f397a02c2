package com.techbro24.crm.exports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an export contains, and for whom. */
@ParameterizedClass
@EnumSource
record ExportTest(TestDatabase kind) {
    private static String file(Map<String, String> files, String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static List<String> ids(String ndjson) {
        return ndjson.lines().map(line -> Json.read(line).get("id").textValue()).toList();
    }

    @Test
    void an_admin_gets_every_row_of_every_type_of_one_moment() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            Agent ann = Agents.agent().in(room.spine);
            Agent gone = Agents.agent().disabled().in(room.spine);
            Lead lead =
                    Leads.lead().with("phone", "+49 30 901820").assignedTo(ann.id()).in(room.spine);
            Lead pool = Leads.lead().named("Pool").in(room.spine);
            String call = room.calls.plan(ann, lead).id();
            room.remind(admin, "Of the admin");
            room.remind(ann, "Of Ann");
            Export queued = room.get(room.ask(admin, "account", "ndjson").id());
            long head = room.spine.database().read(ChangeLog::head);
            room.runner.export(queued.id());
            Export done = room.get(queued.id());

            Map<String, String> files = room.unpacked(admin, done.id());
            assertThat(files.keySet())
                    .containsExactly(
                            "agents.ndjson",
                            "leads.ndjson",
                            "calls.ndjson",
                            "reminders.ndjson",
                            "notifications.ndjson",
                            "manifest.json");
            assertThat(ids(file(files, "agents.ndjson")))
                    .containsExactlyInAnyOrder(admin.id(), ann.id(), gone.id());
            assertThat(ids(file(files, "leads.ndjson")))
                    .containsExactlyInAnyOrder(lead.id(), pool.id());
            assertThat(ids(file(files, "calls.ndjson"))).containsExactly(call);
            for (String each : List.of("reminders.ndjson", "notifications.ndjson")) {
                assertThat(file(files, each)).contains("Of the admin", "Of Ann");
                assertThat(ids(file(files, each))).hasSize(2);
            }
            assertThat(file(files, "reminders.ndjson")).doesNotContain("\"overdue\"");
            checkManifest(files, done, head);
            assertThat(done.rowsDone()).isEqualTo(10);
            assertThat(Sha256.of(room.file(admin, done.id()).body())).isEqualTo(done.sha256());
        }
    }

    private static void checkManifest(Map<String, String> files, Export done, long head) {
        JsonNode manifest = Json.read(file(files, "manifest.json"));
        // The change that begins the export is the newest one in it.
        assertThat(manifest.get("seq").longValue()).isEqualTo(head + 1).isEqualTo(done.seq());
        assertThat(manifest.get("files")).hasSize(5);
        manifest.get("files")
                .forEach(
                        each -> {
                            String text = file(files, each.get("name").textValue());
                            assertThat(each.get("rows").longValue())
                                    .isEqualTo(text.lines().count());
                            assertThat(each.get("sha256").textValue()).isEqualTo(Sha256.of(text));
                        });
    }

    @Test
    void rows_that_are_written_meanwhile_are_not_in_it() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            Lead before = Leads.lead().named("Before").in(room.spine);
            var out = new java.io.ByteArrayOutputStream();
            int[] pages = {0};
            var manifest =
                    room.spine
                            .database()
                            .snapshot(
                                    tx -> {
                                        try {
                                            return com.techbro24.crm.app.ExportParts.writer()
                                                    .write(
                                                            tx,
                                                            null,
                                                            ExportFormat.NDJSON,
                                                            room.spine.runner().now(),
                                                            out,
                                                            rows -> {
                                                                if (pages[0]++ == 0) {
                                                                    room.remind(admin, "Late");
                                                                    var _ =
                                                                            Leads.lead()
                                                                                    .named("Late")
                                                                                    .in(room.spine);
                                                                }
                                                            });
                                        } catch (java.io.IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    });
            Map<String, String> files = ExportRoom.unpacked(out.toByteArray());
            assertThat(pages[0]).isGreaterThan(1);
            assertThat(ids(file(files, "leads.ndjson"))).containsExactly(before.id());
            assertThat(String.join("", files.values())).doesNotContain("Late");
            assertThat(manifest.seq())
                    .isLessThan(room.spine.database().<Long>read(ChangeLog::head));
        }
    }

    @Test
    void a_csv_has_a_header_also_without_rows_and_no_cell_that_runs() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            var _ =
                    Leads.lead()
                            .named("=cmd|' /C calc'!A0")
                            .with("tags", List.of("a;b"))
                            .in(room.spine);
            room.remind(admin, "@SUM(A1)");
            Map<String, String> files =
                    room.unpacked(admin, room.exported(admin, "account", "csv").id());
            assertThat(file(files, "calls.csv").lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("id,version,createdAt");
            assertThat(file(files, "leads.csv").lines().findFirst().orElseThrow())
                    .startsWith("id,name,phone,email,");
            assertThat(file(files, "leads.csv")).contains(",'=cmd|' /C calc'!A0,", "a\\;b");
            assertThat(file(files, "reminders.csv")).contains(",'@SUM(A1),");
            assertThat(file(files, "reminders.csv")).doesNotContain(",overdue,", ",overdue\r");
            assertThat(file(files, "notifications.csv")).contains("'@SUM(A1)");
        }
    }

    @Test
    void an_agent_gets_its_own_rows_and_a_manager_those_of_its_team() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            Agent ann = Agents.agent().team("north").in(room.spine);
            Agent bob = Agents.agent().team("south").in(room.spine);
            Agent mary = Agents.manager().team("north").in(room.spine);
            Lead own = Leads.lead().named("Own").assignedTo(ann.id()).in(room.spine);
            var _ = Leads.lead().named("Other").assignedTo(bob.id()).in(room.spine);
            var _ = Leads.lead().named("Pool").in(room.spine);
            room.remind(ann, "Of Ann");
            room.remind(mary, "Of Mary");

            String id = room.exported(ann, "agent", "ndjson").id();
            Map<String, String> files = room.unpacked(ann, id);
            assertThat(ids(file(files, "agents.ndjson"))).containsExactly(ann.id());
            assertThat(ids(file(files, "leads.ndjson"))).containsExactly(own.id());
            assertThat(ids(file(files, "notifications.ndjson"))).hasSize(1);
            assertThat(ids(file(files, "reminders.ndjson"))).hasSize(1);
            assertThat(room.unpacked(mary, id)).isEqualTo(files);
            assertThat(room.file(bob, id).statusCode()).isEqualTo(404);

            // Of an admin as of an agent: what is its own, not what it sees.
            var ofMary = room.unpacked(mary, room.exported(mary, "agent", "ndjson").id());
            assertThat(ofMary.get("leads.ndjson")).isEmpty();
            assertThat(ofMary.get("reminders.ndjson")).contains("Of Mary");
            assertThat(room.exported(mary, "agent", "csv", ann.id()).status())
                    .isEqualTo(ExportStatus.DONE);
            assertThat(room.ask(mary, "agent", "csv", bob.id()).status()).isEqualTo(404);
            assertThat(room.ask(ann, "agent", "csv", bob.id()).status()).isEqualTo(404);
            Agent chief = Agents.manager().in(room.spine);
            assertThat(room.ask(chief, "agent", "csv", admin.id()).status()).isEqualTo(403);
            for (Agent each : List.of(ann, mary, chief)) {
                assertThat(room.ask(each, "account", "csv").status()).isEqualTo(403);
            }
            assertThat(room.ask(admin, "account", "csv", ann.id()).body().at("/errors/0/field"))
                    .isEqualTo(Json.tree("agentId"));
        }
    }

    @Test
    void who_is_an_admin_no_longer_gets_neither_the_file_nor_its_row() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            Agent other = room.admin();
            String done = room.exported(other, "account", "csv").id();
            String waiting = room.ask(other, "account", "csv").id();
            assertThat(room.file(admin, done).statusCode()).isEqualTo(200);
            var _ =
                    room.calls.run(
                            admin,
                            "agent.update",
                            "{'id':'%s','role':'manager'}".formatted(other.id()));
            Agent demoted = room.calls.agent(other);
            assertThat(demoted.role()).isEqualTo(Role.MANAGER);
            room.runner.export(waiting);

            assertThat(room.file(demoted, done).statusCode()).isEqualTo(404);
            assertThat(room.served.get(demoted, "/api/exports").body().get("data")).isEmpty();
            assertThat(room.get(waiting).problem())
                    .isEqualTo("Only an admin may export the account.");
            assertThat(room.served.get(admin, "/api/exports").body().get("data")).hasSize(2);
        }
    }
}
