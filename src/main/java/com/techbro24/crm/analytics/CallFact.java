package com.techbro24.crm.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.base.EnumNames;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call as two longs. The first holds the second of its time, its agent and its words, the other
 * one its durations and its lead.
 */
final class CallFact {
    /** Seconds since 1900, in 34 bits: until 2444. Other times count at the nearest end. */
    private static final long EPOCH = -2_208_988_800L;

    private static final long SECOND_MAX = (1L << 34) - 1;

    /** Six days; the longest talk time of a call is a day. */
    private static final int SECONDS_MAX = (1 << 19) - 2;

    private static final int UNKNOWN = (1 << 19) - 1;
    private static final int LEAD_MASK = (1 << 26) - 1;

    private CallFact() {}

    /**
     * What a call counts by.
     *
     * @param agent its agent's number; 0 for nobody's
     * @param lead its lead's number; 0 for none
     */
    record Row(
            int agent,
            int lead,
            CallWay way,
            CallState state,
            @Nullable CallResult result,
            Instant at,
            boolean started,
            boolean answered,
            boolean contact,
            boolean sale,
            @Nullable Integer talkSeconds,
            @Nullable Integer wrapUpSeconds) {
        long second() {
            return Math.floorDiv(at.toEpochMilli(), 1_000L);
        }

        long first() {
            return placed(second()) << 30
                    | (long) agent << 14
                    | bit(way == CallWay.OUTBOUND) << 13
                    | bit(started) << 12
                    | bit(answered) << 11
                    | bit(contact) << 10
                    | bit(sale) << 9
                    | (long) state.ordinal() << 5
                    | (result == null ? 0 : result.ordinal() + 1);
        }

        long other() {
            long talk = talkSeconds == null ? UNKNOWN : Math.min(talkSeconds, SECONDS_MAX);
            long wrapUp = wrapUpSeconds == null ? 0 : Math.min(wrapUpSeconds, SECONDS_MAX);
            return talk << 45 | wrapUp << 26 | (lead & LEAD_MASK);
        }

        /** Whether it is an attempt to reach its lead. */
        boolean isAttempt() {
            return lead != 0 && started && way == CallWay.OUTBOUND;
        }
    }

    /** The call of a row of the log. */
    static Row read(JsonNode row, int agent, int lead) {
        String started = row.path("startedAt").textValue();
        String scheduled = row.path("scheduledAt").textValue();
        String created = row.path("createdAt").textValue();
        String result = row.path("outcome").textValue();
        return new Row(
                agent,
                lead,
                EnumNames.get(CallWay.class, row.path("direction").textValue()),
                EnumNames.get(CallState.class, row.path("status").textValue()),
                result == null ? null : EnumNames.get(CallResult.class, result),
                Instant.parse(started != null ? started : scheduled != null ? scheduled : created),
                started != null,
                row.path("answeredAt").isTextual(),
                row.path("contact").booleanValue(),
                row.path("sale").booleanValue(),
                number(row.path("durationSeconds")),
                number(row.path("wrapUpSeconds")));
    }

    private static @Nullable Integer number(JsonNode node) {
        return node.isNumber() ? (Integer) node.intValue() : null;
    }

    private static long placed(long second) {
        return Math.clamp(second - EPOCH, 0, SECOND_MAX);
    }

    private static long bit(boolean set) {
        return set ? 1 : 0;
    }

    static long second(long first) {
        return (first >>> 30) + EPOCH;
    }

    static int agent(long first) {
        return (int) (first >>> 14) & 0xffff;
    }

    static boolean isOutbound(long first) {
        return (first & 1 << 13) != 0;
    }

    static boolean isStarted(long first) {
        return (first & 1 << 12) != 0;
    }

    static boolean isAnswered(long first) {
        return (first & 1 << 11) != 0;
    }

    static boolean isContact(long first) {
        return (first & 1 << 10) != 0;
    }

    static boolean isSale(long first) {
        return (first & 1 << 9) != 0;
    }

    static int state(long first) {
        return (int) (first >>> 5) & 0xf;
    }

    /** The outcome's ordinal plus one; 0 for none. */
    static int result(long first) {
        return (int) first & 0x1f;
    }

    /** The talk time; -1 for an unknown one. */
    static int talkSeconds(long other) {
        int talk = (int) (other >>> 45);
        return talk == UNKNOWN ? -1 : talk;
    }

    static int wrapUpSeconds(long other) {
        return (int) (other >>> 26) & UNKNOWN;
    }

    static int lead(long other) {
        return (int) other & LEAD_MASK;
    }
}
