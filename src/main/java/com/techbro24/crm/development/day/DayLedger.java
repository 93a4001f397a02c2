package com.techbro24.crm.development.day;

import java.time.Duration;
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

/** Collects what all clients did and received in a day, and the errors found. */
final class DayLedger {
    private static final LocalTime OPENS = LocalTime.of(9, 0);
    private static final LocalTime CLOSES = LocalTime.of(21, 0);

    private static final Duration SLACK_MIN = Duration.ofSeconds(30);

    /** In real time: a busy machine answers late. */
    private static final int SLACK_MILLIS = 250;

    /** Tolerance for the clients' estimate of the server's clock. */
    private final Duration slack;

    private final Map<String, Claim> claims = new ConcurrentHashMap<>();
    private final Map<String, Integer> attemptsBeforeDay = new ConcurrentHashMap<>();
    private final Set<Assignment> assigned = ConcurrentHashMap.newKeySet();
    private final Map<Assignment, String> suspected = new ConcurrentHashMap<>();
    private final Set<String> errors = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Double> lateness = new ConcurrentLinkedQueue<>();

    /**
     * @param speed of the simulated time
     */
    DayLedger(double speed) {
        Duration late = Duration.ofMillis((long) (SLACK_MILLIS * speed));
        slack = late.compareTo(SLACK_MIN) < 0 ? SLACK_MIN : late;
    }

    /**
     * An agent's claim on a lead.
     *
     * @param until when it expires; null during the call
     */
    private record Claim(String agentId, String agent, @Nullable Instant until) {}

    private record Assignment(String leadId, String agentId) {}

    void error(String what) {
        errors.add(what);
    }

    /** All errors; call it at the end, because a suspected one may still be cleared. */
    List<String> errors() {
        Stream<String> twice =
                suspected.entrySet().stream()
                        .filter(each -> !assigned.contains(each.getKey()))
                        .map(Map.Entry::getValue);
        return Stream.concat(errors.stream(), twice).sorted().toList();
    }

    /** A manager assigned the lead, maybe away from another agent. */
    void assigned(String leadId, String agentId) {
        assigned.add(new Assignment(leadId, agentId));
    }

    /**
     * An agent claimed a lead. Agents report in any order: one that was delayed may do so only when
     * its claim has expired and another agent has the lead.
     */
    void claimed(String leadId, String agentId, String agent, Instant until, Instant now) {
        Claim claim = new Claim(agentId, agent, until);
        claims.merge(leadId, claim, (before, _) -> later(leadId, before, claim, until, now));
    }

    private Claim later(String leadId, Claim before, Claim claim, Instant until, Instant now) {
        if (before.agentId.equals(claim.agentId)) {
            return claim;
        }
        boolean inOrder = before.until == null || !before.until.isAfter(until);
        Claim first = inOrder ? before : claim;
        Claim second = inOrder ? claim : before;
        boolean expired = first.until != null && !now.isBefore(first.until.minus(slack));
        if (!expired) {
            // The manager who reassigned it may not have received the answer yet.
            suspected.put(
                    new Assignment(leadId, second.agentId),
                    second.agent + " claimed a lead that " + first.agent + " had claimed");
        }
        return second;
    }

    /**
     * The call of a claimed lead started.
     *
     * @param startedAt by the server's clock
     */
    void called(String leadId, String agentId, String agent, String zone, Instant startedAt) {
        claims.put(leadId, new Claim(agentId, agent, null));
        if (!isOpen(localTime(startedAt, zone))) {
            error(agent + " called at " + localTime(startedAt, zone) + " in " + zone);
        }
    }

    /**
     * A call to the lead started; before its first one in this day, there were so many attempts.
     */
    void attempted(String leadId, int attemptsBefore) {
        attemptsBeforeDay.putIfAbsent(leadId, attemptsBefore);
    }

    /**
     * How many of the lead's attempts were made in this day. Whoever has the lead now: a claim may
     * expire just before its call.
     */
    long attemptsInDay(String leadId, long attempts) {
        Integer before = attemptsBeforeDay.get(leadId);
        return before == null ? 0 : attempts - before;
    }

    /** The server refused a call because the calling hours have ended. */
    void refused(String agent, String zone, Instant now) {
        if (isOpen(localTime(now.minus(slack), zone)) && isOpen(localTime(now.plus(slack), zone))) {
            error(agent + " was refused a call at " + localTime(now, zone) + " in " + zone);
        }
    }

    private static LocalTime localTime(Instant time, String zone) {
        return time.atZone(ZoneId.of(zone)).toLocalTime();
    }

    private static boolean isOpen(LocalTime time) {
        return !time.isBefore(OPENS) && time.isBefore(CLOSES);
    }

    /** Records that a lead is about to be released, before the request is sent. */
    void released(String leadId, String agentId) {
        claims.computeIfPresent(
                leadId, (id, claim) -> claim.agentId.equals(agentId) ? null : claim);
    }

    void received(double lateMilliseconds) {
        lateness.add(lateMilliseconds);
    }

    /** The latency of events, in real time. */
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
