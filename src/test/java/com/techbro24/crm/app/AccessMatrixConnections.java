package com.techbro24.crm.app;

import static com.techbro24.crm.app.Fixture.of;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.app.AccessMatrixWorld.Row;
import com.techbro24.crm.app.AccessMatrixWorld.Who;
import com.techbro24.crm.base.Id;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;

/** Connections and schedules in the table of {@link AccessMatrixTest}. */
final class AccessMatrixConnections {
    private static final String URL = Receiver.URL;

    private AccessMatrixConnections() {}

    static List<Fixture> all() {
        String schedules = "/api/leads/imports/schedules";
        String integration = "/api/integrations";
        String create = "{'name':'$unique','url':'" + URL + "','every':'P1D'}";
        String endpoints = "/api/endpoints";
        return List.of(
                of("POST /api/x/{endpoint}").common(Row.ENDPOINT).body("{'seats':1}"),
                of("POST " + endpoints).body("{'name':'$unique','url':'" + URL + "'}"),
                of("GET " + endpoints),
                of("GET " + endpoints + "/{id}").common(Row.ENDPOINT),
                of("PUT " + endpoints + "/{id}").common(Row.ENDPOINT).body("{'enabled':true}"),
                of("DELETE " + endpoints + "/{id}").common(Row.ENDPOINT),
                of("POST " + endpoints + "/{id}/rotate-secret").common(Row.ENDPOINT),
                of("GET " + endpoints + "/{id}/calls").common(Row.ENDPOINT),
                of("POST " + schedules).body(create),
                of("GET " + schedules),
                of("GET " + schedules + "/{id}").row(Row.SCHEDULE),
                of("PUT " + schedules + "/{id}").row(Row.SCHEDULE).body("{'enabled':false}"),
                of("POST " + schedules + "/{id}/run").row(Row.SCHEDULE),
                of("DELETE " + schedules + "/{id}").row(Row.SCHEDULE),
                of("POST " + integration)
                        .body("{'provider':'hubspot','name':'H','token':'t','url':'" + URL + "'}"),
                of("GET " + integration),
                of("GET " + integration + "/{id}").common(Row.INTEGRATION),
                of("PUT " + integration + "/{id}").common(Row.INTEGRATION).body("{'enabled':true}"),
                of("DELETE " + integration + "/{id}").common(Row.INTEGRATION),
                of("POST " + integration + "/{id}/run").common(Row.INTEGRATION),
                of("POST " + integration + "/{id}/resolve")
                        .common(Row.WAITING_LINK)
                        .body("{'linkId':'$id'}"),
                of("GET " + integration + "/{id}/runs").common(Row.INTEGRATION),
                of("GET " + integration + "/{id}/links").common(Row.INTEGRATION));
    }

    /** Of the owner's manager, as agents make none. */
    static String newSchedule(AccessMatrixWorld world) {
        String body = "{\"name\":\"S\",\"url\":\"" + URL + "\",\"every\":\"P1D\"}";
        String path = "/api/leads/imports/schedules";
        return world.crm.post(world.person(Who.LEADER).token(), path, body).expect(201).id();
    }

    static String newIntegration(AccessMatrixWorld world) {
        String body =
                "{\"provider\":\"hubspot\",\"name\":\"H\",\"token\":\"t\",\"url\":\"" + URL + "\"}";
        String path = "/api/integrations";
        return world.crm.post(world.person(Who.ADMIN).token(), path, body).expect(201).id();
    }

    /** A connection, and a link of the same id that waits for a decision. */
    static String newWaitingLink(AccessMatrixWorld world) {
        String id = newIntegration(world);
        try (DatabaseState database = new DatabaseState(world.crm.database())) {
            database.run(
                    "INSERT INTO integration_links (id, version, created_at, updated_at,"
                            + " integration_id, entity_type, remote_key, state, candidates) VALUES"
                            + " ('%s', 1, 1, 1, '%s', 'lead', '17', 'refused', '[]')"
                                    .formatted(id, id));
        }
        return id;
    }

    /** Its receiver answers an empty object. */
    static String newEndpoint(AccessMatrixWorld world) {
        String body =
                """
                {"name":"e%s","url":"%s","schema":{"type":"object","additionalProperties":false,
                 "properties":{"seats":{"type":"integer"}}}}
                """
                        .formatted(Id.next().substring(9, 35).replace("-", ""), Receiver.URL);
        return world.crm.post(world.crm.admin(), "/api/endpoints", body).expect(201).id();
    }

    /** The one receiver of this JVM. */
    private static final class Receiver {
        static final String URL = start();

        private static String start() {
            try {
                HttpServer server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server.createContext(
                        "/",
                        exchange -> {
                            var _ = exchange.getRequestBody().readAllBytes();
                            exchange.sendResponseHeaders(200, 2);
                            exchange.getResponseBody().write("{}".getBytes(UTF_8));
                            exchange.close();
                        });
                server.start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(0)));
                return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static Map<String, String> ofTheProgram() {
        return Map.of(
                "import_schedule.record", "{'id':'$lead','isFinal':false}",
                "integration.record", "{'id':'$lead','isFinal':false}");
    }
}
