package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.FrontProxy;
import com.techbro24.crm.support.TestDatabase;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server below a path of another one, behind a proxy that removes the path or keeps it. */
class PublicUrlTest {
    private static final String PUBLIC = "https://example.com/crm";
    private final HttpClient http = HttpClient.newHttpClient();

    private static RunningCrm start() {
        return new RunningCrm(
                RunningCrm.address(TestDatabase.SQLITE),
                Clock.systemUTC(),
                Map.of("CRM_PUBLIC_URL", PUBLIC));
    }

    private static FrontProxy proxy(RunningCrm crm, boolean removes) {
        UnaryOperator<String> path =
                removes ? asked -> asked.substring("/crm".length()) : UnaryOperator.identity();
        return new FrontProxy(URI.create(crm.url()).getPort(), path, (method, asked) -> {});
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void links_in_answers_have_the_path_and_lead_back_through_the_proxy(boolean removes)
            throws Exception {
        try (RunningCrm crm = start();
                FrontProxy proxy = proxy(crm, removes)) {
            String token = crm.admin();
            var made = ask(proxy, "POST", "/crm/api/leads", token, "{\"name\":\"Ann\"}");
            String location = made.headers().firstValue("location").orElseThrow();
            assertThat(location).startsWith("/crm/api/leads/");
            assertThat(ask(proxy, "GET", location, token, null).statusCode()).isEqualTo(200);

            JsonNode problem =
                    Json.read(ask(proxy, "GET", "/crm/api/leads?limit=0", token, null).body());
            assertThat(problem.get("instance").asText()).isEqualTo("/crm/api/leads");
            assertThat(problem.get("type").asText()).startsWith("/crm/docs/problems#");

            JsonNode document =
                    Json.read(ask(proxy, "GET", "/crm/api/openapi.json", null, null).body());
            assertThat(document.at("/servers/0/url").asText()).isEqualTo(PUBLIC);

            for (String page : new String[] {"/crm", "/crm/", "/crm/docs", "/crm/docs/problems"}) {
                if (!(removes && page.equals("/crm"))) {
                    checkLinks(proxy, page);
                }
            }
            JsonNode links = Json.read(ask(proxy, "GET", "/crm/api", null, null).body());
            assertThat(links.at("/links/docs").asText()).isEqualTo("/crm/docs");
            assertThat(links.at("/links/sockets").asText()).isEqualTo("/crm/socket.io/");
        }
    }

    private void checkLinks(FrontProxy proxy, String page) throws Exception {
        var answer = ask(proxy, "GET", page, null, null);
        assertThat(answer.statusCode()).as(page).isEqualTo(200);
        assertThat(HomeTest.links(answer.body())).as(page).isNotEmpty();
        for (String link : HomeTest.links(answer.body())) {
            assertThat(link).as(page).startsWith("/crm/");
            assertThat(ask(proxy, "GET", link, null, null).statusCode()).as(link).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sockets_connect_by_polling_and_upgrade(boolean removes) throws Exception {
        try (RunningCrm crm = start();
                FrontProxy proxy = proxy(crm, removes)) {
            for (String transport : new String[] {"polling", "websocket"}) {
                Socket socket =
                        IO.socket(
                                URI.create("http://127.0.0.1:" + proxy.port()),
                                IO.Options.builder()
                                        .setForceNew(true)
                                        .setReconnection(false)
                                        .setPath("/crm/socket.io/")
                                        .setTransports(new String[] {transport})
                                        .setAuth(Map.of("token", crm.admin()))
                                        .build());
                var ready = new CompletableFuture<@Nullable Void>();
                socket.on("ready", told -> ready.complete(null));
                socket.on(
                        Socket.EVENT_CONNECT_ERROR,
                        told ->
                                ready.completeExceptionally(
                                        new IllegalStateException(String.valueOf(told[0]))));
                socket.connect();
                ready.get(RunningCrm.WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/crmx/api/health", "/other/api/health", "/crm/crm/api/health"})
    void only_the_path_itself_is_removed(String path) throws Exception {
        try (RunningCrm crm = start()) {
            assertThat(crm.send("GET", path, null, null).statusCode()).isEqualTo(404);
            assertThat(crm.send("GET", "/api/health", null, null).statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> ask(
            FrontProxy proxy,
            String method,
            String path,
            @Nullable String token,
            @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + proxy.port() + path))
                        .timeout(RunningCrm.WAIT_MAX)
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("content-type", "application/json");
        }
        if (token != null) {
            request.header("authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
