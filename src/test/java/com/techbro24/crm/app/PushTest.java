package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.Browser.Received;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Push messages to a browser, through a push service that checks and decrypts them. */
@ParameterizedClass
@EnumSource
class PushTest {
    private static final String SUBSCRIPTIONS = "/api/push/subscriptions";

    private final TestDatabase kind;

    final TestClock clock = new TestClock();
    RunningCrm crm;
    Person ann;
    Browser browser;

    PushTest(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        crm =
                new RunningCrm(
                        RunningCrm.address(kind),
                        clock,
                        Map.of(
                                "CRM_PUSH_CONTACT", "mailto:ops@crm.test",
                                "CRM_SECRET_KEY", "0123456789abcdef0123456789abcdef",
                                "CRM_OUTBOUND_ALLOW", "127.0.0.1"));
        ann = crm.person("Ann", "agent", "north");
        String channels = "{\"channels\":{\"alert\":[\"in_app\",\"push\"]}}";
        crm.put(ann.token(), "/api/notifications/preferences/me", channels).expect(200);
        browser = new Browser(key());
    }

    @AfterEach
    void close() {
        crm.close();
        browser.close();
    }

    private String key() {
        JsonNode reply = crm.get(ann.token(), "/api/push/key").expect(200).json();
        assertThat(reply.get("kinds").toString()).isEqualTo("[\"web\"]");
        return reply.get("publicKey").textValue();
    }

    private void subscribe() {
        crm.put(ann.token(), SUBSCRIPTIONS, browser.subscription().toString()).expect(200);
    }

    private String notify(String title, String priority) {
        String body =
                Json.object()
                        .put("type", "alert")
                        .put("title", title)
                        .put("priority", priority)
                        .put("groupKey", title)
                        .toString();
        return crm.post(ann.token(), "/api/notifications", body).expect(201).id();
    }

    private String delivery(String id) {
        JsonNode row = crm.get(ann.token(), "/api/notifications/" + id).expect(200).json();
        return row.at("/deliveries/1/status").textValue();
    }

    private List<Received> received(int count) {
        eventually(() -> assertThat(browser.received()).hasSizeGreaterThanOrEqualTo(count));
        return browser.received();
    }

    @Test
    void a_notification_comes_to_the_browser_that_only_it_can_read() {
        subscribe();
        String id = notify("Grüße", "normal");
        Received first = received(1).getFirst();
        assertThat(first.content().get("title").textValue()).isEqualTo("Grüße");
        assertThat(first.content().get("id").textValue()).isEqualTo(id);
        assertThat(first.headers().get("TTL")).isEqualTo("43200");
        assertThat(first.headers().get("Urgency")).isEqualTo("normal");
        assertThat(first.headers().get("Topic")).matches("[\\w-]{32}");
        eventually(() -> assertThat(delivery(id)).isEqualTo("sent"));
    }

    @Test
    void many_in_half_a_minute_are_one_message_and_urgent_ones_do_not_wait() {
        subscribe();
        notify("First", "normal");
        received(1);
        clock.advance(Duration.ofSeconds(5));
        String read = notify("Read", "normal");
        String second = notify("Second", "low");
        String third = notify("Third", "normal");
        String urgent = notify("Urgent", "high");
        assertThat(received(2).getLast().content().get("title").textValue()).isEqualTo("Urgent");
        eventually(() -> assertThat(delivery(urgent)).isEqualTo("sent"));
        clock.advance(Duration.ofSeconds(1));
        crm.put(ann.token(), "/api/notifications/" + read + "/read", "{}").expect(200);
        clock.advance(Duration.ofSeconds(25));
        JsonNode batch = received(3).getLast().content();
        assertThat(batch.get("title").textValue()).isEqualTo("2 notifications");
        assertThat(batch.get("body").textValue()).contains("Second", "Third");
        assertThat(batch.get("body").textValue()).doesNotContain("Read", "Urgent");
        eventually(() -> assertThat(delivery(second)).isEqualTo("sent"));
        eventually(() -> assertThat(delivery(third)).isEqualTo("sent"));
        assertThat(browser.received()).hasSize(3);
    }

    @Test
    void a_subscription_ends_when_the_service_says_so_or_its_session_ends() {
        subscribe();
        browser.answer(410);
        String gone = notify("Gone", "high");
        eventually(() -> assertThat(delivery(gone)).isEqualTo("failed"));
        assertThat(delivery(notify("None", "high"))).isEqualTo("suppressed");
        browser.answer(201);
        subscribe();
        notify("Here", "high");
        received(1);
        String other = crm.login("ann@example.com", "a-password-of-Ann");
        crm.post(ann.token(), "/api/auth/logout", "{}").expect(204);
        ann = new Person(ann.id(), other);
        assertThat(delivery(notify("After", "high"))).isEqualTo("suppressed");
        assertThat(browser.received()).hasSize(1);
    }

    @Test
    void a_failing_service_is_asked_again_and_delete_unsubscribes() {
        subscribe();
        browser.answer(503);
        String late = notify("Late", "high");
        eventually(
                () ->
                        assertThat(
                                        crm.get(ann.token(), "/api/messages?channel=push")
                                                .json()
                                                .at("/data/0/error")
                                                .asText())
                                .startsWith("HTTP 503"));
        browser.answer(201);
        clock.advance(Duration.ofSeconds(11));
        received(1);
        eventually(() -> assertThat(delivery(late)).isEqualTo("sent"));
        crm.delete(ann.token(), SUBSCRIPTIONS).expect(204);
        assertThat(delivery(notify("None", "high"))).isEqualTo("suppressed");
    }

    @Test
    void a_bad_subscription_is_refused_with_every_fault() {
        ObjectNode bad = browser.subscription().put("endpoint", "http://10.0.0.7/send");
        bad.withObject("/keys").put("p256dh", "AAAA").put("auth", "AAAA");
        JsonNode errors =
                crm.put(ann.token(), SUBSCRIPTIONS, bad.toString())
                        .expect(400)
                        .json()
                        .get("errors");
        assertThat(errors.findValuesAsText("field"))
                .containsExactly("endpoint", "keys.p256dh", "keys.auth");
        ObjectNode none = Json.object().put("endpoint", browser.endpoint());
        assertThat(crm.put(ann.token(), SUBSCRIPTIONS, none.toString()).expect(400).body())
                .contains("keys is required");
        assertThat(delivery(notify("None", "high"))).isEqualTo("suppressed");
    }
}
