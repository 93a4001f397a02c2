package com.techbro24.crm.calls;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calling hours by weekday, in the lead's local time; null for a day without calls. */
public record CallingHours(
        @Pattern(regexp = "^" + CallingHours.TYPE + "$", message = "must be " + CallingHours.TYPE)
                String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Span monday,
        @Nullable Span tuesday,
        @Nullable Span wednesday,
        @Nullable Span thursday,
        @Nullable Span friday,
        @Nullable Span saturday,
        @Nullable Span sunday)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "calling_hours";

    /** The days that {@link #opensAt} searches: a week and one more because of DST. */
    private static final int DAYS_AHEAD_MAX = 8;

    /**
     * A part of a day.
     *
     * @param from the first minute, such as {@code 09:00}
     * @param to the end, exclusive; {@code 24:00} is the end of the day
     */
    public record Span(
            @NotNull @Pattern(regexp = TIME, message = "must be a time of day, such as 09:00")
                    String from,
            @NotNull
                    @Pattern(
                            regexp = TIME_OR_END,
                            message = "must be a time of day, such as 17:30, or 24:00")
                    String to) {
        static final String TIME = "^(?:[01]\\d|2[0-3]):[0-5]\\d$";
        static final String TIME_OR_END = "^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$";

        boolean isEmpty() {
            return from.compareTo(to) >= 0;
        }

        /** Compares as text, because times of day sort as text. */
        boolean contains(LocalTime time) {
            String text = String.format(Locale.ROOT, "%02d:%02d", time.getHour(), time.getMinute());
            return from.compareTo(text) <= 0 && text.compareTo(to) < 0;
        }
    }

    /** The days that an admin may set. */
    public record Fields(
            @Nullable Span monday,
            @Nullable Span tuesday,
            @Nullable Span wednesday,
            @Nullable Span thursday,
            @Nullable Span friday,
            @Nullable Span saturday,
            @Nullable Span sunday) {}

    Fields days() {
        return new Fields(monday, tuesday, wednesday, thursday, friday, saturday, sunday);
    }

    static CallingHours of(int version, Instant createdAt, Instant updatedAt, Fields days) {
        return new CallingHours(
                TYPE,
                version,
                createdAt,
                updatedAt,
                days.monday,
                days.tuesday,
                days.wednesday,
                days.thursday,
                days.friday,
                days.saturday,
                days.sunday);
    }

    CallingHours with(Patch<Fields> patch, Instant now) {
        Fields input = patch.values();
        Fields days =
                new Fields(
                        patch.or("monday", input.monday, monday),
                        patch.or("tuesday", input.tuesday, tuesday),
                        patch.or("wednesday", input.wednesday, wednesday),
                        patch.or("thursday", input.thursday, thursday),
                        patch.or("friday", input.friday, friday),
                        patch.or("saturday", input.saturday, saturday),
                        patch.or("sunday", input.sunday, sunday));
        CallingHours next = of(version + 1, createdAt, now, days);
        next.check();
        return days.equals(days()) ? this : next;
    }

    private void check() {
        List<InputError> errors = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            Span span = span(day);
            if (span != null && span.isEmpty()) {
                String field = day.name().toLowerCase(Locale.ROOT);
                errors.add(
                        new InputError(
                                field + ".to",
                                "out_of_range",
                                field + ".to must be later than " + field + ".from."));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private @Nullable Span span(DayOfWeek day) {
        return switch (day) {
            case MONDAY -> monday;
            case TUESDAY -> tuesday;
            case WEDNESDAY -> wednesday;
            case THURSDAY -> thursday;
            case FRIDAY -> friday;
            case SATURDAY -> saturday;
            case SUNDAY -> sunday;
        };
    }

    /** Whether it is within the calling hours in all possible zones of the lead. */
    public boolean isOpen(List<ZoneId> zones, Instant time) {
        return zones.stream().allMatch(zone -> isOpen(zone, time));
    }

    private boolean isOpen(ZoneId zone, Instant time) {
        ZonedDateTime local = time.atZone(zone);
        Span span = span(local.getDayOfWeek());
        return span != null && span.contains(local.toLocalTime());
    }

    /**
     * The next time within the calling hours of all zones; empty if there is none within a week, as
     * for a number that may be anywhere in the world.
     */
    public Optional<Instant> opensAt(List<ZoneId> zones, Instant after) {
        return zones.stream()
                .flatMap(zone -> openings(zone, after).stream())
                .filter(opening -> isOpen(zones, opening))
                .min(Instant::compareTo);
    }

    /**
     * The openings of the next days in one zone. A time in a DST gap opens at the end of the gap.
     */
    private List<Instant> openings(ZoneId zone, Instant after) {
        List<Instant> openings = new ArrayList<>(DAYS_AHEAD_MAX);
        LocalDate today = after.atZone(zone).toLocalDate();
        for (int ahead = 0; ahead <= DAYS_AHEAD_MAX; ahead++) {
            LocalDate day = today.plusDays(ahead);
            Span span = span(day.getDayOfWeek());
            if (span != null) {
                Instant opening = instant(day.atTime(LocalTime.parse(span.from)), zone);
                if (opening.isAfter(after)) {
                    openings.add(opening);
                }
            }
        }
        return openings;
    }

    private static Instant instant(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition skipped = zone.getRules().getTransition(local);
        return skipped != null && skipped.isGap()
                ? skipped.getInstant()
                : local.atZone(zone).toInstant();
    }
}
