package com.techbro24.crm.leads;

import com.techbro24.crm.base.Growing;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The position of a lead in the call queue.
 *
 * @param lane in the form of {@link QueueLane#key}
 * @param order the position within tier and lane, lowest first; in timed tiers, the due time in
 *     milliseconds
 */
public record QueuePlace(Tier tier, String lane, long order) {
    /** Why a lead is in the queue; earlier tiers come first. */
    @Growing
    public enum Tier {
        /** A promised callback. */
        CALLBACK(0),
        /** Its first call. */
        FIRST_CALL(1),
        /** Another attempt, because nobody was reached. */
        RETRY(2);

        private final int number;

        Tier(int number) {
            this.number = number;
        }

        /** Its number in the database; it never changes. */
        public int number() {
            return number;
        }

        public static Tier numbered(int number) {
            return Stream.of(values())
                    .filter(tier -> tier.number == number)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Above every time in milliseconds before the year 2100. */
    private static final long TIMES = 1L << 42;

    /** The position of the lead; null if it is not queued. */
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
            boolean retry = !untried && isNotReached(lead.status());
            return new QueuePlace(
                    retry ? Tier.RETRY : Tier.CALLBACK, lane, followUp.toEpochMilli());
        }
        return untried ? new QueuePlace(Tier.FIRST_CALL, lane, rank(lead)) : null;
    }

    private static boolean isNotReached(LeadStatus status) {
        return status == LeadStatus.NEW || status == LeadStatus.ATTEMPTED;
    }

    /** Orders by score, then priority, then age, encoded in one number; lower comes first. */
    private static long rank(Lead lead) {
        long worse =
                (long) (LeadFields.SCORE_MAX - lead.score()) * (LeadPriority.RANK_MAX + 1)
                        + (LeadPriority.RANK_MAX - lead.priority().rank());
        long created = Math.clamp(lead.createdAt().toEpochMilli(), 0, TIMES - 1);
        return worse * TIMES + created;
    }
}
