package com.techbro24.crm.notifications;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalTime;

/**
 * When an agent is not to be disturbed, on the wall clock of its timezone; {@code from} after
 * {@code to} goes over midnight, and the two being equal means the whole day.
 */
public record QuietHours(
        @NotNull @Pattern(regexp = TIME, message = "must be a time of day, such as 22:00")
                String from,
        @NotNull @Pattern(regexp = TIME, message = "must be a time of day, such as 22:00")
                String to) {
    private static final String TIME = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    boolean has(LocalTime time) {
        LocalTime first = LocalTime.parse(from);
        LocalTime last = LocalTime.parse(to);
        return first.isBefore(last)
                ? !time.isBefore(first) && time.isBefore(last)
                : !time.isBefore(first) || time.isBefore(last);
    }
}
