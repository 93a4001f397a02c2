package com.techbro24.crm.calls;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.http.Example;
import com.techbro24.crm.leads.Lead;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A telephone call.
 *
 * @param agentId the agent of the call; null for an incoming call without an agent
 * @param leadId the lead of the call; null if the number matches no lead
 * @param scheduledAt when it is planned
 * @param startedAt when it started to ring or was dialled
 * @param answeredAt when it was answered
 * @param ringSeconds how long it rang; null if that is not known
 * @param durationSeconds the talk time
 * @param wrapUpSeconds the time from its end to the end of the wrap-up
 * @param recordingUrl where its recording is
 * @param callbackAt when the lead wants to be called back
 * @param contact whether the lead was reached, by the outcome's rule at that time
 * @param sale whether it was a sale, by the outcome's rule at that time
 * @param endReason why the system ended it; null if it did not
 * @param override the calling rules that a manager overrode; null for none
 * @param violations the calling rules that the call broke, where it was recorded after it had taken
 *     place
 * @param provider the telephony provider
 * @param providerCallId the telephony provider's id of the call; unique per provider
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
        List<CallingRule> violations,
        @Example("\"sipgate\"") @Nullable String provider,
        @Nullable String providerCallId)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "call";

    @Override
    public @Nullable Subject subject() {
        return Subject.of(Lead.TYPE, leadId);
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** The start, the scheduled time, or the creation time. */
    public Instant at() {
        if (startedAt != null) {
            return startedAt;
        }
        return scheduledAt == null ? createdAt : scheduledAt;
    }

    /** Whether it occupies its agent; an incoming call that rings does not. */
    public boolean active() {
        return deletedAt == null
                && (status == CallStatus.IN_PROGRESS
                        || status == CallStatus.RINGING && direction == CallDirection.OUTBOUND);
    }

    /** Whether its end has not been reported yet. */
    public boolean open() {
        return deletedAt == null && status.isOpen();
    }

    /** Whether it has this provider's call id. */
    boolean isOf(@Nullable String otherProvider, @Nullable String otherCallId) {
        return providerCallId != null
                && providerCallId.equals(otherCallId)
                && provider != null
                && provider.equals(otherProvider);
    }

    /** Visible like its agent's other rows; without an agent, to every manager. */
    public Visibility visibility(@Nullable String team) {
        return agentId == null ? Visibility.POOL : Visibility.ofAgent(agentId, team);
    }

    /** The final status if none is given. */
    CallStatus defaultEnd() {
        if (status != CallStatus.RINGING) {
            return CallStatus.COMPLETED;
        }
        return direction == CallDirection.INBOUND ? CallStatus.MISSED : CallStatus.NO_ANSWER;
    }
}
