package com.techbro24.crm.reminders;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * A recurrence rule (RFC 5545, RRULE). It counts in local time, so 09:00 stays 09:00 when DST
 * changes. The library gets times without a zone; each result is then converted to the zone. A
 * local time in a DST gap moves forward by the gap; in a DST overlap it means the first of the two
 * (RFC 5545, 3.3.5). Rules that need unbounded work to find the next time are refused.
 */
final class Rrule {
    static final int LENGTH_MAX = 300;
    private static final int COUNT_MAX = 1_000;
    private static final int INTERVAL_MAX = 1_000;
    private static final int STEPS_MAX = 10_000;
    private static final int YEAR_MAX = 9_999;

    /** The longest DST overlap, except where a place changed its time zone. */
    private static final Duration OVERLAP_MAX = Duration.ofHours(1);

    // Strings, because the library's enum must not be loaded before its RecurrenceRule.
    private static final Set<String> HOURLY_PARTS =
            Set.of("FREQ", "INTERVAL", "BYDAY", "BYHOUR", "BYMINUTE", "COUNT", "UNTIL", "WKST");

    private final RecurrenceRule rule;
    private final RruleWeeks weeks;
    private final @Nullable Integer count;
    private final @Nullable DateTime until;

    /**
     * A later occurrence of a series.
     *
     * @param slot the local time, even if it falls into a DST gap
     * @param occurrence its number in the series, as {@code COUNT} counts
     */
    record Next(LocalDateTime slot, int occurrence, Instant at) {}

    /** An instant of the series and its local time. */
    private record Time(LocalDateTime slot, Instant at) {}

    private Rrule(RecurrenceRule rule, @Nullable Integer count, @Nullable DateTime until) {
        this.rule = rule;
        this.weeks = RruleWeeks.of(rule);
        this.count = count;
        this.until = until;
    }

    /** The rule as it is stored: upper case, without the property name. */
    static String normal(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith("RRULE:") ? upper.substring("RRULE:".length()) : upper;
    }

    /**
     * @throws IllegalArgumentException the message completes a sentence that starts with the field
     *     name
     */
    static Rrule of(String text) {
        String normal = normal(text);
        try {
            RecurrenceRule whole =
                    new RecurrenceRule(normal, RecurrenceRule.RfcMode.RFC5545_STRICT);
            refuseUnbounded(whole, normal);
            // COUNT and UNTIL are applied here, because the library does not know skipped or
            // shifted
            // times.
            String bare =
                    Arrays.stream(normal.split(";"))
                            .filter(
                                    part ->
                                            !part.startsWith("COUNT=")
                                                    && !part.startsWith("UNTIL="))
                            .collect(Collectors.joining(";"));
            return new Rrule(
                    new RecurrenceRule(bare, RecurrenceRule.RfcMode.RFC5545_STRICT),
                    whole.getCount(),
                    whole.getUntil());
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException(
                    "is not an RFC 5545 rule, such as FREQ=WEEKLY;BYDAY=MO: " + e.getMessage(), e);
        }
    }

    private static void refuseUnbounded(RecurrenceRule rule, String text) {
        Freq frequency = rule.getFreq();
        if (frequency == Freq.SECONDLY || frequency == Freq.MINUTELY) {
            throw new IllegalArgumentException("repeats more often than hourly");
        }
        if (rule.hasPart(Part.BYSECOND) || rule.hasPart(Part.RSCALE)) {
            throw new IllegalArgumentException(
                    "has a part that is not supported (BYSECOND, RSCALE)");
        }
        if (rule.getInterval() > INTERVAL_MAX) {
            throw new IllegalArgumentException("has an INTERVAL above " + INTERVAL_MAX);
        }
        if (rule.getCount() != null && rule.getCount() > COUNT_MAX) {
            throw new IllegalArgumentException("has a COUNT above " + COUNT_MAX);
        }
        if (frequency == Freq.HOURLY) {
            for (String part : text.split(";")) {
                String name = part.substring(0, part.indexOf('='));
                if (!HOURLY_PARTS.contains(name)) {
                    throw new IllegalArgumentException("is hourly, which does not support " + name);
                }
            }
        }
    }

    /**
     * Refuses a rule that has no occurrence, such as 30 February.
     *
     * @throws IllegalArgumentException the message completes a sentence that starts with the field
     *     name
     */
    void refuseEmpty() {
        LocalDateTime start = LocalDateTime.of(2024, 1, 1, 9, 0);
        try {
            RecurrenceRule every = new RecurrenceRule(rule.toString(), rule.mode);
            every.setInterval(1);
            RecurrenceRuleIterator times = every.iterator(date(start));
            // A week 53 occurs within the next decade, or never.
            for (int step = 0; !weeks.contains(local(times.nextDateTime())); step++) {
                if (step == STEPS_MAX) {
                    throw new IllegalArgumentException("has no occurrence");
                }
            }
        } catch (InvalidRecurrenceRuleException | IllegalStateException e) {
            throw new IllegalArgumentException("has no occurrence", e);
        } catch (IllegalArgumentException e) {
            // The library gives up after a bounded number of empty periods.
            throw new IllegalArgumentException("has no occurrence", e);
        }
    }

    /**
     * The first occurrence after both {@code from} and {@code after}; empty if the series has
     * ended.
     *
     * @param from the current occurrence
     */
    Optional<Next> next(Next from, Instant after, ZoneId zone) {
        try {
            return search(from, after, zone);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // no occurrence within the periods that the library searches
        }
    }

    private Optional<Next> search(Next from, Instant after, ZoneId zone) {
        if (rule.getFreq() == Freq.HOURLY && rule.getInterval() == 1) {
            return searchHours(from, after, zone);
        }
        LocalDateTime slot = from.slot();
        RecurrenceRuleIterator times = rule.iterator(date(slot));
        LocalDateTime near = LocalDateTime.ofInstant(after, zone).minusDays(2);
        if (count == null && near.isAfter(slot)) {
            times.fastForward(date(near));
        }
        int number = from.occurrence();
        for (int step = 0; step < STEPS_MAX && times.hasNext(); step++) {
            LocalDateTime found = local(times.nextDateTime());
            if (found.getYear() > YEAR_MAX) {
                break;
            }
            if (!found.isAfter(slot) || !weeks.contains(found)) {
                continue;
            }
            number++;
            Instant at = found.atZone(zone).toInstant();
            if (count != null && number > count || isPastEnd(found, at)) {
                break;
            }
            if (at.isAfter(after)) {
                return Optional.of(
                        new Next(found, count == null ? from.occurrence() + 1 : number, at));
            }
        }
        return Optional.empty();
    }

    /**
     * An hourly rule counts elapsed hours: in a DST overlap the repeated hour occurs twice. So
     * times are taken in the order of their instants. The search starts an hour before the slot,
     * because that hour may repeat.
     */
    private Optional<Next> searchHours(Next from, Instant after, ZoneId zone) {
        LocalDateTime slot = from.slot();
        LocalDateTime near = LocalDateTime.ofInstant(after, zone).minusDays(2);
        boolean skipAhead = count == null && near.isAfter(slot);
        RecurrenceRuleIterator slots = rule.iterator(date(slot.minus(OVERLAP_MAX)));
        if (skipAhead) {
            slots.fastForward(date(near));
        }
        PriorityQueue<Time> waiting = new PriorityQueue<>(Comparator.comparing(Time::at));
        Instant last = skipAhead ? after : from.at();
        int number = from.occurrence();
        for (int step = 0; step < STEPS_MAX; step++) {
            boolean settled = false;
            while (!settled && slots.hasNext()) {
                LocalDateTime found = local(slots.nextDateTime());
                instants(found, zone).forEach(at -> waiting.add(new Time(found, at)));
                settled = found.isAfter(waiting.element().slot().plus(OVERLAP_MAX));
            }
            Time next = waiting.poll();
            if (next == null || next.slot().getYear() > YEAR_MAX) {
                break;
            }
            if (!next.at().isAfter(last)) {
                continue;
            }
            last = next.at();
            number++;
            if (count != null && number > count || isPastEnd(next.slot(), next.at())) {
                break;
            }
            if (next.at().isAfter(after)) {
                return Optional.of(
                        new Next(
                                next.slot(),
                                count == null ? from.occurrence() + 1 : number,
                                next.at()));
            }
        }
        return Optional.empty();
    }

    /** Both instants in a DST overlap; in a DST gap the time moves forward by the gap. */
    private static List<Instant> instants(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.size() < 2
                ? List.of(time.atZone(zone).toInstant())
                : offsets.stream().map(time::toInstant).toList();
    }

    /** UNTIL is inclusive; a date means the end of that day, a time without Z is local time. */
    private boolean isPastEnd(LocalDateTime slot, Instant at) {
        if (until == null) {
            return false;
        }
        if (until.isAllDay()) {
            LocalDateTime day =
                    LocalDateTime.of(
                            until.getYear(), until.getMonth() + 1, until.getDayOfMonth(), 0, 0);
            return slot.isAfter(day.with(LocalTime.MAX));
        }
        return until.isFloating()
                ? slot.isAfter(local(until))
                : at.isAfter(Instant.ofEpochMilli(until.getTimestamp()));
    }

    /** The library's months start at zero. */
    private static DateTime date(LocalDateTime time) {
        return new DateTime(
                DateTime.UTC,
                time.getYear(),
                time.getMonthValue() - 1,
                time.getDayOfMonth(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    private static LocalDateTime local(DateTime time) {
        return LocalDateTime.of(
                time.getYear(),
                time.getMonth() + 1,
                time.getDayOfMonth(),
                time.getHours(),
                time.getMinutes(),
                time.getSeconds());
    }

    /** The local time, in whole seconds, at which a series starts. */
    static LocalDateTime slot(Instant dueAt, ZoneId zone) {
        return LocalDateTime.ofInstant(dueAt, zone).withNano(0);
    }
}
