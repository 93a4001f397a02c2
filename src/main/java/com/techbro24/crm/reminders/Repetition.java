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
 * A rule of repetition (RFC 5545, RRULE). It counts on the wall clock, so that nine o'clock stays
 * nine o'clock: the library is given times without a zone, and each is then placed in the zone,
 * where a time that a clock jumps over moves forward by the jump and one that comes twice means the
 * first (RFC 5545, 3.3.5). Rules whose next time could not be found in bounded work are refused.
 */
final class Repetition {
    static final int LENGTH_MAX = 300;
    private static final int COUNT_MAX = 1_000;
    private static final int INTERVAL_MAX = 1_000;
    private static final int STEPS_MAX = 10_000;
    private static final int YEAR_MAX = 9_999;

    /** How far a clock goes back at most, save where a place has changed its zone. */
    private static final Duration OVERLAP_MAX = Duration.ofHours(1);

    // As words: the library's own enum must not be loaded before its RecurrenceRule is.
    private static final Set<String> HOURLY_PARTS =
            Set.of("FREQ", "INTERVAL", "BYDAY", "BYHOUR", "BYMINUTE", "COUNT", "UNTIL", "WKST");

    private final RecurrenceRule rule;
    private final RepetitionWeeks weeks;
    private final @Nullable Integer count;
    private final @Nullable DateTime until;

    /**
     * A later time of a series.
     *
     * @param slot on the wall clock, also where the clock jumps over it
     * @param occurrence its number in the series, as {@code COUNT} counts
     */
    record Next(LocalDateTime slot, int occurrence, Instant at) {}

    /** An instant of the series, and the wall clock's time that it stands for. */
    private record Time(LocalDateTime slot, Instant at) {}

    private Repetition(RecurrenceRule rule, @Nullable Integer count, @Nullable DateTime until) {
        this.rule = rule;
        this.weeks = RepetitionWeeks.of(rule);
        this.count = count;
        this.until = until;
    }

    /** The rule as it is kept: upper-case, without the name of its property. */
    static String normal(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        return upper.startsWith("RRULE:") ? upper.substring("RRULE:".length()) : upper;
    }

    /**
     * @throws IllegalArgumentException with the end of a sentence that says why it is refused
     */
    static Repetition of(String text) {
        String normal = normal(text);
        try {
            RecurrenceRule whole =
                    new RecurrenceRule(normal, RecurrenceRule.RfcMode.RFC5545_STRICT);
            refuseUnbounded(whole, normal);
            // COUNT and UNTIL are kept here, where skipped and shifted times are understood.
            String bare =
                    Arrays.stream(normal.split(";"))
                            .filter(
                                    part ->
                                            !part.startsWith("COUNT=")
                                                    && !part.startsWith("UNTIL="))
                            .collect(Collectors.joining(";"));
            return new Repetition(
                    new RecurrenceRule(bare, RecurrenceRule.RfcMode.RFC5545_STRICT),
                    whole.getCount(),
                    whole.getUntil());
        } catch (InvalidRecurrenceRuleException e) {
            throw new IllegalArgumentException(
                    "is not a rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=MO: " + e.getMessage(),
                    e);
        }
    }

    private static void refuseUnbounded(RecurrenceRule rule, String text) {
        Freq frequency = rule.getFreq();
        if (frequency == Freq.SECONDLY || frequency == Freq.MINUTELY) {
            throw new IllegalArgumentException("repeats more often than hourly");
        }
        if (rule.hasPart(Part.BYSECOND) || rule.hasPart(Part.RSCALE)) {
            throw new IllegalArgumentException("has a part that reminders do not take");
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
                    throw new IllegalArgumentException("is hourly, which goes without " + name);
                }
            }
        }
    }

    /**
     * Refuses a rule that never comes true, as on the 30th of February.
     *
     * @throws IllegalArgumentException with the end of a sentence
     */
    void refuseNever() {
        LocalDateTime start = LocalDateTime.of(2024, 1, 1, 9, 0);
        try {
            RecurrenceRule every = new RecurrenceRule(rule.toString(), rule.mode);
            every.setInterval(1);
            RecurrenceRuleIterator times = every.iterator(date(start));
            // A week that a year does not have comes within the next decade, or never.
            for (int step = 0; !weeks.hold(local(times.nextDateTime())); step++) {
                if (step == STEPS_MAX) {
                    throw new IllegalArgumentException("never comes true");
                }
            }
        } catch (InvalidRecurrenceRuleException | IllegalStateException e) {
            throw new IllegalArgumentException("never comes true", e);
        } catch (IllegalArgumentException e) {
            // The library gives up after a bounded number of empty periods.
            throw new IllegalArgumentException("never comes true", e);
        }
    }

    /**
     * The first time of the series after {@code from} and after {@code after}; empty where the
     * series is at its end.
     *
     * @param from where the series stands now
     */
    Optional<Next> next(Next from, Instant after, ZoneId zone) {
        try {
            return search(from, after, zone);
        } catch (IllegalArgumentException | IllegalStateException e) {
            return Optional.empty(); // nothing within the periods that the library looks at
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
            if (!found.isAfter(slot) || !weeks.hold(found)) {
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
     * A rule of each hour counts hours as they pass: where the clock goes back, the hour that comes
     * twice is met twice. So times are taken in the order of their instants, from an hour before
     * the slot on, since that hour may still come again.
     */
    private Optional<Next> searchHours(Next from, Instant after, ZoneId zone) {
        LocalDateTime slot = from.slot();
        LocalDateTime near = LocalDateTime.ofInstant(after, zone).minusDays(2);
        boolean passOver = count == null && near.isAfter(slot);
        RecurrenceRuleIterator slots = rule.iterator(date(slot.minus(OVERLAP_MAX)));
        if (passOver) {
            slots.fastForward(date(near));
        }
        PriorityQueue<Time> waiting = new PriorityQueue<>(Comparator.comparing(Time::at));
        Instant last = passOver ? after : from.at();
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

    /** Both of a time that comes twice; one that the clock jumps over moves by the jump. */
    private static List<Instant> instants(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.size() < 2
                ? List.of(time.atZone(zone).toInstant())
                : offsets.stream().map(time::toInstant).toList();
    }

    /**
     * UNTIL is included; a bare date means the end of that day, a time without Z the wall clock.
     */
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

    /** The library counts months from zero. */
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

    /** The wall clock's whole second at which a series that starts at {@code dueAt} stands. */
    static LocalDateTime slot(Instant dueAt, ZoneId zone) {
        return LocalDateTime.ofInstant(dueAt, zone).withNano(0);
    }
}
