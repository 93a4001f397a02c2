package com.techbro24.crm.calls;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import java.util.List;
import java.util.Map;

/**
 * The telephony status of a call, and the allowed transitions. Without telephony that reports
 * ringing, a call starts when it is dialled; so a call in progress may still end as not answered.
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

    private static final Map<CallStatus, List<CallStatus>> OUTBOUND_TRANSITIONS =
            Map.of(
                    SCHEDULED, List.of(RINGING, IN_PROGRESS, FAILED, CANCELLED),
                    RINGING, List.of(IN_PROGRESS, NO_ANSWER, BUSY, FAILED, CANCELLED),
                    IN_PROGRESS, List.of(COMPLETED, NO_ANSWER, BUSY, FAILED));

    private static final Map<CallStatus, List<CallStatus>> INBOUND_TRANSITIONS =
            Map.of(
                    RINGING, List.of(IN_PROGRESS, MISSED, FAILED, CANCELLED),
                    IN_PROGRESS, List.of(COMPLETED, FAILED));

    /** The statuses that can follow; empty for final ones. */
    public List<CallStatus> transitions(CallDirection direction) {
        return switch (direction) {
            case INBOUND -> INBOUND_TRANSITIONS.getOrDefault(this, List.of());
            case OUTBOUND -> OUTBOUND_TRANSITIONS.getOrDefault(this, List.of());
        };
    }

    /** Whether it is final. */
    public boolean isEnd() {
        return !OUTBOUND_TRANSITIONS.containsKey(this);
    }

    /** Whether it rings or is in progress. */
    public boolean isOpen() {
        return this == RINGING || this == IN_PROGRESS;
    }

    /** Whether a call of this direction can have this status. */
    boolean fits(CallDirection direction) {
        return switch (this) {
            case MISSED -> direction == CallDirection.INBOUND;
            case SCHEDULED, NO_ANSWER, BUSY -> direction == CallDirection.OUTBOUND;
            case RINGING, IN_PROGRESS, COMPLETED, FAILED, CANCELLED -> true;
        };
    }

    /** Refuses a transition that is not allowed, and names the allowed ones. */
    void check(CallStatus next, CallDirection direction) {
        List<CallStatus> transitions = transitions(direction);
        if (!transitions.contains(next)) {
            String from = "An " + EnumNames.of(direction) + " call that is " + EnumNames.of(this);
            String allowed =
                    transitions.isEmpty()
                            ? " cannot change its status any more."
                            : " can become "
                                    + String.join(
                                            ", ", transitions.stream().map(EnumNames::of).toList())
                                    + ", not "
                                    + EnumNames.of(next)
                                    + ".";
            throw Problem.conflict(from + allowed).with("status", this).with("steps", transitions);
        }
    }
}
