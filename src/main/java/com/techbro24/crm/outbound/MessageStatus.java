package com.techbro24.crm.outbound;

/** Where a message is on its way. */
public enum MessageStatus {
    /** It waits for its time. */
    QUEUED,
    /** A node is sending it. */
    SENDING,
    /** The provider took it. */
    SENT,
    /** The provider says that it arrived. */
    DELIVERED,
    /** It was refused, or failed too often. */
    FAILED,
    /** The recipient does not want it, or it is no longer needed. */
    SUPPRESSED,
    /** It waits for an admin: the database was restored, and it may have been sent before. */
    HELD,
    /** Someone took it back before it was sent. */
    CANCELLED;

    /** Whether nothing more happens to it by itself, but for a receipt. */
    boolean isFinal() {
        return switch (this) {
            case QUEUED, SENDING, HELD -> false;
            case SENT, DELIVERED, FAILED, SUPPRESSED, CANCELLED -> true;
        };
    }

    /** Receipts may come late and in any order: one never takes a message back. */
    int rank() {
        return switch (this) {
            case QUEUED, HELD -> 0;
            case SENDING -> 1;
            case SENT -> 2;
            case FAILED, SUPPRESSED, CANCELLED -> 3;
            case DELIVERED -> 4;
        };
    }
}
