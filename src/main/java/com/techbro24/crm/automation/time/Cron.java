package com.techbro24.crm.automation.time;

import com.cronutils.model.time.ExecutionTime;
import com.techbro24.crm.base.InputError;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * A schedule: a Unix cron expression of five fields in a time zone.
 *
 * <p>A time of day that the clock skips fires at the first instant after the gap; one that the
 * clock repeats fires the first time only; several that fall on one instant fire once. An
 * expression whose hour is {@code *} or a step such as {@code *}{@code /2} follows the clock's
 * reading: it fires at each instant whose local time matches, so also in the repeated hour, and not
 * for a skipped time.
 *
 * <p>Where both the day of the month and the day of the week are named, either is enough.
 */
public final class Cron {
    private final ExecutionTime times;
    private final boolean everyHour;
    private final ZoneId zone;

    private Cron(ExecutionTime times, boolean everyHour, ZoneId zone) {
        this.times = times;
        this.everyHour = everyHour;
        this.zone = zone;
    }

    /**
     * Parses an expression. Faults are {@code invalid_cron} (one for each wrong field), {@code
     * ambiguous_days}, {@code too_often} for more than every 5 minutes, and {@code never_fires},
     * such as on 30 February.
     *
     * @param errors gets all faults
     * @param path the name of the field in them
     * @return empty if there was a fault
     */
    public static Optional<Cron> parse(
            String expression, ZoneId zone, List<InputError> errors, String path) {
        return CronText.of(expression, errors, path)
                .map(text -> new Cron(text.times(), text.isEveryHour(), zone));
    }

    /** The first tick after this instant. */
    public Instant next(Instant after) {
        return everyHour ? nextReading(after) : nextTimeOfDay(after);
    }

    /** The newest tick at or before this instant that is not older than {@code within}. */
    public Optional<Instant> latestAtOrBefore(Instant at, Duration within) {
        Optional<Instant> latest = Optional.empty();
        Instant tick = next(at.minus(within).minusNanos(1));
        while (!tick.isAfter(at)) {
            latest = Optional.of(tick);
            tick = next(tick);
        }
        return latest;
    }

    /** Local times in order give instants in order, so the first one that is later is the next. */
    private Instant nextTimeOfDay(Instant after) {
        LocalDateTime local = minute(LocalDateTime.ofInstant(after, zone));
        while (true) {
            local = nextLocal(local);
            Instant tick = firstInstant(local, zone);
            // In the repeated hour, local times that already fired come up again.
            if (tick.isAfter(after)) {
                return tick;
            }
        }
    }

    /** Goes from one change of the clock to the next; between two, local times are instants. */
    private Instant nextReading(Instant after) {
        ZoneRules rules = zone.getRules();
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime local = minute(LocalDateTime.ofInstant(after, offset));
        Instant from = after;
        while (true) {
            Instant tick = nextLocal(local).toInstant(offset);
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || tick.isBefore(change.getInstant())) {
                return tick;
            }
            from = change.getInstant();
            offset = change.getOffsetAfter();
            // The first instant after the change may be a tick itself.
            local = minute(change.getDateTimeAfter().minusNanos(1));
        }
    }

    private LocalDateTime nextLocal(LocalDateTime after) {
        return CronText.next(times, after).orElseThrow();
    }

    private static LocalDateTime minute(LocalDateTime time) {
        return time.truncatedTo(ChronoUnit.MINUTES);
    }

    /** The first of two instants in an overlap, the end of the gap for a time in a gap. */
    private static Instant firstInstant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap()
                ? change.getInstant()
                : local.atZone(zone).toInstant();
    }
}
