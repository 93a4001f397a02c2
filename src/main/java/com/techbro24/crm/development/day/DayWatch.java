package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Times;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Checks the events of one socket: each change once, and in order. */
final class DayWatch implements DaySocket.Listener {
    private final String who;
    private final DayServer server;
    private final DayLedger ledger;
    private final Map<String, AtomicInteger> callsEnded = new ConcurrentHashMap<>();
    private final Set<String> leadsCreated = ConcurrentHashMap.newKeySet();
    private volatile long seq = -1;

    DayWatch(String who, DayServer server, DayLedger ledger) {
        this.who = who;
        this.server = server;
        this.ledger = ledger;
    }

    @Override
    public void event(String name, JsonNode payload) {
        if (name.equals("ready")) {
            seq = payload.get("seq").asLong();
        } else if (name.equals("resync") || name.equals("session.expired")) {
            ledger.error(who + " received " + name);
        } else if (payload.has("prev")) {
            change(name, payload);
        }
    }

    private void change(String name, JsonNode payload) {
        long next = payload.get("seq").asLong();
        if (payload.get("prev").asLong() != seq || next <= seq) {
            ledger.error(who + " received change " + next + " after " + seq);
        }
        seq = next;
        Times.parse(payload.get("at").asText())
                .ifPresent(at -> ledger.received(server.lateMilliseconds(at)));
        if (name.equals("call.ended")) {
            String agentId = payload.at("/record/agentId").asText();
            callsEnded.computeIfAbsent(agentId, id -> new AtomicInteger()).incrementAndGet();
        } else if (name.equals("lead.created")) {
            leadsCreated.add(payload.at("/record/id").asText());
        }
    }

    boolean hasSeenLead(String leadId) {
        return leadsCreated.contains(leadId);
    }

    int callsEnded(String agentId) {
        AtomicInteger ended = callsEnded.get(agentId);
        return ended == null ? 0 : ended.get();
    }
}
