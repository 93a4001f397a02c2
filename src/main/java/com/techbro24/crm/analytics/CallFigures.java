package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The figures of calls. Calls are those that were started and not deleted, by their start.
 *
 * @param calls calls that were started
 * @param inboundCalls incoming calls
 * @param outboundCalls outgoing calls
 * @param missedCalls incoming calls that nobody answered
 * @param contacts calls in which the lead was reached, by the rule of the outcome at that time
 * @param contactRate contacts ÷ calls
 * @param reachRate contacts of outgoing calls ÷ outgoing calls
 * @param completedCalls calls with the status completed
 * @param completionRate completedCalls ÷ calls
 * @param successes calls with the outcome interested or sale
 * @param successRate successes ÷ contacts
 * @param sales calls that were sales, by the rule of the outcome at that time
 * @param saleRate sales ÷ contacts
 * @param answeredCalls calls that were answered
 * @param talkSeconds the sum of all talk times
 * @param averageTalkSeconds talkSeconds ÷ answered calls with a known talk time
 * @param unknownTalk answered calls whose talk time is not known, or not yet
 * @param wrapUpSeconds the sum of all wrap-up times
 */
public record CallFigures(
        long calls,
        long inboundCalls,
        long outboundCalls,
        long missedCalls,
        long contacts,
        @Nullable BigDecimal contactRate,
        @Nullable BigDecimal reachRate,
        long completedCalls,
        @Nullable BigDecimal completionRate,
        long successes,
        @Nullable BigDecimal successRate,
        long sales,
        @Nullable BigDecimal saleRate,
        long answeredCalls,
        long talkSeconds,
        @Nullable BigDecimal averageTalkSeconds,
        long unknownTalk,
        long wrapUpSeconds) {
    static CallFigures of(Tally sums) {
        return new CallFigures(
                sums.calls,
                sums.calls - sums.outbound,
                sums.outbound,
                sums.missed,
                sums.contacts,
                Rates.rate(sums.contacts, sums.calls),
                Rates.rate(sums.outboundContacts, sums.outbound),
                sums.completed,
                Rates.rate(sums.completed, sums.calls),
                sums.successes,
                Rates.rate(sums.successes, sums.contacts),
                sums.sales,
                Rates.rate(sums.sales, sums.contacts),
                sums.answered,
                sums.talkSeconds,
                Rates.mean(sums.talkSeconds, sums.talkKnown),
                sums.answered - sums.talkKnown,
                sums.wrapUpSeconds);
    }
}
