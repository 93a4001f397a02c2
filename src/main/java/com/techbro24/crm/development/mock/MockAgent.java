package com.techbro24.crm.development.mock;

import com.techbro24.crm.access.Caller;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** An agent in the mock history: its working hours, its leads, and the number of calls left. */
final class MockAgent {
    private static final LocalTime DAY_BEGINS = LocalTime.of(9, 0);
    private static final LocalTime LUNCH_BEGINS = LocalTime.of(12, 0);
    private static final LocalTime LUNCH_ENDS = LocalTime.of(12, 45);
    private static final LocalTime DAY_ENDS = LocalTime.of(17, 30);

    /** Calls stay within these hours, in the lead's local time. */
    private static final LocalTime LEADS_FROM = LocalTime.of(9, 0);

    private static final LocalTime LEADS_TO = LocalTime.of(20, 30);

    /** The minimum time between two calls to one lead. */
    private static final Duration BETWEEN_CALLS_MIN = Duration.ofHours(1);

    private static final int CANDIDATES_MAX = 50;

    final Caller caller;
    private final ZoneId zone;
    private final Instant end;
    private final PriorityQueue<MockLead> promised =
            new PriorityQueue<>(Comparator.comparing(lead -> lead.dueAt));
    private final PriorityQueue<MockLead> others =
            new PriorityQueue<>(Comparator.comparing(lead -> lead.dueAt));
    int callsLeft;
    private LocalDate today = LocalDate.MIN;
    private long secondsAfterToday;

    MockAgent(Caller caller, ZoneId zone, Instant end) {
        this.caller = caller;
        this.zone = zone;
        this.end = end;
    }

    /** Queues a lead for a call at its due time. */
    void enqueue(MockLead lead, boolean isPromised) {
        (isPromised ? promised : others).add(lead);
    }

    /** The next lead to call: a promised callback first, then the longest waiting lead. */
    Optional<MockLead> next(Instant now) {
        return first(promised, now, now).or(() -> first(others, now, Instant.MAX));
    }

    private static Optional<MockLead> first(
            PriorityQueue<MockLead> queue, Instant now, Instant dueMax) {
        List<MockLead> skipped = new ArrayList<>();
        MockLead found = null;
        while (found == null && !queue.isEmpty() && skipped.size() < CANDIDATES_MAX) {
            MockLead lead = queue.poll();
            if (lead.dueAt.isAfter(dueMax)) {
                skipped.add(lead);
                break;
            }
            boolean callable = !lead.lastCallAt.plus(BETWEEN_CALLS_MIN).isAfter(now);
            if (callable && isReachable(lead, now)) {
                found = lead;
            } else {
                skipped.add(lead);
            }
        }
        queue.addAll(skipped);
        return Optional.ofNullable(found);
    }

    private static boolean isReachable(MockLead lead, Instant now) {
        LocalTime localTime = now.atZone(lead.zone).toLocalTime();
        return !localTime.isBefore(LEADS_FROM) && localTime.isBefore(LEADS_TO);
    }

    /** The time at which the agent has worked {@code seconds} since {@code from}. */
    Instant afterWork(Instant from, double seconds) {
        double left = seconds;
        Instant at = atWork(from);
        while (at.isBefore(end)) {
            Instant dayEnd = at.atZone(zone).with(DAY_ENDS).toInstant();
            long today = Duration.between(at, dayEnd).toSeconds();
            if (left < today) {
                return atWork(at.plusSeconds((long) left));
            }
            left -= today;
            at = atWork(dayEnd);
        }
        return at;
    }

    /** The given time, or the next time within working hours. */
    private Instant atWork(Instant from) {
        ZonedDateTime local = from.atZone(zone);
        if (!isWorkday(local.toLocalDate()) || !local.toLocalTime().isBefore(DAY_ENDS)) {
            LocalDate day = local.toLocalDate().plusDays(1);
            while (!isWorkday(day)) {
                day = day.plusDays(1);
            }
            return day.atTime(DAY_BEGINS).atZone(zone).toInstant();
        }
        if (local.toLocalTime().isBefore(DAY_BEGINS)) {
            return local.with(DAY_BEGINS).toInstant();
        }
        boolean lunch =
                !local.toLocalTime().isBefore(LUNCH_BEGINS)
                        && local.toLocalTime().isBefore(LUNCH_ENDS);
        return lunch ? local.with(LUNCH_ENDS).toInstant() : from;
    }

    /** The average seconds between calls so that all remaining calls fit before the end. */
    double paceSeconds(Instant now) {
        ZonedDateTime local = now.atZone(zone);
        if (!local.toLocalDate().equals(today)) {
            today = local.toLocalDate();
            secondsAfterToday = 0;
            LocalDate last = end.atZone(zone).toLocalDate();
            for (LocalDate day = today.plusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
                secondsAfterToday += secondsOf(day);
            }
        }
        Instant dayEnd = local.with(DAY_ENDS).toInstant();
        Instant until = dayEnd.isBefore(end) ? dayEnd : end;
        long left = Math.max(0, Duration.between(now, until).toSeconds()) + secondsAfterToday;
        return left / (double) Math.max(1, callsLeft);
    }

    private long secondsOf(LocalDate day) {
        if (!isWorkday(day)) {
            return 0;
        }
        Instant from = day.atTime(DAY_BEGINS).atZone(zone).toInstant();
        Instant to = day.atTime(DAY_ENDS).atZone(zone).toInstant();
        Instant until = to.isBefore(end) ? to : end;
        long lunch = Duration.between(LUNCH_BEGINS, LUNCH_ENDS).toSeconds();
        return Math.max(0, Duration.between(from, until).toSeconds() - lunch);
    }

    private static boolean isWorkday(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }
}
