package com.techbro24.crm.calls;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Patch;
import com.techbro24.crm.base.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call while it changes, and the rules by which it may; nobody but the handler sees one. */
final class CallEdit {
    private final Call standing;

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
    @Nullable String provider;
    @Nullable String providerCallId;

    CallEdit(Call standing) {
        this.standing = standing;
        deletedAt = standing.deletedAt();
        agentId = standing.agentId();
        leadId = standing.leadId();
        phone = standing.phone();
        status = standing.status();
        outcome = standing.outcome();
        scheduledAt = standing.scheduledAt();
        startedAt = standing.startedAt();
        answeredAt = standing.answeredAt();
        endedAt = standing.endedAt();
        ringSeconds = standing.ringSeconds();
        durationSeconds = standing.durationSeconds();
        wrapUpSeconds = standing.wrapUpSeconds();
        notes = standing.notes();
        recordingUrl = standing.recordingUrl();
        callbackAt = standing.callbackAt();
        contact = standing.contact();
        sale = standing.sale();
        endReason = standing.endReason();
        override = standing.override();
        provider = standing.provider();
        providerCallId = standing.providerCallId();
    }

    /** Takes the brought fields, but for status and agent, which have rules of their own. */
    void take(Patch<CallFields> patch) {
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
        if (status != CallStatus.SCHEDULED && isReaimed()) {
            throw Problem.conflict("A call that was started keeps its lead, phone and time.");
        }
        if (!status.isEnd() && isMeasured()) {
            throw Problem.conflict("A call is measured once it has ended.");
        }
        if (answeredAt == null && durationSeconds != null && durationSeconds > 0) {
            throw Problem.conflict("Nobody talked in a call that was not answered.");
        }
    }

    /** Remembers what the provider calls it; it is one provider's call and stays it. */
    void identify(@Nullable String byProvider, @Nullable String callId) {
        if (standing.providerCallId() != null) {
            if (!standing.isOf(byProvider, callId)) {
                throw Problem.conflict("This call has another providerCallId.");
            }
            return;
        }
        if (callId != null && byProvider == null) {
            String message = "provider says whose providerCallId it is.";
            throw Problem.invalid(List.of(new InputError("provider", "required", message)));
        }
        provider = byProvider;
        providerCallId = callId;
    }

    /** Names what came of it, which nobody knows before it was begun. */
    void outcome(@Nullable CallOutcome next) {
        if (next != null && next != outcome && startedAt == null) {
            throw Problem.conflict("A call has an outcome once it was started.");
        }
        outcome = next;
    }

    /** It began to ring then. */
    void ring(Instant when) {
        status = CallStatus.RINGING;
        startedAt = when;
    }

    /**
     * Dialled, ringing, or taken by {@code byAgent}.
     *
     * @param next ringing or in progress
     */
    void start(CallStatus next, @Nullable String byAgent, Instant when) {
        status.check(next, standing.direction());
        status = next;
        agentId = agentId == null ? byAgent : agentId;
        if (next == CallStatus.IN_PROGRESS) {
            answeredAt = when;
            ringSeconds = startedAt == null ? null : (Integer) seconds(startedAt, when);
        }
        startedAt = startedAt == null ? when : startedAt;
    }

    /** Over; what was never answered has no talk. */
    void end(CallStatus next, @Nullable Integer talkSeconds, Instant when) {
        status.check(next, standing.direction());
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

    /** Closed since nobody reported its end; how long was talked is not known. */
    void timeOut(Duration after, Instant when) {
        CallStatus next = status == CallStatus.RINGING ? standing.usualEnd() : CallStatus.COMPLETED;
        end(next == CallStatus.NO_ANSWER ? CallStatus.FAILED : next, null, when);
        ringSeconds = standing.ringSeconds();
        durationSeconds = null;
        endReason = "No end was reported within " + after + " of the start.";
    }

    /**
     * Counts it by what came of it.
     *
     * @param rule of the outcome; null where none was named, and telephony's word has to do
     */
    void judge(@Nullable OutcomeRule rule) {
        contact = rule == null ? status == CallStatus.COMPLETED : rule.countsAsContact();
        sale = rule != null && rule.countsAsSale();
    }

    void delete(Instant now) {
        if (status.isOpen()) {
            throw Problem.conflict("A call that goes on cannot be deleted; end it first.");
        }
        deletedAt = now;
    }

    /** Whether it goes to another number, lead or time than before. */
    private boolean isReaimed() {
        return standing.leadId() != null && !standing.leadId().equals(leadId)
                || !Objects.equals(phone, standing.phone())
                || !Objects.equals(scheduledAt, standing.scheduledAt());
    }

    /** Whether another duration is told than the one that stands. */
    private boolean isMeasured() {
        return !Objects.equals(ringSeconds, standing.ringSeconds())
                || !Objects.equals(durationSeconds, standing.durationSeconds());
    }

    static int seconds(Instant from, Instant to) {
        long seconds = Math.max(0, Duration.between(from, to).toSeconds());
        return (int) Math.min(seconds, Integer.MAX_VALUE);
    }

    /** The call as a new row. */
    Call made() {
        return make(1, standing.createdAt());
    }

    /** The next version of the call, or the call itself where nothing differs. */
    Call at(Instant now) {
        Call same = make(standing.version(), standing.updatedAt());
        return same.equals(standing) ? standing : make(standing.version() + 1, now);
    }

    private Call make(int version, Instant updatedAt) {
        return new Call(
                standing.id(),
                version,
                standing.createdAt(),
                updatedAt,
                deletedAt,
                agentId,
                leadId,
                standing.direction(),
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
                provider,
                providerCallId);
    }
}
