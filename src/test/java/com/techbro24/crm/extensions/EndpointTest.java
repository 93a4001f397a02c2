package com.techbro24.crm.extensions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadCommand;
import com.techbro24.crm.leads.LeadHandler;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.OutboundHttp;
import com.techbro24.crm.outbound.SecretBox;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Loopback;
import com.techbro24.crm.support.ServedRoutes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that are forwarded to a receiver, and what its answers do. */
@ParameterizedClass
@EnumSource
record EndpointTest(TestDatabase kind) {
    private static final String SCHEMA =
            "{'type':'object','required':['seats'],'additionalProperties':false,"
                    + "'properties':{'seats':{'type':'integer','minimum':1}}}";

    /** What a receiver got. */
    private record Got(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return Objects.requireNonNull(headers.get(name), name).getFirst();
        }
    }

    /** Leads with endpoints, served, and a receiver on the loopback. */
    private static final class Room implements AutoCloseable {
        final Spine spine;
        final ServedRoutes served;
        final Agent admin;
        final List<Got> got = Collections.synchronizedList(new ArrayList<>());
        private final Vertx vertx = Vertx.vertx();
        private final OutboundHttp http;
        private final HttpServer receiver;
        volatile int status = 200;
        volatile String answer = "{}";

        Room(TestDatabase kind) {
            AddressGuard guard = Loopback.guard();
            SecretBox secrets = Loopback.secrets();
            spine =
                    Spine.open(kind)
                            .with(Agents.handler(), AgentCommand.TYPES)
                            .with(new LeadHandler(), LeadCommand.TYPES)
                            .with(new EndpointHandler(guard, secrets), EndpointCommand.TYPES);
            http = new OutboundHttp(vertx, guard);
            Forwarding forwarding =
                    new Forwarding(
                            spine.database(),
                            spine.writer(),
                            spine.catalog(),
                            spine.runner(),
                            http,
                            secrets,
                            spine.clock());
            served =
                    new ServedRoutes(
                            spine, new EndpointRoutes(spine.database(), forwarding).routes());
            admin = Agents.admin().in(spine);
            try {
                receiver =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            receiver.createContext("/", this::receive);
            receiver.start();
        }

        private void receive(HttpExchange exchange) throws IOException {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            got.add(new Got(Map.copyOf(exchange.getRequestHeaders()), body));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        JsonNode ask(Agent as, String method, String path, @Nullable String body, int expected) {
            ObjectNode json = body == null ? null : (ObjectNode) Json.read(body.replace('\'', '"'));
            var reply = served.ask(method, path, as, json);
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(expected);
            return reply.body();
        }

        String endpoint(String more) {
            String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/in";
            String body = "{'name':'quote','url':'" + url + "'" + more + "}";
            return ask(admin, "POST", "/api/endpoints", body, 201).get("id").textValue();
        }

        @Override
        public void close() {
            served.close();
            receiver.stop(0);
            http.close();
            spine.close();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static String signature(String secret, Got got) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = Base64.getDecoder().decode(secret.replaceFirst("whsec_", ""));
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String signed =
                    got.header("Webhook-id")
                            + "."
                            + got.header("Webhook-timestamp")
                            + "."
                            + got.body();
            byte[] hash = mac.doFinal(signed.getBytes(UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_valid_request_is_signed_and_forwarded_with_its_caller_named() {
        try (Room room = new Room(kind)) {
            Agent ann = Agents.agent().team("north").in(room.spine);
            String id = room.endpoint(",'schema':" + SCHEMA);
            String secret =
                    room.ask(
                                    room.admin,
                                    "POST",
                                    "/api/endpoints/" + id + "/rotate-secret",
                                    "{}",
                                    200)
                            .get("secret")
                            .textValue();
            room.answer = "{\"reply\":{\"price\":20}}";
            JsonNode reply = room.ask(ann, "POST", "/api/x/quote", "{'seats':2}", 200);
            assertThat(reply.at("/reply/price").intValue()).isEqualTo(20);
            Got got = room.got.getFirst();
            assertThat(got.headers().get("Webhook-signature"))
                    .containsExactly(signature(secret, got));
            assertThat(got.headers()).doesNotContainKey("Authorization");
            JsonNode body = Json.read(got.body());
            assertThat(body.at("/caller/agentId").textValue()).isEqualTo(ann.id());
            assertThat(body.at("/caller/team").textValue()).isEqualTo("north");
            assertThat(body.at("/input/seats").intValue()).isEqualTo(2);
            assertThat(room.spine.texts("SELECT after_row FROM changes").toString())
                    .doesNotContain(secret);
            JsonNode calls =
                    room.ask(room.admin, "GET", "/api/endpoints/" + id + "/calls", null, 200);
            assertThat(calls.at("/data/0/receiverStatus").intValue()).isEqualTo(200);
        }
    }

    @Test
    void the_document_has_each_endpoint_with_its_schema_while_it_is_in_effect() {
        try (Room room = new Room(kind)) {
            String pointer = "/paths/~1api~1x~1quote/post";
            String path = "/api/openapi.json";
            assertThat(room.ask(room.admin, "GET", path, null, 200).at(pointer).isMissingNode())
                    .isTrue();
            String id = room.endpoint(",'description':'A quote.','schema':" + SCHEMA);
            JsonNode told = room.ask(room.admin, "GET", path, null, 200).at(pointer);
            assertThat(told.get("operationId").textValue()).isEqualTo("callEndpointQuote");
            assertThat(told.get("description").textValue()).isEqualTo("A quote.");
            assertThat(told.at("/requestBody/content/application~1json/schema"))
                    .isEqualTo(Json.read(SCHEMA.replace('\'', '"')));
            room.ask(room.admin, "PUT", "/api/endpoints/" + id, "{'enabled':false}", 200);
            assertThat(room.ask(room.admin, "GET", path, null, 200).at(pointer).isMissingNode())
                    .isTrue();
        }
    }

    @Test
    void invalid_input_and_other_roles_reach_no_receiver() {
        try (Room room = new Room(kind)) {
            Agent ann = Agents.agent().in(room.spine);
            String id = room.endpoint(",'roles':['manager'],'schema':" + SCHEMA);
            JsonNode hidden = room.ask(ann, "POST", "/api/x/quote", "{'seats':2}", 404);
            JsonNode missing = room.ask(ann, "POST", "/api/x/other", "{'seats':2}", 404);
            assertThat(hidden.get("detail")).isEqualTo(missing.get("detail"));
            Agent mary = Agents.manager().in(room.spine);
            JsonNode refused = room.ask(mary, "POST", "/api/x/quote", "{'seats':0,'x':1}", 400);
            assertThat(refused.get("errors").findValuesAsText("field"))
                    .containsExactlyInAnyOrder("seats", "x");
            room.ask(mary, "POST", "/api/x/quote", "{}", 400);
            room.ask(room.admin, "PUT", "/api/endpoints/" + id, "{'enabled':false}", 200);
            room.ask(mary, "POST", "/api/x/quote", "{'seats':2}", 404);
            assertThat(room.got).isEmpty();
            room.ask(ann, "GET", "/api/endpoints", null, 403);
        }
    }

    @Test
    void the_commands_of_an_answer_run_as_the_caller_all_or_none() {
        try (Room room = new Room(kind)) {
            Agent ann = Agents.agent().in(room.spine);
            Lead own = Leads.lead().assignedTo(ann.id()).in(room.spine);
            Lead other = Leads.lead().in(room.spine);
            String id = room.endpoint("");
            String update =
                    "{\"name\":\"lead.update\",\"input\":{\"id\":\"%s\",\"company\":\"X\"}}";
            room.answer =
                    "{\"commands\":[%s,%s]}"
                            .formatted(update.formatted(own.id()), update.formatted(other.id()));
            JsonNode refused = room.ask(ann, "POST", "/api/x/quote", "{}", 422);
            assertThat(refused.get("detail").textValue()).contains("Command 2", "none was run");
            assertThat(room.spine.count("SELECT COUNT(*) FROM leads WHERE company = 'X'")).isZero();

            room.answer = "{\"commands\":[%s]}".formatted(update.formatted(own.id()));
            JsonNode done = room.ask(ann, "POST", "/api/x/quote", "{}", 200);
            assertThat(done.at("/results/0/company").textValue()).isEqualTo("X");
            assertThat(
                            room.spine.texts(
                                    "SELECT actor || ' ' || via FROM changes WHERE kind ="
                                            + " 'lead.updated'"))
                    .containsExactly(ann.id() + " endpoint:" + id);
            room.answer = "{\"commands\":[{\"name\":\"lead.drain_backlog\",\"input\":{}}]}";
            room.ask(ann, "POST", "/api/x/quote", "{}", 503);
        }
    }

    @Test
    void what_a_receiver_refuses_is_told_and_what_it_fails_in_is_not() {
        try (Room room = new Room(kind)) {
            room.endpoint("");
            room.status = 409;
            room.answer = "{\"detail\":\"Sold out.\"}";
            assertThat(
                            room.ask(room.admin, "POST", "/api/x/quote", "{}", 422)
                                    .get("detail")
                                    .textValue())
                    .isEqualTo("Sold out.");
            room.status = 500;
            room.answer = "a stack trace";
            assertThat(room.ask(room.admin, "POST", "/api/x/quote", "{}", 503).toString())
                    .contains("answered 500")
                    .doesNotContain("stack");
            room.status = 302;
            room.ask(room.admin, "POST", "/api/x/quote", "{}", 503);
            room.status = 200;
            room.ask(room.admin, "POST", "/api/x/quote", "{}", 503);
            room.answer = "";
            room.ask(room.admin, "POST", "/api/x/quote", "{}", 200);
        }
    }

    @Test
    void a_receiver_in_the_own_network_and_a_schema_that_does_nothing_are_refused() {
        try (Room room = new Room(kind)) {
            JsonNode refused =
                    room.ask(
                            room.admin,
                            "POST",
                            "/api/endpoints",
                            "{'name':'inside','url':'https://10.0.0.1/','schema':"
                                    + "{'type':'object','oneOf':[]}}",
                            400);
            assertThat(refused.get("errors").findValuesAsText("field"))
                    .containsExactlyInAnyOrder("url", "schema.oneOf");
            room.endpoint("");
            String again = "{'name':'quote','url':'https://example.com/'}";
            room.ask(room.admin, "POST", "/api/endpoints", again, 409);
        }
    }
}
