package com.techbro24.crm.analytics;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The period that was counted.
 *
 * @param to the end, exclusive
 * @param firstDay the first day of the period
 * @param lastDay the last day that has a part of the period
 */
public record Range(
        Instant from, Instant to, LocalDate firstDay, LocalDate lastDay, String timezone) {
    static Range of(Period period) {
        return new Range(
                period.fromInstant(),
                period.toInstant(),
                period.firstDay(),
                period.endDay().minusDays(1),
                period.zone().getId());
    }
}
