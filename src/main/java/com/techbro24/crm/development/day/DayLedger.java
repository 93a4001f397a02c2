package com.techbro24.crm.development.day;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What everyone did and heard in a day, written down by themselves, and what was wrong with it. */
final class DayLedger {
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(21, 0);

    /** Beyond what clients reckon wrong about the server's clock. */
    private static final int SLACK_SECONDS = 30;

    private final Map<String, Holding> held = new ConcurrentHashMap<>();
    private final Set<Handing> assigned = ConcurrentHashMap.newKeySet();
    private final Map<Handing, String> doubtful = new ConcurrentHashMap<>();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Double> lateness = new ConcurrentLinkedQueue<>();

    /**
     * That a lead is somebody's to call.
     *
     * @param until when the server may hand it to others; null while it is being called
     */
    private record Holding(String agentId, String agent, @Nullable Instant until) {}

    private record Handing(String leadId, String agentId) {}

    void wrong(String what) {
        wrong.add(what);
    }

    /** What was wrong, asked for when all is over: what is doubtful before may come out right. */
    List<String> wrong() {
        Stream<String> twice =
                doubtful.entrySet().stream()
                        .filter(each -> !assigned.contains(each.getKey()))
                        .map(Map.Entry::getValue);
        return Stream.concat(wrong.stream(), twice).sorted().toList();
    }

    /** A manager has given it to somebody, maybe from the hands of another. */
    void assigned(String leadId, String agentId) {
        assigned.add(new Handing(leadId, agentId));
    }

    /** An agent was handed a lead. */
    void claimed(String leadId, String agentId, String agent, Instant until, Instant now) {
        Holding before = held.put(leadId, new Holding(agentId, agent, until));
        if (before != null && !before.agentId.equals(agentId)) {
            boolean isOver =
                    before.until != null && !now.isBefore(before.until.minusSeconds(SLACK_SECONDS));
            if (!isOver) {
                // The manager who took it from the other may not have heard the answer yet.
                doubtful.put(
                        new Handing(leadId, agentId),
                        agent + " was handed a lead that " + before.agent + " held");
            }
        }
    }

    /** Its call began. */
    void called(String leadId, String agentId, String agent, String zone, Instant now) {
        held.put(leadId, new Holding(agentId, agent, null));
        ZoneId there = ZoneId.of(zone);
        boolean isOpen =
                isOpen(now.minusSeconds(SLACK_SECONDS).atZone(there).toLocalTime())
                        || isOpen(now.plusSeconds(SLACK_SECONDS).atZone(there).toLocalTime());
        if (!isOpen) {
            wrong(agent + " called at " + now.atZone(there).toLocalTime() + " in " + zone);
        }
    }

    private static boolean isOpen(LocalTime time) {
        return !time.isBefore(OPENS) && time.isBefore(CLOSES);
    }

    /** Records that a lead is about to be released, before the request is sent. */
    void released(String leadId, String agentId) {
        held.computeIfPresent(
                leadId, (id, holding) -> holding.agentId.equals(agentId) ? null : holding);
    }

    void heard(double lateMilliseconds) {
        lateness.add(lateMilliseconds);
    }

    /** How late events came, in real time. */
    String lateness() {
        double[] all = lateness.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (all.length == 0) {
            return "no events yet";
        }
        return String.format(
                Locale.ROOT,
                "%,d events, late by %.0f ms (p50), %.0f ms (p99), %.0f ms at most",
                all.length,
                all[all.length / 2],
                all[(int) (all.length * 0.99)],
                Arrays.stream(all).max().orElse(0));
    }
}
