package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The averages of a team, where at least three agents share in them: of fewer, an agent could
 * compute the figures of a colleague. Rates are those of all sums together.
 *
 * @param agents how many agents did something
 * @param calls the mean per agent, as all other numbers that are not rates
 * @param contacts calls in which the lead was reached
 * @param sales calls that were sales
 * @param conversions leads that were won
 * @param talkSeconds the talk time
 * @param contactRate contacts ÷ calls
 * @param reachRate contacts of outgoing calls ÷ outgoing calls
 * @param successRate successes ÷ contacts
 * @param saleRate sales ÷ contacts
 * @param winRate leads won ÷ leads won or lost
 * @param followUpRate follow-ups kept ÷ follow-ups
 * @param occupancy the time on calls and in wrap-up ÷ the time at work
 * @param averageTalkSeconds the mean talk time of a call
 */
public record TeamAverages(
        @Nullable String team,
        int agents,
        @Nullable BigDecimal calls,
        @Nullable BigDecimal contacts,
        @Nullable BigDecimal sales,
        @Nullable BigDecimal conversions,
        @Nullable BigDecimal talkSeconds,
        @Nullable BigDecimal contactRate,
        @Nullable BigDecimal reachRate,
        @Nullable BigDecimal successRate,
        @Nullable BigDecimal saleRate,
        @Nullable BigDecimal winRate,
        @Nullable BigDecimal followUpRate,
        @Nullable BigDecimal occupancy,
        @Nullable BigDecimal averageTalkSeconds) {
    static final int AGENTS_MIN = 3;

    /** Null where fewer than three agents share in them. */
    static @Nullable TeamAverages of(@Nullable String team, List<Tally> agents) {
        List<Tally> busy = agents.stream().filter(tally -> !tally.isIdle()).toList();
        int size = busy.size();
        if (size < AGENTS_MIN) {
            return null;
        }
        Tally sums = Tally.sum(busy);
        Figures figures = Figures.of(sums);
        return new TeamAverages(
                team,
                size,
                Rates.mean(sums.calls, size),
                Rates.mean(sums.contacts, size),
                Rates.mean(sums.sales, size),
                Rates.mean(sums.conversions, size),
                Rates.mean(sums.talkSeconds, size),
                figures.ofCalls().contactRate(),
                figures.ofCalls().reachRate(),
                figures.ofCalls().successRate(),
                figures.ofCalls().saleRate(),
                figures.winRate(),
                figures.ofFollowUps().followUpRate(),
                figures.occupancy(),
                figures.ofCalls().averageTalkSeconds());
    }
}
