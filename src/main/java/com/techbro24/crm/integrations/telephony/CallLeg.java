package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.base.Entity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection that the provider makes for a call.
 *
 * @param id the provider's id of it, unique per provider
 * @param agentId the agent whom it rings; null for the lead's leg
 * @param answeredAt when it was answered; null if it was not
 * @param durationSeconds how long it lasted from the answer on; null if that is not known yet
 * @param note what was told last and could not be taken; null for nothing
 */
record CallLeg(
        String provider,
        String id,
        String callId,
        Leg leg,
        @Nullable String agentId,
        LegStatus status,
        @Nullable Instant answeredAt,
        @Nullable Integer durationSeconds,
        @Nullable String note,
        Instant updatedAt)
        implements Entity {
    /**
     * What the provider tells of a leg.
     *
     * @param at when it happened; null for now
     */
    record Told(
            String provider,
            String id,
            String callId,
            Leg leg,
            @Nullable String agentId,
            LegStatus status,
            @Nullable Instant at,
            @Nullable Integer durationSeconds) {}

    static CallLeg first(Told told, Instant now) {
        return new CallLeg(
                told.provider(),
                told.id(),
                told.callId(),
                told.leg(),
                told.agentId(),
                told.status(),
                answered(told, now),
                told.durationSeconds(),
                null,
                now);
    }

    private static @Nullable Instant answered(Told told, Instant now) {
        if (told.status() != LegStatus.ANSWERED) {
            return null;
        }
        return told.at() == null || told.at().isAfter(now) ? now : told.at();
    }

    /** After what was told: a status never goes back, and a duration that is known stays. */
    CallLeg after(Told told, Instant now) {
        boolean isNews = told.status().isAfter(status);
        Instant answer = answered(told, now);
        return new CallLeg(
                provider,
                id,
                callId,
                leg,
                agentId == null ? told.agentId() : agentId,
                isNews ? told.status() : status,
                answeredAt == null ? answer : answeredAt,
                durationSeconds == null ? told.durationSeconds() : durationSeconds,
                note,
                now);
    }

    CallLeg noted(@Nullable String what, Instant now) {
        return new CallLeg(
                provider, id, callId, leg, agentId, status, answeredAt, durationSeconds, what, now);
    }

    @Override
    public int version() {
        return 1;
    }
}
