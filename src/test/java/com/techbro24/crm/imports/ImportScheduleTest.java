package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Loopback;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are loaded from a server on the loopback again and again. */
@ParameterizedClass
@EnumSource
record ImportScheduleTest(TestDatabase kind) {
    /** Imports with schedules, and a server with one file. */
    private static final class Room implements AutoCloseable {
        final ImportRoom imports;
        final Spine spine;
        final Agent mary;
        final ServedRoutes served;
        final ImportScheduler scheduler;
        final List<String> asked = new ArrayList<>();
        private final Vertx vertx = Vertx.vertx();
        private final OutboundHttp http;
        private final HttpServer server;
        volatile String file = "externalId,name\n1,Ada\n";
        volatile int status = 200;

        Room(TestDatabase kind) {
            AddressGuard guard = Loopback.guard();
            SecretBox secrets = Loopback.secrets();
            imports = new ImportRoom(kind);
            spine =
                    imports.spine.with(
                            new ImportScheduleHandler(guard, secrets), ImportScheduleCommand.TYPES);
            http = new OutboundHttp(vertx, guard);
            scheduler =
                    new ImportScheduler(
                            spine.database(),
                            spine.writer(),
                            spine.feed(),
                            spine.runner(),
                            http,
                            secrets,
                            100_000,
                            spine.clock());
            served = new ServedRoutes(spine, new ImportScheduleRoutes(spine.database()).routes());
            mary = Agents.manager().in(spine);
            try {
                server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            server.createContext(
                    "/",
                    exchange -> {
                        var headers = exchange.getRequestHeaders();
                        String etag = "\"" + file.hashCode() + "\"";
                        asked.add(
                                headers.getFirst("Authorization")
                                        + " "
                                        + headers.getFirst("If-None-Match"));
                        boolean same = etag.equals(headers.getFirst("If-None-Match"));
                        exchange.getResponseHeaders().add("ETag", etag);
                        byte[] bytes = file.getBytes(UTF_8);
                        if (same && status == 200) {
                            exchange.sendResponseHeaders(304, -1);
                        } else {
                            exchange.sendResponseHeaders(status, bytes.length);
                            exchange.getResponseBody().write(bytes);
                        }
                        exchange.close();
                    });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/leads.csv";
        }

        JsonNode ask(Agent as, String method, String path, @Nullable String body, int expected) {
            ObjectNode json = body == null ? null : (ObjectNode) Json.read(body.replace('\'', '"'));
            var answer = served.ask(method, "/api/leads/imports/schedules" + path, as, json);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(expected);
            return answer.body();
        }

        String schedule(String more) {
            String body = "{'name':'Shop','url':'%s','every':'PT1H','externalSystem':'shop'%s}";
            return ask(mary, "POST", "", body.formatted(url(), more), 201).get("id").textValue();
        }

        ImportSchedule get(String id) {
            return spine.database().read(tx -> ImportScheduleStore.find(tx, id)).orElseThrow();
        }

        /** Loads the file, and imports all of it. */
        ImportSchedule load(String id) {
            scheduler.load(id);
            ImportSchedule after = get(id);
            if (after.lastImportId() != null) {
                var _ = imports.finish(after.lastImportId());
            }
            return after;
        }

        @Override
        public void close() {
            served.close();
            server.stop(0);
            http.close();
            imports.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void a_file_is_imported_when_it_has_changed_and_only_then() {
        try (Room room = new Room(kind)) {
            String id = room.schedule(",'authorization':'Bearer s3cret'");
            ImportSchedule first = room.load(id);
            assertThat(first.problem()).isNull();
            assertThat(room.imports.names()).containsExactly("Ada");
            assertThat(room.imports.get(String.valueOf(first.lastImportId())).agentId())
                    .isEqualTo(room.mary.id());
            // Not before its time.
            assertThat(room.load(id).version()).isEqualTo(first.version());
            room.spine.clock().advance(Duration.ofHours(1));
            ImportSchedule same = room.load(id);
            assertThat(same.lastImportId()).isEqualTo(first.lastImportId());
            assertThat(same.lastAt()).isEqualTo(room.spine.clock().instant());
            room.file = "externalId,name\n1,Ada King\n2,Bob\n";
            room.spine.clock().advance(Duration.ofHours(1));
            assertThat(room.load(id).lastImportId()).isNotEqualTo(first.lastImportId());
            assertThat(room.imports.names()).containsExactly("Ada King", "Bob");
            assertThat(room.asked).hasSize(3).allMatch(each -> each.startsWith("Bearer s3cret "));
            assertThat(room.asked.get(1)).doesNotEndWith("null");
            assertThat(room.spine.texts("SELECT secret FROM import_schedules").toString())
                    .doesNotContain("s3cret");
            assertThat(room.spine.texts("SELECT after_row FROM changes").toString())
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void a_failure_is_told_tried_again_and_disables_it_in_the_end() {
        try (Room room = new Room(kind)) {
            String id = room.schedule("");
            room.status = 503;
            ImportSchedule failed = room.load(id);
            assertThat(failed.problem()).isEqualTo("The server answered 503 instead of the file.");
            assertThat(failed.nextAt())
                    .isEqualTo(room.spine.clock().instant().plus(Duration.ofMinutes(5)));
            for (int count = 1; count < ImportSchedule.FAILURES_MAX; count++) {
                room.spine.clock().advance(Duration.ofHours(1));
                failed = room.load(id);
            }
            assertThat(failed.enabled()).isFalse();
            room.status = 200;
            room.ask(room.mary, "POST", "/" + id + "/run", "{}", 200);
            ImportSchedule once = room.load(id);
            assertThat(once.problem()).isNull();
            assertThat(once.enabled()).isFalse();
            assertThat(room.imports.names()).containsExactly("Ada");
            room.file = "no header that is known\n1\n";
            room.ask(room.mary, "PUT", "/" + id, "{'enabled':true}", 200);
            assertThat(room.load(id).problem()).contains("No name column");
            room.file = "name\n" + "x".repeat(200_000);
            room.ask(room.mary, "POST", "/" + id + "/run", "{}", 200);
            assertThat(room.load(id).problem()).contains("larger than 100000 bytes");
        }
    }

    @Test
    void it_ends_with_the_rights_of_its_owner() {
        try (Room room = new Room(kind)) {
            String id = room.schedule("");
            Agent admin = Agents.admin().in(room.spine);
            ObjectNode demote = Json.object().put("id", room.mary.id()).put("role", "agent");
            var _ =
                    room.spine
                            .runner()
                            .run(
                                    Submission.of(
                                            CommandCatalog.bind(AgentCommand.UPDATE, demote),
                                            Agents.caller(admin)));
            ImportSchedule ended = room.load(id);
            assertThat(ended.enabled()).isFalse();
            assertThat(ended.problem()).contains("no manager any more");
            assertThat(room.asked).isEmpty();
        }
    }

    @Test
    void only_managers_schedule_and_no_url_of_the_own_network() {
        try (Room room = new Room(kind)) {
            Agent ann = Agents.agent().in(room.spine);
            String body = "{'name':'S','url':'%s','every':'PT1H'}";
            room.ask(ann, "POST", "", body.formatted(room.url()), 403);
            for (String url :
                    List.of("https://10.0.0.1/x.csv", "ftp://example.com/", "http://8.8.8.8/")) {
                JsonNode refused = room.ask(room.mary, "POST", "", body.formatted(url), 400);
                assertThat(refused.at("/errors/0/field").textValue()).isEqualTo("url");
            }
            String id = room.schedule(",'authorization':'Bearer s3cret'");
            // A secret does not follow to another address.
            room.ask(room.mary, "PUT", "/" + id, "{'url':'https://example.com/'}", 200);
            assertThat(
                            room.spine.count(
                                    "SELECT COUNT(*) FROM import_schedules WHERE secret IS NULL"))
                    .isEqualTo(1);
            Agent south = Agents.manager().team("south").in(room.spine);
            room.ask(south, "GET", "/" + id, null, 404);
            room.ask(room.mary, "DELETE", "/" + id, null, 200);
            room.ask(room.mary, "GET", "/" + id, null, 404);
        }
    }
}
