package com.techbro24.crm.bulk;

/**
 * The progress of a run and the results of its leads.
 *
 * @param seq of an undo: the first change of the last lead
 */
public record BulkProgress(
        int leadsDone,
        int changed,
        int deleted,
        int restored,
        int unchanged,
        int refused,
        long seq) {
    static final BulkProgress NONE = new BulkProgress(0, 0, 0, 0, 0, 0, 0);

    /** The result of one lead. */
    enum Result {
        CHANGED,
        DELETED,
        RESTORED,
        UNCHANGED,
        REFUSED
    }

    BulkProgress and(Result result, long last) {
        return new BulkProgress(
                leadsDone + 1,
                changed + (result == Result.CHANGED ? 1 : 0),
                deleted + (result == Result.DELETED ? 1 : 0),
                restored + (result == Result.RESTORED ? 1 : 0),
                unchanged + (result == Result.UNCHANGED ? 1 : 0),
                refused + (result == Result.REFUSED ? 1 : 0),
                last);
    }
}
