package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Eventually;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Leads on their way out. */
@ParameterizedClass
@EnumSource
record LeadExportTest(TestDatabase kind) {
    private static HttpResponse<byte[]> export(
            ImportRoom room, Agent as, String query, String... headers) {
        String path = "/api/leads/export" + query;
        return room.served.send("GET", path, as, BodyPublishers.noBody(), headers);
    }

    @Test
    void everyone_gets_what_it_may_list_narrowed_as_the_list_is() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent agent = Agents.agent().team("north").in(room.spine);
            Agent manager = Agents.manager().team("north").in(room.spine);
            var _ = Leads.lead().named("Mine").assignedTo(agent.id()).in(room.spine);
            var _ = Leads.lead().named("Pool").with("tags", List.of("vip")).in(room.spine);
            assertThat(names(export(room, agent, "?format=ndjson"))).containsExactly("Mine");
            assertThat(names(export(room, manager, "?format=ndjson")))
                    .containsExactly("Mine", "Pool");
            assertThat(names(export(room, manager, "?format=ndjson&tag=VIP")))
                    .containsExactly("Pool");
            assertThat(names(export(room, manager, "?format=ndjson&assignedAgentId=none")))
                    .containsExactly("Pool");
            assertThat(room.served.get(manager, "/api/leads/export?format=xml").status())
                    .isEqualTo(400);
            assertThat(ImportRoom.text(export(room, agent, "")).lines()).hasSize(2);
        }
    }

    private static List<String> names(HttpResponse<byte[]> ndjson) {
        return ImportRoom.text(ndjson)
                .lines()
                .map(line -> Json.read(line).get("name").textValue())
                .toList();
    }

    @Test
    void a_file_is_named_and_packed_and_has_tags_and_custom_fields_as_columns() throws IOException {
        try (ImportRoom room = new ImportRoom(kind)) {
            room.declare("plan", "text");
            Agent admin = Agents.admin().in(room.spine);
            var _ =
                    Leads.lead()
                            .named("=cmd|' /C calc'!A0")
                            .with("tags", List.of("a;b", "c"))
                            .with("customFields", Map.of("plan", "@team"))
                            .in(room.spine);
            var answer = export(room, admin, "?format=csv", "Accept-Encoding", "gzip");
            assertThat(answer.headers().firstValue("Content-Encoding")).contains("gzip");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .contains("text/csv; charset=utf-8");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"leads-2026-03-04.csv\"");
            byte[] plain =
                    new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes();
            List<String> lines = new String(plain, UTF_8).lines().toList();
            assertThat(lines.getFirst()).startsWith("id,name,phone,").endsWith(",custom.plan");
            assertThat(lines.getLast()).contains("'=cmd|", "a\\;b;c", "'@team");
        }
    }

    @Test
    void a_telephone_number_goes_out_as_it_is_and_what_a_spreadsheet_would_run_is_guarded() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            var _ = Leads.lead().named("Exp").with("phone", "+54 9 11 2345 6789").in(room.spine);
            var _ =
                    Leads.lead()
                            .named("+1+cmd|' /C calc'!A0")
                            .with("company", "+49-30-901820")
                            .in(room.spine);
            List<String> lines = ImportRoom.text(export(room, admin, "")).lines().toList();
            assertThat(lines.get(1)).contains(",+54 9 11 2345 6789,", ",+5491123456789,");
            assertThat(lines.get(2)).contains(",'+1+cmd|", ",'+49-30-901820,");
        }
    }

    @Test
    void what_was_exported_is_imported_into_another_base_as_it_was() {
        String csv;
        List<Lead> before;
        try (ImportRoom room = new ImportRoom(kind)) {
            room.declare("seats", "number");
            Agent admin = Agents.admin().in(room.spine);
            for (int count = 0; count < 30; count++) {
                var _ =
                        Leads.lead()
                                .named("-Lead " + count)
                                .with("phone", "+49 30 12345%02d".formatted(count))
                                .with("notes", " '\"two\nlines\"; and, signs")
                                .with("customFields", Map.of("seats", count))
                                .in(room.spine);
            }
            csv = ImportRoom.text(export(room, admin, ""));
            before = room.leads();
        }
        try (ImportRoom room = new ImportRoom(kind)) {
            room.declare("seats", "number");
            Agent admin = Agents.admin().in(room.spine);
            assertThat(room.take(admin, "", csv).created()).isEqualTo(30);
            assertThat(room.leads())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
                            "createdAt", "updatedAt")
                    .containsExactlyInAnyOrderElementsOf(before);
        }
    }

    @Test
    void more_than_a_page_is_written_once_each() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            StringBuilder csv = new StringBuilder("name\n");
            for (int count = 0; count < 1_201; count++) {
                csv.append("Lead ").append(count).append('\n');
            }
            assertThat(room.take(admin, "", csv.toString()).created()).isEqualTo(1_201);
            assertThat(names(export(room, admin, "?format=ndjson")))
                    .hasSize(1_201)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void a_client_that_leaves_ends_the_work() throws IOException {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            String row = "Ann," + "long notes ".repeat(900) + "\n";
            String id = room.send(admin, "", "name,notes\n" + row.repeat(400));
            assertThat(room.finish(id).created()).isEqualTo(400);
            try (Socket socket = new Socket("127.0.0.1", room.served.port())) {
                socket.setReceiveBufferSize(4_096);
                String head =
                        "GET /api/leads/export HTTP/1.1\r\nHost: crm\r\nAuthorization: Bearer %s\r\n\r\n";
                socket.getOutputStream().write(head.formatted(admin.id()).getBytes(UTF_8));
                assertThat(socket.getInputStream().readNBytes(1_000)).hasSize(1_000);
                assertThat(ImportUploadTest.inFlight(room)).isEqualTo(1);
            }
            Eventually.eventually(() -> assertThat(ImportUploadTest.inFlight(room)).isZero());
        }
    }

    @Test
    void fixed_paths_win_over_an_id() {
        try (ImportRoom room = new ImportRoom(kind)) {
            Agent admin = Agents.admin().in(room.spine);
            assertThat(room.served.get(admin, "/api/leads/imports").status()).isEqualTo(200);
            assertThat(export(room, admin, "").statusCode()).isEqualTo(200);
            assertThat(room.served.get(admin, "/api/leads/import").status()).isEqualTo(404);
            assertThat(room.served.get(admin, "/api/leads/nonsense").status()).isEqualTo(404);
        }
    }
}
