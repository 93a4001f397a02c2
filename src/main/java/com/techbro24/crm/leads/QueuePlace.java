package com.techbro24.crm.leads;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a lead stands in the queue of those who wait for a call.
 *
 * @param lane as {@link QueueLane#key} writes it
 * @param order among those of its tier and lane; the lowest comes first. In the tiers that wait for
 *     a time it is that time in milliseconds
 */
public record QueuePlace(Tier tier, String lane, long order) {
    /** What a lead waits for; an earlier tier comes first. */
    public enum Tier {
        /** A time that was agreed. */
        CALLBACK,
        /** Its first call. */
        FIRST_CALL,
        /** Another try, since nobody was reached. */
        RETRY
    }

    /** More milliseconds than any year before 2100 has. */
    private static final long TIMES = 1L << 42;

    private static final int PRIORITIES = LeadPriority.values().length;

    /** The place of the lead; null where it waits for no call. */
    static @Nullable QueuePlace of(Lead lead) {
        boolean callable = !lead.isDeleted() && !lead.doNotCall() && lead.phoneE164() != null;
        LeadCategory category = lead.status().category();
        if (!callable || category == LeadCategory.WON || category == LeadCategory.LOST) {
            return null;
        }
        String zone = CallingZone.key(lead.timezone(), lead.phoneE164());
        String lane = new QueueLane(zone, lead.requiredSkills()).key();
        Instant followUp = lead.nextFollowUpAt();
        boolean untried = lead.status() == LeadStatus.NEW && lead.callAttempts() == 0;
        if (followUp != null) {
            boolean inVain = !untried && isUnreached(lead.status());
            return new QueuePlace(
                    inVain ? Tier.RETRY : Tier.CALLBACK, lane, followUp.toEpochMilli());
        }
        return untried ? new QueuePlace(Tier.FIRST_CALL, lane, merit(lead)) : null;
    }

    private static boolean isUnreached(LeadStatus status) {
        return status == LeadStatus.NEW || status == LeadStatus.ATTEMPTED;
    }

    /** By score, then by priority, then by age: one number that grows as the lead matters less. */
    private static long merit(Lead lead) {
        long worse =
                (long) (LeadFields.SCORE_MAX - lead.score()) * PRIORITIES
                        + (PRIORITIES - 1 - lead.priority().ordinal());
        long born = Math.clamp(lead.createdAt().toEpochMilli(), 0, TIMES - 1);
        return worse * TIMES + born;
    }
}
