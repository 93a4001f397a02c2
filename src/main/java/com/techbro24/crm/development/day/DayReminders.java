package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * The reminders of one agent. Others work at the same time: they may reassign a lead, or mark its
 * number as do-not-call, at any moment between two requests of this agent. Then the server rightly
 * refuses, cancels or hands over a reminder, and whether it was right is checked.
 */
final class DayReminders {
    private final String agentId;
    private final DayServer server;
    private final DayTally tally;
    private final Map<String, Instant> promised = new ConcurrentHashMap<>();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final Queue<String> due = new ConcurrentLinkedQueue<>();

    /** Reminders that could not be completed, because they were cancelled or handed over. */
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();

    /** Numbers that the server said must not be called. */
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();

    DayReminders(String agentId, DayServer server, DayTally tally) {
        this.agentId = agentId;
        this.server = server;
        this.tally = tally;
    }

    /** A reminder is due; returns false if it was received before. */
    boolean receive(String reminderId) {
        tally.remindersReceived.incrementAndGet();
        due.add(reminderId);
        return received.add(reminderId);
    }

    /** Promises a callback. */
    void promise(String token, String leadId, String name, String phone, Instant at) {
        var reminder = Json.object().put("leadId", leadId).put("kind", "call_back");
        reminder.put("title", "Call " + name + " back").put("dueAt", Times.format(at));
        DayServer.Answer made = server.post(token, "/api/reminders", reminder);
        switch (made.errorCode()) {
            case "do_not_call" -> forbidden.add(phone);
            case "unknown_lead" -> checkIsGone(token, leadId);
            default -> {
                promised.put(made.ok().get("id").asText(), at);
                tally.reminders.incrementAndGet();
            }
        }
    }

    private void checkIsGone(String token, String leadId) {
        if (server.get(token, "/api/leads/" + leadId).status() != 404) {
            throw new IllegalStateException("lead " + leadId + " is unknown to reminders only");
        }
    }

    /** A call was refused because the number must not be called. */
    void forbid(String phone) {
        forbidden.add(phone);
    }

    /** Completes the received reminders. */
    void complete(DaySocket socket) {
        for (String id = due.poll(); id != null; id = due.poll()) {
            JsonNode answer = socket.send("reminder.complete", Json.object().put("id", id));
            String code = answer.at("/problem/code").asText();
            if (code.equals("not_found") || code.equals("conflict")) {
                withdrawn.add(id);
            } else if (!answer.get("ok").asBoolean()) {
                throw new IllegalStateException("reminder.complete: " + answer.get("problem"));
            }
        }
    }

    /** Whether all reminders that are due by then were received, or rightly withdrawn. */
    boolean isComplete(Instant until, String adminToken) {
        return promised.entrySet().stream()
                .filter(reminder -> reminder.getValue().isBefore(until))
                .map(Map.Entry::getKey)
                .filter(id -> !received.contains(id))
                .allMatch(id -> isWithdrawn(id, adminToken));
    }

    /** What the server refused or withdrew without a reason. */
    List<String> unjustified(String adminToken) {
        List<String> numbers =
                forbidden.stream()
                        .filter(phone -> !isDoNotCall(phone, adminToken))
                        .map(phone -> "was wrongly told that " + phone + " must not be called")
                        .toList();
        List<String> reminders =
                withdrawn.stream()
                        .filter(id -> !isWithdrawn(id, adminToken))
                        .map(id -> "could not complete the reminder " + id)
                        .toList();
        return Stream.concat(numbers.stream(), reminders.stream()).toList();
    }

    /** Whether it follows its lead to another agent, or its number must not be called any more. */
    private boolean isWithdrawn(String reminderId, String adminToken) {
        JsonNode reminder = server.get(adminToken, "/api/reminders/" + reminderId).ok();
        JsonNode lead =
                server.get(adminToken, "/api/leads/" + reminder.get("leadId").asText()).ok();
        boolean handedOver =
                !reminder.get("agentId").asText().equals(agentId)
                        && !lead.path("assignedAgentId").asText().equals(agentId);
        boolean cancelled =
                reminder.get("status").asText().equals("cancelled")
                        && isDoNotCall(lead.get("phone").asText(), adminToken);
        return handedOver || cancelled;
    }

    /** Whether a lead with this number is marked. */
    private boolean isDoNotCall(String phone, String adminToken) {
        String number = URLEncoder.encode(phone, StandardCharsets.UTF_8);
        String path = "/api/leads?limit=1&doNotCall=true&phone=" + number;
        return !server.get(adminToken, path).ok().get("data").isEmpty();
    }
}
