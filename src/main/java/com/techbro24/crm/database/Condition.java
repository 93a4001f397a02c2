package com.techbro24.crm.database;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database works, as this process last found it: each read and each batch reports what
 * it met. A fault is written in the log when it appears and when it is over, not each time that
 * somebody meets it.
 */
public final class Condition {
    private static final Logger LOG = LoggerFactory.getLogger(Condition.class);

    /** A batch that takes longer waits for a lock or a disk that does not answer. */
    private static final Duration BATCH_MAX = Duration.ofSeconds(10);

    private @Nullable String damage;
    private volatile @Nullable String readFault;
    private @Nullable String writeFault;
    private @Nullable Long batchBegun;

    /**
     * Why the database does not work, as the rest of a sentence; empty where it does. Damage stays
     * until the program is started anew: rows that can't be read do not heal.
     */
    public synchronized Optional<String> failure() {
        if (damage != null) {
            return Optional.of(damage);
        }
        if (writeFault != null) {
            return Optional.of("it can't be written: " + writeFault);
        }
        if (batchBegun != null && System.nanoTime() - batchBegun > BATCH_MAX.toNanos()) {
            return Optional.of("it can't be written: a write has waited for more than 10 s");
        }
        return Optional.empty();
    }

    synchronized void readFailed(DatabaseException failure) {
        if (failure.isDamage()) {
            damaged(failure);
        } else if (failure.isOfTheMoment() && !failure.reason().equals(readFault)) {
            readFault = failure.reason();
            LOG.error("the database can't be read: {}", told(failure));
        }
    }

    void hasRead() {
        if (readFault != null) { // looked at without the lock, since each read comes by here
            tellReadable();
        }
    }

    private synchronized void tellReadable() {
        if (readFault != null) {
            readFault = null;
            LOG.info("the database can be read again");
        }
    }

    synchronized void batchBegins() {
        batchBegun = System.nanoTime();
    }

    synchronized void hasWritten() {
        batchBegun = null;
        if (writeFault != null) {
            writeFault = null;
            LOG.info("the database can be written again");
        }
    }

    /**
     * @param reason as the rest of a sentence
     * @param fault null where the reason is all that is known
     */
    synchronized void batchFailed(String reason, @Nullable DatabaseException failure) {
        batchBegun = null;
        if (failure != null && failure.isDamage()) {
            damaged(failure);
        } else if (!reason.equals(writeFault)) {
            LOG.error(
                    "the database can't be written: {}", failure == null ? reason : told(failure));
        }
        writeFault = reason;
    }

    synchronized void damaged(DatabaseException failure) {
        if (damage == null) {
            damage = failure.reason();
            LOG.error(
                    "the database is damaged: {}. Restore a backup, or what can be read of it, and"
                            + " start the program anew.",
                    failure.getMessage());
        }
    }

    private static String told(DatabaseException failure) {
        return failure.reason() + " (" + failure.getMessage() + ")";
    }
}
