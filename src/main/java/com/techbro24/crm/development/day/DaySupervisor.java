package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.development.mock.MockPeople;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A manager who watches a simulated day live, and assigns new leads. */
final class DaySupervisor {
    private static final int LEAD_EVERY_SECONDS = 300;

    private final DayServer server;
    private final DayLedger ledger;
    private final MockPeople people;
    private final String name;
    private final String token;
    private final DayWatch watch;
    private final DaySocket socket;
    private volatile int leadsAssigned;

    DaySupervisor(
            DayServer server, DayLedger ledger, MockPeople people, String name, String token) {
        this.server = server;
        this.ledger = ledger;
        this.people = people;
        this.name = name;
        this.token = token;
        this.watch = new DayWatch(name, server, ledger);
        this.socket = server.connect(token, watch);
    }

    void work(Instant until) {
        try {
            while (server.now().isBefore(until)) {
                server.sleep(LEAD_EVERY_SECONDS);
                JsonNode lead = server.post(token, "/api/leads", people.lead()).ok();
                ObjectNode input = Json.object().put("id", lead.get("id").asText());
                JsonNode answer = socket.send("lead.assign", input.put("strategy", "least_loaded"));
                String agentId = answer.at("/record/assignedAgentId").textValue();
                if (agentId != null) {
                    ledger.assigned(lead.get("id").asText(), agentId);
                    leadsAssigned++;
                }
            }
        } catch (RuntimeException e) {
            ledger.error(name + " had to stop: " + e.getMessage());
        }
    }

    /** The seq of the newest change that this manager may see, as a new socket receives it. */
    long head() {
        CompletableFuture<Long> ready = new CompletableFuture<>();
        DaySocket.Listener listener =
                (event, payload) -> {
                    if (event.equals("ready")) {
                        ready.complete(payload.get("seq").asLong());
                    }
                };
        try (DaySocket _ = server.connect(token, listener)) {
            return ready.orTimeout(10, TimeUnit.SECONDS).join();
        }
    }

    long seq() {
        return watch.seq();
    }

    int callsEnded(String agentId) {
        return watch.callsEnded(agentId);
    }

    int leadsAssigned() {
        return leadsAssigned;
    }

    void close() {
        socket.close();
    }
}
