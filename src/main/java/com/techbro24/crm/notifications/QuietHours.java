package com.techbro24.crm.notifications;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalTime;

/**
 * The quiet hours of an agent, in local time of its timezone. If {@code from} is after {@code to},
 * they span midnight; if both are equal, they last the whole day.
 */
public record QuietHours(
        @NotNull @Pattern(regexp = TIME, message = "must be a time of day, such as 22:00")
                String from,
        @NotNull @Pattern(regexp = TIME, message = "must be a time of day, such as 22:00")
                String to) {
    private static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    boolean contains(LocalTime time) {
        LocalTime first = LocalTime.parse(from);
        LocalTime last = LocalTime.parse(to);
        return first.isBefore(last)
                ? !time.isBefore(first) && time.isBefore(last)
                : !time.isBefore(first) || time.isBefore(last);
    }
}
