package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When people are reached: outgoing calls by weekday and hour of the asked time zone.
 *
 * @param hours those with calls, from Monday at midnight on
 * @param best up to five hours with at least 30 calls, best first
 */
public record HoursReport(Range range, Whose scope, AsOf asOf, List<Hour> hours, List<Hour> best) {
    private static final int ATTEMPTS_MIN = 30;
    private static final int BEST_MAX = 5;

    /** How many calls weigh as much as the rate of all hours. */
    private static final int PRIOR = 50;

    /**
     * An hour of a weekday.
     *
     * @param weekday the day of the week
     * @param hour the hour of the day, 0 to 23
     * @param attempts outgoing calls
     * @param contacts those in which the lead was reached
     * @param reachRate contacts ÷ attempts
     * @param steadyRate the same, moved towards the rate of all hours where attempts are few
     */
    public record Hour(
            DayOfWeek weekday,
            int hour,
            long attempts,
            long contacts,
            @Nullable BigDecimal reachRate,
            BigDecimal steadyRate) {}

    static HoursReport of(Facts facts, Period period, Scope scope, CallFilter filter, Instant now) {
        Days days = new Days(period);
        LocalSeconds clock = new LocalSeconds(period.zone());
        Tally[] tallies = Tally.several(7 * 24);
        new Counting(facts, now)
                .calls(
                        period,
                        scope,
                        filter,
                        (first, other, second) ->
                                tallies[
                                        days.weekday(second) * 24
                                                + LocalSeconds.hour(clock.of(second))]
                                        .addCall(first, other));
        Tally sum = Tally.sum(List.of(tallies));
        double mean = sum.outbound == 0 ? 0 : (double) sum.outboundContacts / sum.outbound;
        List<Hour> hours = new ArrayList<>();
        for (int index = 0; index < tallies.length; index++) {
            Tally tally = tallies[index];
            if (tally.outbound > 0) {
                double steady = (tally.outboundContacts + PRIOR * mean) / (tally.outbound + PRIOR);
                hours.add(
                        new Hour(
                                DayOfWeek.of(index / 24 + 1),
                                index % 24,
                                tally.outbound,
                                tally.outboundContacts,
                                Rates.rate(tally.outboundContacts, tally.outbound),
                                Chain.rounded(steady, 4)));
            }
        }
        return new HoursReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                hours,
                hours.stream()
                        .filter(hour -> hour.attempts() >= ATTEMPTS_MIN)
                        .sorted(Comparator.comparing(Hour::steadyRate).reversed())
                        .limit(BEST_MAX)
                        .toList());
    }
}
