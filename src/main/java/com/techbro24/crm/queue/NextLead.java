package com.techbro24.crm.queue;

import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.QueuePlace;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The next lead to call, or why there is none.
 *
 * @param lead null if there is none to call now
 * @param reason why it is next; null without a lead
 * @param claim the caller's claim on the lead; null if it is not claimed
 * @param waiting the leads that cannot be handed out now; null with a lead
 * @param retryAt when one of these may become available; null with a lead, or if time alone changes
 *     nothing
 */
public record NextLead(
        @Nullable Lead lead,
        QueuePlace.@Nullable Tier reason,
        @Nullable Claim claim,
        @Nullable Waiting waiting,
        @Nullable Instant retryAt) {
    /**
     * The claim that reserves the lead for the caller.
     *
     * @param until when the claim expires, unless a call has started
     */
    public record Claim(Instant until) {}

    /**
     * The caller's queued leads and the unassigned ones, by what prevents a call now. All zero:
     * none is left. Each lead counts once, in the first group that fits; the last two groups are
     * those of other agents. Of a long queue, only a part is counted.
     *
     * @param overCapacity unassigned, but the caller has as many open leads as it may have, or
     *     agents get no unassigned leads
     * @param otherSkills unassigned, but they require skills that the caller does not have
     * @param notDueYet with a follow-up or retry in the future
     * @param outsideCallingHours due, but outside the calling hours of the lead
     * @param inCalls in an open call
     * @param heldByOthers from the pool, reserved for other agents
     */
    public record Waiting(
            int overCapacity,
            int otherSkills,
            int notDueYet,
            int outsideCallingHours,
            int inCalls,
            int heldByOthers) {}

    static NextLead of(Lead lead, QueuePlace.Tier reason, @Nullable Instant claimedUntil) {
        Claim claim = claimedUntil == null ? null : new Claim(claimedUntil);
        return new NextLead(lead, reason, claim, null, null);
    }

    static NextLead none(Waiting waiting, Optional<Instant> retryAt) {
        return new NextLead(null, null, null, waiting, retryAt.orElse(null));
    }
}
