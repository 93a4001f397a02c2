package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast new leads are called: from a lead's creation to the start of the first outgoing call.
 */
public record SpeedReport(Range range, Whose scope, AsOf asOf, Figures figures, List<Day> daily) {
    private static final int MINUTE = 60;

    /**
     * The leads created in a period, for their agents of today.
     *
     * @param leads how many were created
     * @param called how many have been called
     * @param uncalled how many nobody has called yet
     * @param within5Minutes how many were called within five minutes, also before their creation
     * @param within15Minutes how many were called within 15 minutes
     * @param within1Hour how many were called within an hour
     * @param within15MinutesRate within15Minutes ÷ leads
     * @param medianSeconds the median by nearest rank; leads nobody has called wait without end;
     *     null where the median lead has not been called
     */
    public record Figures(
            long leads,
            long called,
            long uncalled,
            long within5Minutes,
            long within15Minutes,
            long within1Hour,
            @Nullable BigDecimal within15MinutesRate,
            @Nullable Long medianSeconds) {}

    /** The leads created on a day. */
    public record Day(LocalDate date, Figures figures) {}

    /** The sums of a group of leads. */
    private static final class Sums {
        private long called;
        private long within5;
        private long within15;
        private long within60;
        private final Percentiles waits = new Percentiles();

        private void add(long created, long attempted) {
            if (attempted == LeadFacts.NEVER) {
                waits.add(LeadFacts.NEVER);
                return;
            }
            long wait = Math.max(0, attempted - created);
            waits.add(wait);
            called++;
            within5 += wait <= 5 * MINUTE ? 1 : 0;
            within15 += wait <= 15 * MINUTE ? 1 : 0;
            within60 += wait <= 60 * MINUTE ? 1 : 0;
        }

        private Figures figures() {
            Long median = waits.of(50);
            boolean isEndless = median == null || median == LeadFacts.NEVER;
            return new Figures(
                    waits.size(),
                    called,
                    waits.size() - called,
                    within5,
                    within15,
                    within60,
                    Rates.rate(within15, waits.size()),
                    isEndless ? null : median);
        }
    }

    static SpeedReport of(Facts facts, Period period, Scope scope, Instant now) {
        Days days = new Days(period);
        Sums whole = new Sums();
        Sums[] sums = new Sums[days.size()];
        for (int index = 0; index < sums.length; index++) {
            sums[index] = new Sums();
        }
        LeadFacts leads = facts.leads();
        for (int lead = 1; lead <= leads.size(); lead++) {
            long created = leads.created(lead);
            if (period.has(created) && !leads.isDeleted(lead) && scope.hasNow(leads.agent(lead))) {
                whole.add(created, leads.firstAttempt(lead));
                sums[days.of(created)].add(created, leads.firstAttempt(lead));
            }
        }
        List<Day> daily = new ArrayList<>();
        for (int index = 0; index < sums.length; index++) {
            daily.add(new Day(days.date(index), sums[index].figures()));
        }
        return new SpeedReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                whole.figures(),
                daily);
    }
}
