package com.techbro24.crm.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.ApiKeys;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Credential;
import com.techbro24.crm.access.Credentials;
import com.techbro24.crm.access.Logins;
import com.techbro24.crm.access.Passwords;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.access.SessionSettings;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.agents.AgentHandler;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.http.server.HttpServerSettings;
import com.techbro24.crm.http.server.Server;
import com.techbro24.crm.login.Client.Got;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Over HTTP, as a client sees it. */
@ParameterizedClass
@EnumSource
class LoginRoutesTest {
    private static final Passwords PASSWORDS = new Passwords(new Passwords.Cost(64, 1, 1), 4);

    private final Spine spine;
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;

    LoginRoutesTest(TestDatabase kind) {
        spine = Spine.open(kind).with(new AgentHandler(PASSWORDS::hash), AgentCommand.TYPES);
        Credentials credentials =
                new Credentials(
                        spine.database(), spine.writer(), spine.clock(), SessionSettings.STANDARD);
        Logins logins =
                new Logins(
                        spine.database(),
                        spine.writer(),
                        PASSWORDS,
                        credentials,
                        SessionSettings.STANDARD);
        ApiKeys keys = new ApiKeys(spine.database(), spine.writer(), credentials);
        HttpServerSettings standard = HttpServerSettings.STANDARD;
        server =
                new Server(
                                vertx,
                                new HttpServerSettings(
                                        standard.host(),
                                        0,
                                        List.of(),
                                        List.of(),
                                        standard.bodyBytesMax(),
                                        standard.requestTimeout(),
                                        standard.headerTimeout(),
                                        standard.keepAlive(),
                                        10_000,
                                        10_000,
                                        standard.requestsInFlightMax(),
                                        1),
                                new LoginRoutes(logins, keys, spine.database()).routes(),
                                spine.runner(),
                                token -> credentials.find(token).map(Credential::caller),
                                spine.clock(),
                                spine.metrics(),
                                Optional.empty())
                        .start();
        create("ada@x.test", Role.ADMIN);
        create("ann@x.test", Role.AGENT);
    }

    private void create(String email, Role role) {
        Answer _ =
                spine.runner()
                        .run(
                                Submission.of(
                                        new AgentCommand.Create(
                                                null,
                                                "Some Body",
                                                email,
                                                null,
                                                role,
                                                null,
                                                null,
                                                List.of(),
                                                null,
                                                true,
                                                "the right password"),
                                        Caller.SYSTEM));
    }

    @AfterEach
    void close() {
        server.stop(Duration.ofSeconds(1));
        vertx.close().await();
        http.close();
        spine.close();
    }

    @Test
    void a_login_token_is_valid_until_logout() {
        Got login = logIn("ANN@x.test", "the right password");
        assertThat(login.status()).isEqualTo(200);
        assertThat(login.text("/agent/email")).isEqualTo("ann@x.test");
        assertThat(login.text("/expiresAt")).isEqualTo("2026-04-03T09:00:00.000Z");
        String token = login.text("/token");

        Got me = get("/api/auth/me", token);
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json()).isEqualTo(login.json().get("agent"));
        assertThat(post("/api/auth/logout", token, null).status()).isEqualTo(204);
        assertThat(get("/api/auth/me", token).status()).isEqualTo(401);
        assertThat(get("/api/auth/me", null).status()).isEqualTo(401);
    }

    @Test
    void a_wrong_password_and_an_unknown_email_are_answered_alike() {
        Got wrong = logIn("ann@x.test", "the wrong password");
        Got unknown = logIn("nobody@x.test", "the right password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(withoutRequestId(wrong)).isEqualTo(withoutRequestId(unknown));
        assertThat(wrong.response().headers().map().keySet())
                .isEqualTo(unknown.response().headers().map().keySet());
    }

    @Test
    void too_many_wrong_passwords_get_the_seconds_to_wait() {
        for (int wrong = 0; wrong < 5; wrong++) {
            assertThat(logIn("ann@x.test", "the wrong password").status()).isEqualTo(401);
        }
        Got limited = logIn("ann@x.test", "the right password");

        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.text("/code")).isEqualTo("limited");
        assertThat(limited.response().headers().firstValue("retry-after")).contains("1");
        spine.clock().advance(Duration.ofSeconds(1));
        assertThat(logIn("ann@x.test", "the right password").status()).isEqualTo(200);
    }

    @Test
    void all_errors_of_a_login_are_reported_at_once() {
        Got got = post("/api/auth/login", null, Map.of("password", "x".repeat(201), "admin", true));

        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().get("errors").findValuesAsText("field"))
                .containsExactlyInAnyOrder("email", "password", "admin");
    }

    @Test
    void a_changed_password_ends_the_other_sessions_and_one_may_end_ones_own() {
        String one = token("ann@x.test");
        String two = token("ann@x.test");
        String ada = token("ada@x.test");
        Got sessions = get("/api/auth/sessions", two);
        assertThat(sessions.json().get("data")).hasSize(2);
        assertThat(sessions.json().get("data").findValues("current"))
                .extracting(JsonNode::asBoolean)
                .containsExactlyInAnyOrder(true, false);
        String own = get("/api/auth/sessions", one).text("/data/0/id");
        assertThat(delete("/api/auth/sessions/" + own, ada).status()).isEqualTo(404);

        Map<String, String> tooShort =
                Map.of("currentPassword", "the right password", "newPassword", "short");
        assertThat(post("/api/auth/password", two, tooShort).status()).isEqualTo(400);
        Map<String, String> change =
                Map.of("currentPassword", "the right password", "newPassword", "another password");
        assertThat(post("/api/auth/password", two, change).status()).isEqualTo(204);

        assertThat(get("/api/auth/me", one).status()).isEqualTo(401);
        assertThat(get("/api/auth/me", two).status()).isEqualTo(200);
        assertThat(get("/api/auth/sessions", two).json().get("data")).hasSize(1);
        String left = get("/api/auth/sessions", two).text("/data/0/id");
        assertThat(delete("/api/auth/sessions/" + left, two).status()).isEqualTo(204);
        assertThat(get("/api/auth/me", two).status()).isEqualTo(401);
    }

    @Test
    void an_admin_gives_a_new_password_to_others_and_with_a_session_only() {
        String ann = token("ann@x.test");
        String ada = token("ada@x.test");
        String path = "/api/agents/" + get("/api/auth/me", ann).text("/id") + "/password";
        Map<String, String> change =
                Map.of("ownPassword", "the right password", "newPassword", "a password given");
        Map<String, String> wrong =
                Map.of("ownPassword", "the wrong password", "newPassword", "a password given");

        assertThat(post(path, ann, change).status()).isEqualTo(403);
        assertThat(post(path, ada, Map.of("newPassword", "short")).json().get("errors")).hasSize(2);
        assertThat(post(path, ada, wrong).status()).isEqualTo(422);
        Map<String, Object> wanted = Map.of("name", "it", "scopes", List.of("read", "write"));
        String key = post("/api/api-keys", ada, wanted).text("/key");
        assertThat(post(path, key, change).status()).isEqualTo(403);
        assertThat(get("/api/auth/me", ann).status()).isEqualTo(200);

        assertThat(post(path, ada, change).status()).isEqualTo(204);
        assertThat(get("/api/auth/me", ann).status()).isEqualTo(401);
        assertThat(logIn("ann@x.test", "the right password").status()).isEqualTo(401);
        assertThat(logIn("ann@x.test", "a password given").status()).isEqualTo(200);

        String own = "/api/agents/" + get("/api/auth/me", ada).text("/id") + "/password";
        assertThat(post(own, ada, change).status()).isEqualTo(403);
        String nobody = "/api/agents/" + Id.next() + "/password";
        assertThat(post(nobody, ada, change).status()).isEqualTo(404);
    }

    @Test
    void a_key_is_shown_once_and_kept_under_no_idempotency_key() {
        String token = token("ann@x.test");
        Map<String, Object> body = Map.of("name", "import", "scopes", List.of("read", "write"));

        Got created = client().send("POST", "/api/api-keys", token, body, "once");
        assertThat(created.status()).isEqualTo(201);
        String key = created.text("/key");
        assertThat(key).startsWith("crm_k_");
        Got again = client().send("POST", "/api/api-keys", token, body, "once");

        assertThat(again.text("/key")).isNotEqualTo(key);
        assertThat(spine.texts("SELECT body FROM receipts WHERE body IS NOT NULL"))
                .noneMatch(kept -> kept.contains("crm_k_"));
        Got list = get("/api/api-keys", token);
        assertThat(list.json().toString()).contains("\"import\"").doesNotContain(key);
        assertThat(get("/api/auth/me", key).text("/email")).isEqualTo("ann@x.test");
        assertThat(post("/api/api-keys", key, body).status()).isEqualTo(403);
        assertThat(delete("/api/api-keys/" + created.text("/id"), token("ada@x.test")).status())
                .isEqualTo(404);
        assertThat(delete("/api/api-keys/" + created.text("/id"), token).status()).isEqualTo(204);
        assertThat(get("/api/auth/me", key).status()).isEqualTo(401);
    }

    @Test
    void a_key_without_scopes_or_with_an_end_that_is_past_is_refused() {
        String token = token("ann@x.test");

        Got none = post("/api/api-keys", token, Map.of("name", "x", "scopes", List.of()));
        Got past =
                post(
                        "/api/api-keys",
                        token,
                        Map.of(
                                "name",
                                "x",
                                "scopes",
                                List.of("read"),
                                "expiresAt",
                                "2020-01-01T00:00:00Z"));

        assertThat(none.status()).isEqualTo(400);
        assertThat(none.text("/errors/0/field")).isEqualTo("scopes");
        assertThat(past.status()).isEqualTo(400);
        assertThat(past.text("/errors/0/field")).isEqualTo("expiresAt");
    }

    private static String withoutRequestId(Got got) {
        return got.json().toString().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private String token(String email) {
        return logIn(email, "the right password").text("/token");
    }

    private Got logIn(String email, String password) {
        return post("/api/auth/login", null, Map.of("email", email, "password", password));
    }

    private Client client() {
        return new Client(http, server.port());
    }

    private Got get(String path, @Nullable String token) {
        return client().send("GET", path, token, null, null);
    }

    private Got delete(String path, String token) {
        return client().send("DELETE", path, token, null, null);
    }

    private Got post(String path, @Nullable String token, @Nullable Object body) {
        return client().send("POST", path, token, body, null);
    }
}
