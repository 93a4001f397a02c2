package com.techbro24.crm.analytics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A figure of the last seven whole days beside that of the seven days before.
 *
 * @param now the figure of the last seven days
 * @param before the figure of the seven days before
 * @param change now - before
 * @param band how large a change must be to count, more than chance would bring about
 */
public record Trend(
        @Nullable BigDecimal now,
        @Nullable BigDecimal before,
        @Nullable BigDecimal change,
        BigDecimal band,
        Direction direction) {
    private static final int SAMPLE_MIN = 20;

    /** One-sided 95 % of a normal distribution. */
    private static final double SURE = 1.64;

    private static final double COUNT_BAND = 0.1;
    private static final double RATE_BAND = 0.02;
    private static final double SCORE_BAND = 3;

    /** Where a figure moves. */
    public enum Direction {
        UP,
        DOWN,
        FLAT,
        INSUFFICIENT
    }

    static Map<String, Trend> all(Tally now, Tally before) {
        Map<String, Trend> all = new LinkedHashMap<>();
        all.put("calls", count(now.calls, before.calls));
        all.put("contacts", count(now.contacts, before.contacts));
        all.put("conversions", count(now.conversions, before.conversions));
        all.put("contactRate", rate(now.contacts, now.calls, before.contacts, before.calls));
        all.put(
                "reachRate",
                rate(now.outboundContacts, now.outbound, before.outboundContacts, before.outbound));
        all.put(
                "successRate",
                rate(now.successes, now.contacts, before.successes, before.contacts));
        all.put(
                "winRate",
                rate(
                        now.conversions,
                        now.conversions + now.losses,
                        before.conversions,
                        before.conversions + before.losses));
        return all;
    }

    static Trend score(Score now, Score before) {
        BigDecimal band = BigDecimal.valueOf(SCORE_BAND);
        if (now.value() == null || before.value() == null) {
            return new Trend(now.value(), before.value(), null, band, Direction.INSUFFICIENT);
        }
        return of(now.value(), before.value(), band, now.lowSample() || before.lowSample());
    }

    private static Trend count(long now, long before) {
        double band = Math.max(COUNT_BAND * before, SURE * Math.sqrt(now + before));
        return of(
                BigDecimal.valueOf(now),
                BigDecimal.valueOf(before),
                BigDecimal.valueOf(band).setScale(1, RoundingMode.HALF_UP),
                now + before < SAMPLE_MIN);
    }

    private static Trend rate(long part, long whole, long partBefore, long wholeBefore) {
        if (whole == 0 || wholeBefore == 0) {
            return new Trend(
                    Rates.rate(part, whole),
                    Rates.rate(partBefore, wholeBefore),
                    null,
                    BigDecimal.valueOf(RATE_BAND),
                    Direction.INSUFFICIENT);
        }
        double pooled = (double) (part + partBefore) / (whole + wholeBefore);
        double error = Math.sqrt(pooled * (1 - pooled) * (1.0 / whole + 1.0 / wholeBefore));
        double band = Math.max(RATE_BAND, SURE * error);
        return of(
                Rates.exact(part, whole),
                Rates.exact(partBefore, wholeBefore),
                BigDecimal.valueOf(band).setScale(4, RoundingMode.HALF_UP),
                Math.min(whole, wholeBefore) < SAMPLE_MIN);
    }

    private static Trend of(BigDecimal now, BigDecimal before, BigDecimal band, boolean isSmall) {
        BigDecimal change = now.subtract(before);
        Direction direction =
                isSmall
                        ? Direction.INSUFFICIENT
                        : change.abs().compareTo(band) <= 0
                                ? Direction.FLAT
                                : change.signum() > 0 ? Direction.UP : Direction.DOWN;
        return new Trend(now, before, change, band, direction);
    }
}
