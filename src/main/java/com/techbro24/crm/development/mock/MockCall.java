package com.techbro24.crm.development.mock;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.calls.CallDirection;
import com.techbro24.crm.calls.CallOutcome;
import com.techbro24.crm.calls.CallStatus;
import com.techbro24.crm.development.mock.MockLead.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The random result of a call: most are not answered, and few contacts buy.
 *
 * @param status the telephony status
 * @param outcome the outcome that the agent records; null for none
 * @param after the lead's stage after the call
 * @param retryAfter when the lead is called again, after the call's end; null for never
 * @param isPromised whether a callback time was agreed
 */
public record MockCall(
        String status,
        @Nullable String outcome,
        int ringSeconds,
        int talkSeconds,
        Stage after,
        @Nullable Duration retryAfter,
        boolean isPromised) {
    private static final int RING_SECONDS_MAX = 45;
    private static final int TALK_SECONDS_MAX = 3_600;

    /** Talk time is log-normal: the logarithm of its median, and its standard deviation. */
    private static final double TALK_MEDIAN_LOG = Math.log(140);

    private static final double TALK_SPREAD = 0.8;

    /** An outcome, its share of contacts in percent, and a factor for the talk time. */
    private record OutcomeShare(String outcome, int percent, double lengthFactor) {}

    private static final List<OutcomeShare> FIRST_CALLS =
            List.of(
                    new OutcomeShare("interested", 24, 1.6),
                    new OutcomeShare("callback_requested", 24, 0.5),
                    new OutcomeShare("not_interested", 34, 0.6),
                    new OutcomeShare("sale", 3, 2.4),
                    new OutcomeShare("language_barrier", 3, 0.4),
                    new OutcomeShare("dnc_request", 3, 0.3),
                    new OutcomeShare("other", 9, 0.8));
    private static final List<OutcomeShare> LATER_CALLS =
            List.of(
                    new OutcomeShare("interested", 34, 1.5),
                    new OutcomeShare("callback_requested", 22, 0.5),
                    new OutcomeShare("not_interested", 20, 0.8),
                    new OutcomeShare("sale", 16, 2.2),
                    new OutcomeShare("dnc_request", 1, 0.4),
                    new OutcomeShare("other", 7, 0.8));
    private static final List<OutcomeShare> LOST_LEAD_CALLS =
            List.of(
                    new OutcomeShare("not_interested", 70, 0.4),
                    new OutcomeShare("interested", 15, 1.4),
                    new OutcomeShare("other", 15, 0.8));
    private static final List<OutcomeShare> SOLD_LEAD_CALLS =
            List.of(new OutcomeShare("other", 100, 1.0));

    /**
     * The command that records it.
     *
     * @param callbackAt the promised callback time
     */
    CallCommand.Create toCommand(
            MockAgent agent,
            MockLead lead,
            boolean isInbound,
            Instant started,
            Instant ended,
            @Nullable Instant callbackAt) {
        return new CallCommand.Create(
                null,
                agent.caller.agent(),
                lead.id,
                isInbound ? CallDirection.INBOUND : CallDirection.OUTBOUND,
                lead.phone,
                EnumNames.get(CallStatus.class, status),
                outcome == null ? null : EnumNames.get(CallOutcome.class, outcome),
                null,
                started,
                ended,
                ringSeconds,
                talkSeconds,
                null,
                null,
                callbackAt,
                null,
                null);
    }

    static MockCall inbound(MockLead lead, Random random) {
        if (random.nextInt(100) < 30) {
            return notReached(
                    "missed", null, 12 + random.nextInt(20), 0, lead, Duration.ofMinutes(20));
        }
        return talk(lead, 2 + random.nextInt(12), random);
    }

    public static MockCall outbound(MockLead lead, boolean isPromised, Random random) {
        int reached = isPromised ? 58 : Math.max(16, 27 - lead.attempts);
        int ring = Math.min(RING_SECONDS_MAX, 4 + (int) (-13 * Math.log(1 - random.nextDouble())));
        if (random.nextInt(100) < reached) {
            return talk(lead, ring, random);
        }
        Duration retryAfter = Duration.ofMinutes(240 + random.nextInt(3 * 24 * 60));
        int kind = random.nextInt(100);
        if (kind < 55) {
            int fullRing = 24 + random.nextInt(RING_SECONDS_MAX - 24);
            return notReached("no_answer", null, fullRing, 0, lead, retryAfter);
        }
        if (kind < 63) {
            return notReached(
                    "busy", null, 3, 0, lead, Duration.ofMinutes(30 + random.nextInt(90)));
        }
        if (kind < 95) {
            return notReached(
                    "completed", "left_voicemail", 25, 15 + random.nextInt(40), lead, retryAfter);
        }
        if (kind < 98) {
            return notReached("failed", "disconnected", 2, 0, lead, retryAfter);
        }
        return notReached("completed", "wrong_number", ring, 8 + random.nextInt(20), lead, null);
    }

    private static MockCall notReached(
            String status,
            @Nullable String outcome,
            int ringSeconds,
            int talkSeconds,
            MockLead lead,
            @Nullable Duration retryAfter) {
        boolean missed = status.equals("missed");
        return new MockCall(
                status, outcome, ringSeconds, talkSeconds, lead.stage, retryAfter, missed);
    }

    private static MockCall talk(MockLead lead, int ringSeconds, Random random) {
        List<OutcomeShare> shares =
                switch (lead.stage) {
                    case NEW -> FIRST_CALLS;
                    case WARM, INTERESTED, NEGOTIATING -> LATER_CALLS;
                    case LOST -> LOST_LEAD_CALLS;
                    case SOLD -> SOLD_LEAD_CALLS;
                };
        OutcomeShare share = pick(shares, random);
        double length = Math.exp(TALK_MEDIAN_LOG + TALK_SPREAD * random.nextGaussian());
        int talk = Math.clamp((int) (length * share.lengthFactor()), 6, TALK_SECONDS_MAX);
        Duration days = Duration.ofDays(1 + random.nextInt(6));
        Duration months = Duration.ofDays(40 + random.nextInt(80));
        return switch (share.outcome()) {
            case "interested" ->
                    reached(
                            share,
                            ringSeconds,
                            talk,
                            Stage.INTERESTED,
                            days,
                            random.nextInt(10) < 6);
            case "callback_requested" -> reached(share, ringSeconds, talk, Stage.WARM, days, true);
            case "dnc_request" -> reached(share, ringSeconds, talk, Stage.LOST, null, false);
            case "sale" -> reached(share, ringSeconds, talk, Stage.SOLD, months, false);
            case "not_interested" -> reached(share, ringSeconds, talk, Stage.LOST, months, false);
            default -> {
                Stage after = lead.stage == Stage.NEW ? Stage.WARM : lead.stage;
                yield reached(share, ringSeconds, talk, after, months, false);
            }
        };
    }

    private static MockCall reached(
            OutcomeShare share,
            int ringSeconds,
            int talkSeconds,
            Stage after,
            @Nullable Duration retryAfter,
            boolean isPromised) {
        return new MockCall(
                "completed",
                share.outcome(),
                ringSeconds,
                talkSeconds,
                after,
                retryAfter,
                isPromised);
    }

    private static OutcomeShare pick(List<OutcomeShare> shares, Random random) {
        int at = random.nextInt(shares.stream().mapToInt(OutcomeShare::percent).sum());
        for (OutcomeShare share : shares) {
            at -= share.percent();
            if (at < 0) {
                return share;
            }
        }
        return shares.getLast();
    }
}
