package com.techbro24.crm.integrations.telephony;

/** The status of a leg. A later one replaces an earlier one, never the reverse. */
enum LegStatus {
    INITIATED(0),
    RINGING(1),
    ANSWERED(2),
    COMPLETED(3),
    BUSY(3),
    NO_ANSWER(3),
    FAILED(3),
    CANCELED(3);

    private final int rank;

    LegStatus(int rank) {
        this.rank = rank;
    }

    /** Whether nothing follows. */
    boolean isEnd() {
        return rank == COMPLETED.rank;
    }

    boolean isAfter(LegStatus other) {
        return rank > other.rank;
    }
}
