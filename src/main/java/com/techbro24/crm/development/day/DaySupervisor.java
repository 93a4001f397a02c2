package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.development.mock.MockPeople;
import java.time.Instant;

/** A manager who watches a simulated day live, and assigns new leads. */
final class DaySupervisor {
    private static final int LEAD_EVERY_SECONDS = 300;

    private final DayServer server;
    private final DayLedger ledger;
    private final MockPeople people;
    final String name;
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
                assign(newLead());
            }
        } catch (RuntimeException e) {
            ledger.error(name + " had to stop: " + e.getMessage());
        }
    }

    private JsonNode newLead() {
        return server.post(token, "/api/leads", people.lead()).ok();
    }

    /** Assigns the new lead, unless an agent has claimed it meanwhile. */
    private void assign(JsonNode lead) {
        String leadId = lead.get("id").asText();
        ObjectNode input = Json.object().put("id", leadId).put("strategy", "least_loaded");
        JsonNode answer = socket.send("lead.assign", input.put("ifVersion", version(lead)));
        String agentId = answer.at("/record/assignedAgentId").textValue();
        if (agentId != null) {
            ledger.assigned(leadId, agentId);
            leadsAssigned++;
        } else if (!answer.at("/problem/code").asText().equals("stale")) {
            throw new IllegalStateException("lead.assign: " + answer);
        }
    }

    private static int version(JsonNode lead) {
        return lead.get("version").asInt();
    }

    /**
     * Creates one more lead, which all managers see: who has received it has received all changes
     * before it.
     */
    String createLastLead() {
        return newLead().get("id").asText();
    }

    boolean hasSeenLead(String leadId) {
        return watch.hasSeenLead(leadId);
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
