package com.techbro24.crm.automation.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.Input;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of the day on some days of the week. It is open whenever the clock shows a time from
 * {@code from} until before {@code to}, also where the clock shows that time twice; a window that
 * the clock skips as a whole does not open on that day.
 *
 * @param days the days on which it opens; empty or null for every day
 * @param from the first minute, such as {@code 09:00}
 * @param to the end, exclusive; {@code 24:00} is the end of the day. If it is before {@code from},
 *     the window spans midnight and belongs to the day on which it opens; if both are equal, it
 *     lasts a whole day
 * @param timezone {@code lead}, {@code agent} or {@code owner} for the time zone of that one, or an
 *     IANA name
 */
public record Window(
        @Size(max = 7) @Nullable List<DayOfWeek> days,
        @NotNull
                @Pattern(
                        regexp = "^(?:[01]\\d|2[0-3]):[0-5]\\d$",
                        message = "must be a time of day, such as 09:00")
                String from,
        @NotNull
                @Pattern(
                        regexp = "^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$",
                        message = "must be a time of day, such as 17:30, or 24:00")
                String to,
        @NotNull @WindowZone String timezone)
        implements OpeningHours {
    /** If the only day of a week is skipped by the clock, the next opening is in the week after. */
    private static final int DAYS_AHEAD = 15;

    /**
     * Binds JSON to a window.
     *
     * @param errors gets all faults
     * @param path the name of the field in them
     * @return empty if there was a fault
     */
    public static Optional<Window> parse(JsonNode json, List<InputError> errors, String path) {
        if (!json.isObject()) {
            errors.add(new InputError(path, "wrong_type", path + " must be an object."));
            return Optional.empty();
        }
        try {
            return Optional.of(Input.bind(Window.class, json));
        } catch (Problem e) {
            for (InputError error : e.errors()) {
                boolean starts = error.message().startsWith(error.field());
                String message = starts ? path + "." + error.message() : error.message();
                errors.add(new InputError(path + "." + error.field(), error.code(), message));
            }
            return Optional.empty();
        }
    }

    /**
     * The time zone in which the window counts.
     *
     * @param named gives the time zone of {@code lead}, {@code agent} or {@code owner}
     */
    public ZoneId zone(Function<String, ZoneId> named) {
        return WindowZone.NAMED.contains(timezone) ? named.apply(timezone) : ZoneId.of(timezone);
    }

    @Override
    public Instant openingAtOrAfter(Instant at, ZoneId zone) {
        return isOpen(at, zone)
                ? at
                : openings(at, zone).stream()
                        .filter(opening -> opening.isAfter(at) && isOpen(opening, zone))
                        .min(Instant::compareTo)
                        .orElseThrow();
    }

    /** Whether the clock in this zone shows a time within the window. */
    boolean isOpen(Instant at, ZoneId zone) {
        LocalDateTime local = LocalDateTime.ofInstant(at, zone);
        LocalTime time = local.toLocalTime();
        LocalTime first = LocalTime.parse(from);
        LocalTime end = end();
        boolean spansMidnight = !first.isBefore(end);
        if (!time.isBefore(first)) {
            return isDay(local.toLocalDate()) && (spansMidnight || time.isBefore(end));
        }
        return spansMidnight && time.isBefore(end) && isDay(local.toLocalDate().minusDays(1));
    }

    private LocalTime end() {
        return to.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(to);
    }

    private boolean isDay(LocalDate day) {
        return days == null || days.isEmpty() || days.contains(day.getDayOfWeek());
    }

    /** Each instant at which it may open: at {@code from}, or where the clock is changed. */
    private List<Instant> openings(Instant at, ZoneId zone) {
        List<Instant> openings = new ArrayList<>();
        ZoneRules rules = zone.getRules();
        LocalDate today = LocalDate.ofInstant(at, zone);
        for (int ahead = -1; ahead <= DAYS_AHEAD; ahead++) {
            LocalDateTime start = today.plusDays(ahead).atTime(LocalTime.parse(from));
            for (ZoneOffset offset : rules.getValidOffsets(start)) {
                openings.add(start.toInstant(offset));
            }
        }
        Instant last = openings.getLast();
        ZoneOffsetTransition change = rules.nextTransition(at);
        while (change != null && !change.getInstant().isAfter(last)) {
            openings.add(change.getInstant());
            change = rules.nextTransition(change.getInstant());
        }
        return openings;
    }
}
