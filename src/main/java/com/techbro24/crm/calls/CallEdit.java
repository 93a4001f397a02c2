package com.techbro24.crm.calls;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A mutable copy of a {@link Call} with the rules of its changes. */
final class CallEdit {
    private final Call original;

    @Nullable Instant deletedAt;
    @Nullable String agentId;
    @Nullable String leadId;
    @Nullable String phone;
    CallStatus status;
    @Nullable CallOutcome outcome;
    @Nullable Instant scheduledAt;
    @Nullable Instant startedAt;
    @Nullable Instant answeredAt;
    @Nullable Instant endedAt;
    @Nullable Integer ringSeconds;
    @Nullable Integer durationSeconds;
    @Nullable Integer wrapUpSeconds;
    @Nullable String notes;
    @Nullable String recordingUrl;
    @Nullable Instant callbackAt;
    boolean contact;
    boolean sale;
    @Nullable String endReason;
    @Nullable CallOverride override;
    List<CallingRule> violations;
    @Nullable String provider;
    @Nullable String providerCallId;

    CallDirection direction() {
        return original.direction();
    }

    CallEdit(Call original) {
        this.original = original;
        deletedAt = original.deletedAt();
        agentId = original.agentId();
        leadId = original.leadId();
        phone = original.phone();
        status = original.status();
        outcome = original.outcome();
        scheduledAt = original.scheduledAt();
        startedAt = original.startedAt();
        answeredAt = original.answeredAt();
        endedAt = original.endedAt();
        ringSeconds = original.ringSeconds();
        durationSeconds = original.durationSeconds();
        wrapUpSeconds = original.wrapUpSeconds();
        notes = original.notes();
        recordingUrl = original.recordingUrl();
        callbackAt = original.callbackAt();
        contact = original.contact();
        sale = original.sale();
        endReason = original.endReason();
        override = original.override();
        violations = original.violations();
        provider = original.provider();
        providerCallId = original.providerCallId();
    }

    /** Applies the provided fields except status and agent, which have their own rules. */
    void apply(Patch<CallFields> patch) {
        CallFields fields = patch.values();
        leadId = patch.or("leadId", fields.leadId(), leadId);
        phone = patch.or("phone", CallNumber.Reading.shown(fields.phone()), phone);
        scheduledAt = patch.or("scheduledAt", fields.scheduledAt(), scheduledAt);
        ringSeconds = patch.or("ringSeconds", fields.ringSeconds(), ringSeconds);
        durationSeconds = patch.or("durationSeconds", fields.durationSeconds(), durationSeconds);
        notes = patch.or("notes", fields.notes(), notes);
        recordingUrl = patch.or("recordingUrl", fields.recordingUrl(), recordingUrl);
        callbackAt = patch.or("callbackAt", fields.callbackAt(), callbackAt);
        if (patch.has("provider") || patch.has("providerCallId")) {
            identify(
                    patch.or("provider", fields.provider(), provider),
                    patch.or("providerCallId", fields.providerCallId(), providerCallId));
        }
        outcome(patch.or("outcome", fields.outcome(), outcome));
        if (status != CallStatus.SCHEDULED && isTargetChanged()) {
            throw Problem.conflict("The lead, phone and time of a started call cannot be changed.");
        }
        if (!status.isEnd() && isDurationChanged()) {
            throw Problem.conflict("Durations can only be set after the call has ended.");
        }
        if (answeredAt == null && durationSeconds != null && durationSeconds > 0) {
            throw Problem.conflict("A call that was not answered has no talk time.");
        }
    }

    /** Sets the provider's call id, which cannot change later. */
    void identify(@Nullable String byProvider, @Nullable String callId) {
        if (original.providerCallId() != null) {
            if (!original.isOf(byProvider, callId)) {
                throw Problem.conflict("This call already has a different providerCallId.");
            }
            return;
        }
        if (callId != null && byProvider == null) {
            String message = "provider is required with providerCallId.";
            throw Problem.invalid(List.of(new InputError("provider", "required", message)));
        }
        provider = byProvider;
        providerCallId = callId;
    }

    /** Sets the outcome; only a started call can have one. */
    void outcome(@Nullable CallOutcome next) {
        if (next != null && next != outcome && startedAt == null) {
            throw Problem.conflict("Only a started call can have an outcome.");
        }
        outcome = next;
    }

    void ring(Instant when) {
        status = CallStatus.RINGING;
        startedAt = when;
    }

    /**
     * Dials, rings or is answered by {@code byAgent}.
     *
     * @param next ringing or in progress
     */
    void start(CallStatus next, @Nullable String byAgent, Instant when) {
        status.check(next, original.direction());
        status = next;
        agentId = agentId == null ? byAgent : agentId;
        if (next == CallStatus.IN_PROGRESS) {
            answeredAt = when;
            ringSeconds = startedAt == null ? null : (Integer) seconds(startedAt, when);
        }
        startedAt = startedAt == null ? when : startedAt;
    }

    /** Ends the call; an unanswered one has no talk time. */
    void end(CallStatus next, @Nullable Integer talkSeconds, Instant when) {
        status.check(next, original.direction());
        status = next;
        if (startedAt == null) {
            return;
        }
        endedAt = when;
        boolean talked = next == CallStatus.COMPLETED || next == CallStatus.FAILED;
        if (talked && answeredAt != null) {
            durationSeconds =
                    talkSeconds == null ? (Integer) seconds(answeredAt, when) : talkSeconds;
        } else {
            answeredAt = null;
            ringSeconds = seconds(startedAt, when);
            durationSeconds = 0;
        }
    }

    /** Closes it because its end was not reported; the talk time is unknown. */
    void timeOut(Duration after, Instant when) {
        CallStatus next =
                status == CallStatus.RINGING ? original.defaultEnd() : CallStatus.COMPLETED;
        end(next == CallStatus.NO_ANSWER ? CallStatus.FAILED : next, null, when);
        ringSeconds = original.ringSeconds();
        durationSeconds = null;
        endReason = "No end was reported within " + after + " of the start.";
    }

    /**
     * Sets contact and sale.
     *
     * @param rule the rule of the outcome; null without an outcome, then the status decides
     */
    void classify(@Nullable OutcomeRule rule) {
        contact = rule == null ? status == CallStatus.COMPLETED : rule.countsAsContact();
        sale = rule != null && rule.countsAsSale();
    }

    void delete(Instant now) {
        if (status.isOpen()) {
            throw Problem.conflict("A call in progress cannot be deleted; end it first.");
        }
        deletedAt = now;
    }

    /** Whether its number, lead or time has changed. */
    private boolean isTargetChanged() {
        return original.leadId() != null && !original.leadId().equals(leadId)
                || !Objects.equals(phone, original.phone())
                || !Objects.equals(scheduledAt, original.scheduledAt());
    }

    /** Whether a duration has changed. */
    private boolean isDurationChanged() {
        return !Objects.equals(ringSeconds, original.ringSeconds())
                || !Objects.equals(durationSeconds, original.durationSeconds());
    }

    static int seconds(Instant from, Instant to) {
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        return (int) Math.min(seconds, Integer.MAX_VALUE);
    }

    /** The call as a new row. */
    Call firstVersion() {
        return build(1, original.createdAt());
    }

    /** The next version, or the original if nothing differs. */
    Call nextVersion(Instant now) {
        Call same = build(original.version(), original.updatedAt());
        return same.equals(original) ? original : build(original.version() + 1, now);
    }

    private Call build(int version, Instant updatedAt) {
        return new Call(
                original.id(),
                version,
                original.createdAt(),
                updatedAt,
                deletedAt,
                agentId,
                leadId,
                original.direction(),
                phone,
                status,
                outcome,
                scheduledAt,
                startedAt,
                answeredAt,
                endedAt,
                ringSeconds,
                durationSeconds,
                wrapUpSeconds,
                notes,
                recordingUrl,
                callbackAt,
                contact,
                sale,
                endReason,
                override,
                violations,
                provider,
                providerCallId);
    }
}
