package com.techbro24.crm.development.mock;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.calls.CallDirection;
import com.techbro24.crm.calls.CallOutcome;
import com.techbro24.crm.calls.CallStatus;
import com.techbro24.crm.development.mock.MockLead.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How a call went, drawn by what is likely: most ring in vain, few who are reached buy.
 *
 * @param status telephony's word
 * @param outcome the outcome that the agent records; null for none
 * @param after how the lead stands then
 * @param again after what time the lead is to be called again; null for never
 * @param isPromised whether a callback time was agreed
 */
public record MockCall(
        String status,
        @Nullable String outcome,
        int ringSeconds,
        int talkSeconds,
        Standing after,
        @Nullable Duration again,
        boolean isPromised) {
    private static final int RING_SECONDS_MAX = 45;
    private static final int TALK_SECONDS_MAX = 3_600;

    /** The logarithm of what is talked as often longer as shorter, and how far it scatters. */
    private static final double TALK_MEDIAN_LOG = Math.log(140);

    private static final double TALK_SPREAD = 0.8;

    /** An outcome, how often it comes in a hundred talks, and how long they are beside others. */
    private record Share(String outcome, int percent, double length) {}

    private static final List<Share> FIRST_TALKS =
            List.of(
                    new Share("interested", 24, 1.6),
                    new Share("callback_requested", 24, 0.5),
                    new Share("not_interested", 34, 0.6),
                    new Share("sale", 3, 2.4),
                    new Share("language_barrier", 3, 0.4),
                    new Share("dnc_request", 3, 0.3),
                    new Share("other", 9, 0.8));
    private static final List<Share> LATER_TALKS =
            List.of(
                    new Share("interested", 34, 1.5),
                    new Share("callback_requested", 22, 0.5),
                    new Share("not_interested", 20, 0.8),
                    new Share("sale", 16, 2.2),
                    new Share("dnc_request", 1, 0.4),
                    new Share("other", 7, 0.8));
    private static final List<Share> LOST_TALKS =
            List.of(
                    new Share("not_interested", 70, 0.4),
                    new Share("interested", 15, 1.4),
                    new Share("other", 15, 0.8));
    private static final List<Share> SOLD_TALKS = List.of(new Share("other", 100, 1.0));

    /**
     * How it is noted down.
     *
     * @param callbackAt the time that the lead was told
     */
    CallCommand.Create noted(
            MockAgent agent,
            MockLead lead,
            boolean isInbound,
            Instant began,
            Instant over,
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
                began,
                over,
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
            return inVain("missed", null, 12 + random.nextInt(20), 0, lead, Duration.ofMinutes(20));
        }
        return talk(lead, 2 + random.nextInt(12), random);
    }

    public static MockCall outbound(MockLead lead, boolean isPromised, Random random) {
        int reached = isPromised ? 58 : Math.max(16, 27 - lead.attempts);
        int ring = Math.min(RING_SECONDS_MAX, 4 + (int) (-13 * Math.log(1 - random.nextDouble())));
        if (random.nextInt(100) < reached) {
            return talk(lead, ring, random);
        }
        Duration again = Duration.ofMinutes(240 + random.nextInt(3 * 24 * 60));
        int kind = random.nextInt(100);
        if (kind < 55) {
            int whole = 24 + random.nextInt(RING_SECONDS_MAX - 24);
            return inVain("no_answer", null, whole, 0, lead, again);
        }
        if (kind < 63) {
            return inVain("busy", null, 3, 0, lead, Duration.ofMinutes(30 + random.nextInt(90)));
        }
        if (kind < 95) {
            return inVain("completed", "left_voicemail", 25, 15 + random.nextInt(40), lead, again);
        }
        if (kind < 98) {
            return inVain("failed", "disconnected", 2, 0, lead, again);
        }
        return inVain("completed", "wrong_number", ring, 8 + random.nextInt(20), lead, null);
    }

    private static MockCall inVain(
            String status,
            @Nullable String outcome,
            int ringSeconds,
            int talkSeconds,
            MockLead lead,
            @Nullable Duration again) {
        boolean missed = status.equals("missed");
        return new MockCall(
                status, outcome, ringSeconds, talkSeconds, lead.standing, again, missed);
    }

    private static MockCall talk(MockLead lead, int ringSeconds, Random random) {
        List<Share> shares =
                switch (lead.standing) {
                    case FRESH -> FIRST_TALKS;
                    case WARM, KEEN, BARGAINING -> LATER_TALKS;
                    case LOST -> LOST_TALKS;
                    case SOLD -> SOLD_TALKS;
                };
        Share share = pick(shares, random);
        double length = Math.exp(TALK_MEDIAN_LOG + TALK_SPREAD * random.nextGaussian());
        int talk = Math.clamp((int) (length * share.length()), 6, TALK_SECONDS_MAX);
        Duration days = Duration.ofDays(1 + random.nextInt(6));
        Duration months = Duration.ofDays(40 + random.nextInt(80));
        return switch (share.outcome()) {
            case "interested" ->
                    reached(share, ringSeconds, talk, Standing.KEEN, days, random.nextInt(10) < 6);
            case "callback_requested" ->
                    reached(share, ringSeconds, talk, Standing.WARM, days, true);
            case "dnc_request" -> reached(share, ringSeconds, talk, Standing.LOST, null, false);
            case "sale" -> reached(share, ringSeconds, talk, Standing.SOLD, months, false);
            case "not_interested" ->
                    reached(share, ringSeconds, talk, Standing.LOST, months, false);
            default -> {
                Standing after = lead.standing == Standing.FRESH ? Standing.WARM : lead.standing;
                yield reached(share, ringSeconds, talk, after, months, false);
            }
        };
    }

    private static MockCall reached(
            Share share,
            int ringSeconds,
            int talkSeconds,
            Standing after,
            @Nullable Duration again,
            boolean isPromised) {
        return new MockCall(
                "completed", share.outcome(), ringSeconds, talkSeconds, after, again, isPromised);
    }

    private static Share pick(List<Share> shares, Random random) {
        int at = random.nextInt(shares.stream().mapToInt(Share::percent).sum());
        for (Share share : shares) {
            at -= share.percent();
            if (at < 0) {
                return share;
            }
        }
        return shares.getLast();
    }
}
