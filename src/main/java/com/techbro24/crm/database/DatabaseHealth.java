package com.techbro24.crm.database;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database works, from the results of this process's reads and batches. A failure is
 * logged when it starts and when it ends, not each time.
 */
public final class DatabaseHealth {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseHealth.class);

    /** A batch that takes longer waits for a lock or a disk. */
    private static final Duration BATCH_MAX = Duration.ofSeconds(10);

    private @Nullable String damage;
    private volatile @Nullable String readFailure;
    private @Nullable String writeFailure;
    private @Nullable Long batchStartedAt;

    /**
     * Why the database does not work, as the rest of a sentence; empty if it works. Damage stays
     * reported until a restart, because it does not repair itself.
     */
    public synchronized Optional<String> failure() {
        if (damage != null) {
            return Optional.of(damage);
        }
        if (writeFailure != null) {
            return Optional.of("it can't be written: " + writeFailure);
        }
        if (batchStartedAt != null && System.nanoTime() - batchStartedAt > BATCH_MAX.toNanos()) {
            return Optional.of("it can't be written: a write has waited for more than 10 s");
        }
        return Optional.empty();
    }

    synchronized void readFailed(DatabaseException failure) {
        if (failure.isDamage()) {
            damaged(failure);
        } else if (failure.isTransient() && !failure.reason().equals(readFailure)) {
            readFailure = failure.reason();
            LOG.error("the database can't be read: {}", details(failure));
        }
    }

    void hasRead() {
        if (readFailure != null) { // checked without the lock, because every read calls this
            reportReadable();
        }
    }

    private synchronized void reportReadable() {
        if (readFailure != null) {
            readFailure = null;
            LOG.info("the database can be read again");
        }
    }

    synchronized void batchBegins() {
        batchStartedAt = System.nanoTime();
    }

    synchronized void hasWritten() {
        batchStartedAt = null;
        if (writeFailure != null) {
            writeFailure = null;
            LOG.info("the database can be written again");
        }
    }

    /**
     * @param reason as the rest of a sentence
     * @param failure null if only the reason is known
     */
    synchronized void batchFailed(String reason, @Nullable DatabaseException failure) {
        batchStartedAt = null;
        if (failure != null && failure.isDamage()) {
            damaged(failure);
        } else if (!reason.equals(writeFailure)) {
            LOG.error(
                    "the database can't be written: {}",
                    failure == null ? reason : details(failure));
        }
        writeFailure = reason;
    }

    synchronized void damaged(DatabaseException failure) {
        if (damage == null) {
            damage = failure.reason();
            LOG.error(
                    "the database is damaged: {}. Restore a backup, or recover what can be read, and restart the server.",
                    failure.getMessage());
        }
    }

    private static String details(DatabaseException failure) {
        return failure.reason() + " (" + failure.getMessage() + ")";
    }
}
