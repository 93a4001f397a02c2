package com.techbro24.crm.integrations.telephony;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the legs of a call say of the call. It follows from the legs alone, so the order in which
 * they were told makes no difference.
 *
 * @param status the status of the call, as the commands of calls name it; null if they say nothing
 *     yet
 * @param leg the leg that decides
 * @param isUnclear whether the provider must be asked: something has ended, and what is missing may
 *     never be told
 */
record Verdict(@Nullable String status, @Nullable CallLeg leg, boolean isUnclear) {
    private static final Verdict NOTHING = new Verdict(null, null, false);
    private static final Verdict UNCLEAR = new Verdict(null, null, true);

    static Verdict of(boolean isOutbound, List<CallLeg> legs) {
        return isOutbound ? ofOutbound(legs) : ofInbound(legs);
    }

    /** The agent is rung first, then the lead: only the lead's leg is the call. */
    private static Verdict ofOutbound(List<CallLeg> legs) {
        Optional<CallLeg> lead = furthest(legs, Leg.LEAD);
        if (lead.isPresent()) {
            return new Verdict(
                    switch (lead.get().status()) {
                        case INITIATED -> null;
                        case RINGING -> "ringing";
                        case ANSWERED -> "in_progress";
                        case COMPLETED -> "completed";
                        case BUSY -> "busy";
                        case NO_ANSWER -> "no_answer";
                        case FAILED -> "failed";
                        case CANCELED -> "cancelled";
                    },
                    lead.get(),
                    false);
        }
        Optional<CallLeg> agent = furthest(legs, Leg.AGENT);
        if (agent.isEmpty() || !agent.get().status().isEnd()) {
            return NOTHING;
        }
        return switch (agent.get().status()) {
            // The agent answered; the leg of the lead may still be told.
            case COMPLETED -> UNCLEAR;
            case FAILED -> new Verdict("failed", agent.get(), false);
            default -> new Verdict("cancelled", agent.get(), false);
        };
    }

    /** The lead calls, and agents are rung: the one who answers makes it a conversation. */
    private static Verdict ofInbound(List<CallLeg> legs) {
        Optional<CallLeg> lead = furthest(legs, Leg.LEAD);
        List<CallLeg> agents = legs.stream().filter(each -> each.leg() == Leg.AGENT).toList();
        Optional<CallLeg> taken =
                agents.stream()
                        .filter(
                                each ->
                                        each.status() == LegStatus.ANSWERED
                                                || each.status() == LegStatus.COMPLETED)
                        .findFirst();
        boolean isOver = lead.isPresent() && lead.get().status().isEnd();
        if (taken.isPresent()) {
            boolean ended = isOver || taken.get().status() == LegStatus.COMPLETED;
            return new Verdict(ended ? "completed" : "in_progress", taken.get(), false);
        }
        if (!isOver) {
            return NOTHING;
        }
        boolean isOpen = agents.stream().anyMatch(each -> !each.status().isEnd());
        return isOpen ? UNCLEAR : new Verdict("missed", lead.get(), false);
    }

    private static Optional<CallLeg> furthest(List<CallLeg> legs, Leg leg) {
        return legs.stream()
                .filter(each -> each.leg() == leg)
                .max(Comparator.comparing(CallLeg::status));
    }

    /** The duration of the conversation; null if it is not known. */
    @Nullable Integer durationSeconds() {
        return leg == null ? null : leg.durationSeconds();
    }

    @Nullable Instant at() {
        return leg == null ? null : leg.answeredAt();
    }

    boolean isEnd() {
        return status != null && !status.equals("ringing") && !status.equals("in_progress");
    }
}
