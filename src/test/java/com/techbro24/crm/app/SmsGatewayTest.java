package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.outbound.StandardSignature;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** SMS over a gateway with an HTTP interface: its template, signatures and callbacks. */
class SmsGatewayTest {
    private static final String SECRET = "whsec_" + "c2VjcmV0".repeat(5);

    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();

    private HttpServer gateway() throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    Map<String, String> headers =
                            Map.of(
                                    "webhook-id",
                                    exchange.getRequestHeaders().getFirst("webhook-id"),
                                    "webhook-timestamp",
                                    exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                                    "webhook-signature",
                                    exchange.getRequestHeaders().getFirst("webhook-signature"));
                    new StandardSignature(SECRET).check(headers, body, Instant.now());
                    taken.add(Json.read(new String(body, UTF_8)));
                    byte[] answer = "{\"id\":\"gw-1\"}".getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static int tell(RunningCrm crm, String path, String body, String secret)
            throws IOException, InterruptedException {
        byte[] bytes = body.replace('\'', '"').getBytes(UTF_8);
        var request =
                HttpRequest.newBuilder(URI.create(crm.url() + path))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(bytes));
        new StandardSignature(secret)
                .headers("msg_" + Id.next(), Instant.now(), bytes)
                .forEach(request::header);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    /** Calling hours at any time. */
    private static void open(RunningCrm crm) {
        var hours = Json.object();
        for (String day : List.of("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")) {
            hours.putObject(day + "day").put("from", "00:00").put("to", "24:00");
        }
        crm.put(crm.admin(), "/api/calls/hours", hours.toString()).expect(200);
    }

    @Test
    void a_gateway_takes_what_its_template_says_and_tells_what_became_of_it() throws Exception {
        HttpServer server = gateway();
        Map<String, String> settings =
                Map.of(
                        "CRM_SMS_URL",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/",
                        "CRM_SMS_SECRET",
                        SECRET,
                        "CRM_SMS_TEMPLATE",
                        "{\"an\":\"{{to}}\",\"inhalt\":\"{{text}}\"}",
                        "CRM_OUTBOUND_ALLOW",
                        "127.0.0.1");
        try (RunningCrm crm =
                new RunningCrm(
                        RunningCrm.address(TestDatabase.SQLITE), Clock.systemUTC(), settings)) {
            open(crm);
            Person ann = crm.person("Ann", "agent", "north");
            String body = "{\"name\":\"Walker\",\"phone\":\"+442079460002\"}";
            String lead = crm.post(ann.token(), "/api/leads", body).expect(201).id();
            String text = Json.object().put("text", "Say \"hi\"\nand go").toString();
            String id = crm.post(ann.token(), "/api/leads/" + lead + "/sms", text).expect(201).id();
            String message = "/api/messages/" + id;
            eventually(
                    () ->
                            assertThat(
                                            crm.get(ann.token(), message)
                                                    .json()
                                                    .get("providerReference")
                                                    .asText())
                                    .isEqualTo("gw-1"));
            assertThat(taken.getFirst())
                    .isEqualTo(
                            Json.object()
                                    .put("an", "+442079460002")
                                    .put("inhalt", "Say \"hi\"\nand go"));

            String done = "{'id':'gw-1','status':'delivered'}";
            String other = "whsec_" + "YW5vdGhlcg".repeat(5);
            assertThat(tell(crm, "/api/sms/http/status", done, other)).isEqualTo(403);
            assertThat(tell(crm, "/api/sms/http/status", done, SECRET)).isEqualTo(204);
            assertThat(crm.get(ann.token(), message).json().get("status").asText())
                    .isEqualTo("delivered");
            String stop = "{'id':'in-1','from':'+442079460002','text':'STOP'}";
            assertThat(tell(crm, "/api/sms/http/inbound", stop, SECRET)).isEqualTo(204);
            crm.post(ann.token(), "/api/leads/" + lead + "/sms", text).expect(422);
        } finally {
            server.stop(0);
        }
    }
}
