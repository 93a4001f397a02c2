package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.development.mock.MockCall;
import com.techbro24.crm.development.mock.MockLead;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;

/** An agent who works a simulated day, half over REST and half over its socket. */
final class DayAgent implements DaySocket.Listener {
    private static final int CALLBACK_SECONDS_MAX = 3_600;
    private static final int TALK_SECONDS_MAX = 600;

    final String id;
    final String name;
    final DayTally tally = new DayTally();
    private final String token;
    private final DayServer server;
    private final DayLedger ledger;
    private final DayWatch watch;
    private final Random random;
    private final DaySocket socket;
    private final DayReminders reminders;

    DayAgent(DayServer server, DayLedger ledger, String id, String name, String token, long seed) {
        this.server = server;
        this.ledger = ledger;
        this.id = id;
        this.name = name;
        this.token = token;
        this.random = new Random(seed);
        this.watch = new DayWatch(name, server, ledger);
        this.reminders = new DayReminders(id, server, tally);
        this.socket = server.connect(token, this);
    }

    @Override
    public void event(String event, JsonNode payload) {
        watch.event(event, payload);
        if (event.equals("reminder.due")) {
            String reminder = payload.at("/entity/id").asText();
            if (!reminders.receive(reminder)) {
                ledger.error(name + " received twice the reminder " + reminder);
            }
        } else if (event.equals("notification.created")) {
            tally.notifications.incrementAndGet();
        }
    }

    /** Works until the end of the day, and finishes what was started. */
    void work(Instant until) {
        try {
            status("available");
            while (server.now().isBefore(until)) {
                reminders.complete(socket);
                if (random.nextInt(15) == 0) {
                    rest();
                }
                JsonNode next = server.post(token, "/api/leads/next", Json.object()).ok();
                if (next.get("lead").isNull()) {
                    server.sleep(120 + random.nextInt(240));
                } else {
                    call(next.get("lead"), next);
                }
            }
            status("offline");
        } catch (RuntimeException e) {
            ledger.error(name + " had to stop: " + e.getMessage());
        }
    }

    private void status(String status) {
        send("agent.set_status", Json.object().put("id", id).put("status", status));
    }

    private JsonNode send(String command, ObjectNode input) {
        return accepted(socket.send(command, input), command);
    }

    private static JsonNode accepted(JsonNode answer, String command) {
        if (!answer.get("ok").asBoolean()) {
            throw new IllegalStateException(command + ": " + answer.get("problem"));
        }
        return answer.path("record");
    }

    private void rest() {
        tally.breaks.incrementAndGet();
        status("break");
        server.sleep(300 + random.nextInt(600));
        status("available");
    }

    private void call(JsonNode lead, JsonNode next) {
        String leadId = lead.get("id").asText();
        Instant until = Times.parse(next.at("/claim/until").asText()).orElseThrow();
        ledger.claimed(leadId, id, name, until, server.now());
        ObjectNode planned = Json.object().put("leadId", leadId);
        DayServer.Answer made = server.post(token, "/api/calls", planned);
        if (made.status() == 404) {
            ledger.released(leadId, id); // a manager has reassigned it meanwhile
            return;
        }
        String callId = made.ok().get("id").asText();
        JsonNode started = socket.send("call.start", Json.object().put("id", callId));
        if (started.at("/problem/rules").isArray()) {
            refused(lead, callId, started.at("/problem/rules/0").asText());
            return;
        }
        Instant startedAt =
                Times.parse(accepted(started, "call.start").get("startedAt").asText())
                        .orElseThrow();
        ledger.called(leadId, id, name, lead.get("timezone").asText(), startedAt);
        MockLead mockLead =
                new MockLead(
                        leadId,
                        lead.get("name").asText(),
                        lead.get("phone").asText(),
                        ZoneOffset.UTC,
                        until);
        mockLead.attempts = lead.get("callAttempts").asInt();
        boolean isPromised = next.get("reason").asText().equals("callback");
        mockLead.stage = stage(lead.get("status").asText());
        MockCall call = MockCall.outbound(mockLead, isPromised, random);
        server.sleep(call.ringSeconds() + Math.min(TALK_SECONDS_MAX, call.talkSeconds()));
        end(callId, mockLead, call, lead.get("phone").asText());
        server.sleep(15 + random.nextInt(45));
        server.post(token, "/api/calls/" + callId + "/wrap-up", Json.object()).ok();
    }

    /**
     * A rule forbids the call since the claim: the number was marked through another lead, or the
     * calling hours have ended.
     */
    private void refused(JsonNode lead, String callId, String rule) {
        if (rule.equals("do_not_call")) {
            reminders.forbid(lead.get("phone").asText());
        } else {
            ledger.refused(name, lead.get("timezone").asText(), server.now());
        }
        ledger.released(lead.get("id").asText(), id);
        send("call.delete", Json.object().put("id", callId));
    }

    private void end(String callId, MockLead lead, MockCall call, String phone) {
        ObjectNode input = Json.object().put("status", call.status());
        if (call.outcome() != null) {
            input.put("outcome", call.outcome());
        }
        Instant callbackAt = server.now().plusSeconds(600 + random.nextInt(CALLBACK_SECONDS_MAX));
        if (call.isPromised()) {
            input.put("callbackAt", Times.format(callbackAt));
        }
        ledger.released(lead.id, id);
        JsonNode ended = server.post(token, "/api/calls/" + callId + "/end", input).ok();
        tally.calls.incrementAndGet();
        tally.contacts.addAndGet(ended.get("contact").asBoolean() ? 1 : 0);
        tally.sales.addAndGet(ended.get("sale").asBoolean() ? 1 : 0);
        if (call.isPromised()) {
            reminders.promise(token, lead.id, lead.name, phone, callbackAt);
        }
    }

    private static MockLead.Stage stage(String status) {
        return switch (status) {
            case "new", "attempted" -> MockLead.Stage.NEW;
            case "contacted" -> MockLead.Stage.WARM;
            default -> MockLead.Stage.INTERESTED;
        };
    }

    /** Whether all reminders that are due by then were received, or rightly withdrawn. */
    boolean hasAllReminders(Instant until, String adminToken) {
        return reminders.isComplete(until, adminToken);
    }

    /** Compares the server's numbers for the agent with its own. */
    void check(String adminToken) {
        reminders.unjustified(adminToken).forEach(each -> ledger.error(name + " " + each));
        JsonNode today = server.get(adminToken, "/api/agents/" + id + "/stats?period=today").ok();
        checkEqual("calls in the stats", tally.calls.get(), today.get("calls").asLong());
        checkEqual("contacts in the stats", tally.contacts.get(), today.get("contacts").asLong());
        checkEqual("sales in the stats", tally.sales.get(), today.get("conversions").asLong());
        String since =
                "?from=%s&timezone=%s"
                        .formatted(today.get("from").asText(), today.get("timezone").asText());
        JsonNode figures =
                server.get(adminToken, "/api/analytics/agents/" + id + since).ok().get("figures");
        checkEqual("calls in analytics", tally.calls.get(), figures.get("calls").asLong());
        checkEqual("contacts in analytics", tally.contacts.get(), figures.get("contacts").asLong());
        checkEqual("sales in analytics", tally.sales.get(), figures.get("conversions").asLong());
        long listed =
                server.get(adminToken, "/api/calls/agent/" + id + "?total=true&limit=1")
                        .ok()
                        .at("/page/total")
                        .asLong();
        checkEqual("calls in the list", tally.calls.get(), listed);
    }

    void checkEqual(String what, long expected, long actual) {
        if (expected != actual) {
            ledger.error(name + ": " + actual + " " + what + ", but " + expected + " were made");
        }
    }

    void close() {
        socket.close();
    }
}
