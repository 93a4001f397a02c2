package com.techbro24.crm.changelog;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;

/**
 * Metadata of the log.
 *
 * @param epoch identifies one continuous history of the log; restoring a backup starts a new one
 * @param floorSeq changes up to this seq may have been deleted, or belong to an earlier epoch
 */
public record LogMeta(String epoch, long floorSeq) {
    /**
     * More than any log grows between a backup and its restore, and small enough that seq stays an
     * exact JavaScript number for millions of epochs.
     */
    private static final long EPOCH_SEQ_GAP = 1_000_000_000;

    public static LogMeta read(Tx tx) {
        return tx.first(
                        "SELECT epoch, floor_seq FROM log_meta WHERE id = 1",
                        row -> new LogMeta(row.text(), row.longInteger()))
                .orElseThrow();
    }

    /**
     * Starts a new epoch: old changes are gone, and clients must reload rows. The seq continues
     * with a large gap, because the old epoch may have assigned more numbers after the backup was
     * made.
     */
    public static LogMeta startEpoch(Tx tx) {
        LogMeta fresh = new LogMeta(Id.next(), ChangeLog.head(tx) + EPOCH_SEQ_GAP);
        tx.update(
                "UPDATE log_meta SET epoch = ?, floor_seq = ? WHERE id = 1",
                fresh.epoch(),
                fresh.floorSeq());
        FollowerStore.advanceAll(tx, fresh.floorSeq());
        return fresh;
    }

    /**
     * The seq after which every change can be replayed; of those up to it only the newest of each
     * row may be in the feed.
     */
    public long replayedFrom(Tx tx) {
        return Math.max(floorSeq, FollowerStore.reached(tx, FeedCompaction.SUPERSEDED));
    }

    static void raiseFloor(Tx tx, long seq) {
        int _ =
                tx.update(
                        "UPDATE log_meta SET floor_seq = ? WHERE id = 1 AND floor_seq < ?",
                        seq,
                        seq);
    }

    /** Starts the log of a new database; an existing log stays unchanged. */
    static void begin(Database database) {
        if (database.<Boolean>read(tx -> tx.exists("SELECT 1 FROM log_meta WHERE id = 1"))) {
            return;
        }
        Database.Writing writing = database.beginWriting();
        try {
            writing.tx()
                    .update(
                            "INSERT INTO log_meta (id, epoch, floor_seq) VALUES (1, ?, 0)"
                                    + " ON CONFLICT (id) DO NOTHING",
                            Id.next());
            writing.commit();
        } catch (RuntimeException e) {
            writing.rollback();
            throw e;
        }
    }
}
