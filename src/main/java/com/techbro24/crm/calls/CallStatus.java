package com.techbro24.crm.calls;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import java.util.List;
import java.util.Map;

/**
 * Where a call stands in telephony's word, and the steps that lead on from there. Whoever has no
 * telephony that reports the ringing starts a call when it dials; so a call in progress may still
 * turn out to be unanswered.
 */
public enum CallStatus {
    SCHEDULED,
    RINGING,
    IN_PROGRESS,
    COMPLETED,
    MISSED,
    NO_ANSWER,
    BUSY,
    FAILED,
    CANCELLED;

    private static final Map<CallStatus, List<CallStatus>> OUTBOUND_STEPS =
            Map.of(
                    SCHEDULED, List.of(RINGING, IN_PROGRESS, FAILED, CANCELLED),
                    RINGING, List.of(IN_PROGRESS, NO_ANSWER, BUSY, FAILED, CANCELLED),
                    IN_PROGRESS, List.of(COMPLETED, NO_ANSWER, BUSY, FAILED));

    private static final Map<CallStatus, List<CallStatus>> INBOUND_STEPS =
            Map.of(
                    RINGING, List.of(IN_PROGRESS, MISSED, FAILED, CANCELLED),
                    IN_PROGRESS, List.of(COMPLETED, FAILED));

    /** The statuses that may follow; none after the end. */
    public List<CallStatus> steps(CallDirection direction) {
        return switch (direction) {
            case INBOUND -> INBOUND_STEPS.getOrDefault(this, List.of());
            case OUTBOUND -> OUTBOUND_STEPS.getOrDefault(this, List.of());
        };
    }

    /** Whether no step leads on. */
    public boolean isEnd() {
        return !OUTBOUND_STEPS.containsKey(this);
    }

    /** Whether it rings or is in progress: telephony owes its end. */
    public boolean isOpen() {
        return this == RINGING || this == IN_PROGRESS;
    }

    /** Whether a call of this direction can have this status at all. */
    boolean fits(CallDirection direction) {
        return switch (this) {
            case MISSED -> direction == CallDirection.INBOUND;
            case SCHEDULED, NO_ANSWER, BUSY -> direction == CallDirection.OUTBOUND;
            case RINGING, IN_PROGRESS, COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** Refuses a step that the machine does not have, and names those it has. */
    void check(CallStatus next, CallDirection direction) {
        List<CallStatus> steps = steps(direction);
        if (!steps.contains(next)) {
            String from = "An " + EnumNames.of(direction) + " call that is " + EnumNames.of(this);
            String allowed =
                    steps.isEmpty()
                            ? " takes no further step."
                            : " can become "
                                    + String.join(", ", steps.stream().map(EnumNames::of).toList())
                                    + ", not "
                                    + EnumNames.of(next)
                                    + ".";
            throw Problem.conflict(from + allowed).with("status", this).with("steps", steps);
        }
    }
}
