package com.techbro24.crm.changelog;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Tx;

/**
 * What is known of the log as a whole.
 *
 * @param epoch of one continuous life of the log; a restored backup starts another
 * @param floorSeq changes up to here may have been compacted away, or belong to another life
 */
public record LogMeta(String epoch, long floorSeq) {
    /**
     * More than any log grows between a backup and its restoring; and so little that a seq stays a
     * number that JavaScript holds exactly, for millions of lives.
     */
    private static final long LIVES_APART = 1_000_000_000;

    public static LogMeta read(Tx tx) {
        return tx.first(
                        "SELECT epoch, floor_seq FROM log_meta WHERE id = 1",
                        row -> new LogMeta(row.text(), row.longInteger()))
                .orElseThrow();
    }

    /**
     * Begins another life of the log, from which the old changes are taken away: whoever followed
     * it must look at the rows anew. The seq goes on from far above, so that no change of the new
     * life has one that the old life, which may have gone on after a backup was made, has given.
     */
    public static LogMeta renew(Tx tx) {
        LogMeta fresh = new LogMeta(Id.next(), ChangeLog.head(tx) + LIVES_APART);
        tx.update(
                "UPDATE log_meta SET epoch = ?, floor_seq = ? WHERE id = 1",
                fresh.epoch(),
                fresh.floorSeq());
        FollowerStore.advanceAll(tx, fresh.floorSeq());
        return fresh;
    }

    /** Begins the log of a new database; one that has begun stays as it is. */
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
