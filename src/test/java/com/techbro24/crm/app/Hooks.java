package com.techbro24.crm.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import com.techbro24.crm.support.HookReceiver;
import com.techbro24.crm.support.HookReceiver.Received;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What tests of webhooks do again and again. */
final class Hooks {
    private static final Map<String, String> LOOPBACK = Map.of("CRM_OUTBOUND_ALLOW", "127.0.0.1");

    private Hooks() {}

    /** A server that may send to the loopback. */
    static RunningCrm start(TestDatabase kind) {
        return start(RunningCrm.address(kind), Clock.systemUTC());
    }

    static RunningCrm start(String database, Clock clock) {
        return new RunningCrm(database, clock, LOOPBACK);
    }

    /** A clock that stands at the time of now, since receivers check the time of signatures. */
    static TestClock standing() {
        TestClock clock = new TestClock();
        clock.set(Instant.ofEpochMilli(System.currentTimeMillis()));
        return clock;
    }

    static String hook(RunningCrm crm, String token, HookReceiver to, String more) {
        String body = "{'url':'%s','events':['lead.created']%s}".formatted(to.url(), more);
        return crm.post(token, "/api/webhooks", body.replace('\'', '"')).expect(201).id();
    }

    static String hook(RunningCrm crm, HookReceiver to) {
        return hook(crm, crm.admin(), to, "");
    }

    static String secret(RunningCrm crm, String id) {
        JsonNode answer =
                crm.post(crm.admin(), "/api/webhooks/" + id + "/secret", "{}").expect(200).json();
        return answer.get("secret").textValue();
    }

    static JsonNode deliveries(RunningCrm crm, String id, String query) {
        return crm.get(crm.admin(), "/api/webhooks/" + id + "/deliveries" + query)
                .expect(200)
                .json()
                .get("data");
    }

    static boolean verifies(String secret, Received received) {
        try {
            new Webhook(secret).verify(received.body(), received.headers());
            return true;
        } catch (WebhookVerificationException e) {
            return false;
        } catch (EmptyWebhookSecretException e) {
            throw new AssertionError(e);
        }
    }

    /** The ids of the events that it got. */
    static Set<String> ids(HookReceiver receiver) {
        Set<String> ids = new TreeSet<>();
        receiver.all().forEach(each -> ids.add(each.id()));
        return ids;
    }

    /** The notifications of the admin. */
    static String notifications(RunningCrm crm, String token) {
        return crm.get(token, "/api/notifications/agent/me").body();
    }
}
