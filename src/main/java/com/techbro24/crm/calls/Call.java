package com.techbro24.crm.calls;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.Lead;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One telephone call.
 *
 * @param agentId whose call it is; null for one that came in for nobody
 * @param leadId with whom; null where the number is no lead's
 * @param startedAt when it began to ring or was dialled
 * @param answeredAt when someone picked up
 * @param durationSeconds of talk
 * @param wrapUpSeconds from its end until its agent was done with it
 * @param callbackAt when the other side wants to be called again
 * @param contact whether the lead was spoken to, as the outcome's rule said when it was set
 * @param sale whether it sold, likewise
 * @param endReason why the program ended it; null where somebody else did
 * @param override the calling rules that a manager set aside for it; null for none
 * @param providerCallId what the telephony provider calls it; unique for each provider
 */
public record Call(
        String id,
        int version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt,
        @Nullable String agentId,
        @Nullable String leadId,
        CallDirection direction,
        @Nullable String phone,
        CallStatus status,
        @Nullable CallOutcome outcome,
        @Nullable Instant scheduledAt,
        @Nullable Instant startedAt,
        @Nullable Instant answeredAt,
        @Nullable Instant endedAt,
        @Nullable Integer ringSeconds,
        @Nullable Integer durationSeconds,
        @Nullable Integer wrapUpSeconds,
        @Nullable String notes,
        @Example("\"https://example.com/recordings/17\"") @Nullable String recordingUrl,
        @Nullable Instant callbackAt,
        boolean contact,
        boolean sale,
        @Nullable String endReason,
        @Nullable CallOverride override,
        @Example("\"sipgate\"") @Nullable String provider,
        @Nullable String providerCallId)
        implements Entity {
    /** What the log and problems call it. */
    public static final String TYPE = "call";

    @Override
    public @Nullable Subject subject() {
        return Subject.of(Lead.TYPE, leadId);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** When it takes or took place, as far as is known. */
    public Instant at() {
        if (startedAt != null) {
            return startedAt;
        }
        return scheduledAt == null ? createdAt : scheduledAt;
    }

    /** Whether it occupies its agent: one that only rings at the agent's does not yet. */
    public boolean active() {
        return deletedAt == null
                && (status == CallStatus.IN_PROGRESS
                        || status == CallStatus.RINGING && direction == CallDirection.OUTBOUND);
    }

    /** Whether its end must still be reported. */
    public boolean open() {
        return deletedAt == null && status.isOpen();
    }

    /** Whether it is the call that the provider means. */
    boolean isOf(@Nullable String otherProvider, @Nullable String otherCallId) {
        return providerCallId != null
                && providerCallId.equals(otherCallId)
                && provider != null
                && provider.equals(otherProvider);
    }

    /** Seen like its agent's other rows; one of nobody's by every manager. */
    public Visibility visibility(@Nullable String team) {
        return agentId == null ? Visibility.POOL : Visibility.ofAgent(agentId, team);
    }

    /** How it ends where nobody says how. */
    CallStatus usualEnd() {
        if (status != CallStatus.RINGING) {
            return CallStatus.COMPLETED;
        }
        return direction == CallDirection.INBOUND ? CallStatus.MISSED : CallStatus.NO_ANSWER;
    }
}
