package com.techbro24.crm.access;

import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code login_failures}, and the delays after failures. After the free failures each
 * further one doubles the delay: 1 s, 2 s, 4 s, at most a minute. Nobody is ever locked out.
 */
final class LoginFailureStore {
    private static final Duration WAIT_FIRST = Duration.ofSeconds(1);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    /** Failures expire after this time without a new one. */
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

    private static final int PURGED_AT_ONCE_MAX = 500;

    private LoginFailureStore() {}

    private record Failures(int count, Instant lastAt) {}

    /** The remaining delay of {@code subject}; zero for none. */
    static Duration wait(Tx tx, String subject, int free, Instant now) {
        Failures failures = find(tx, subject, now).orElse(new Failures(0, now));
        int over = failures.count - free;
        if (over <= 0) {
            return Duration.ZERO;
        }
        Duration whole = WAIT_FIRST.multipliedBy(1L << Math.min(over - 1, 10));
        Duration wait = whole.compareTo(WAIT_MAX) < 0 ? whole : WAIT_MAX;
        // If the clock was set back, the delay must not grow.
        Instant since = failures.lastAt.isAfter(now) ? now : failures.lastAt;
        Duration left = Duration.between(now, since.plus(wait));
        return left.isNegative() ? Duration.ZERO : left;
    }

    static Problem limited(Duration wait) {
        long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
        return Problem.of(
                        Problem.Code.LIMITED,
                        "Too many wrong passwords; please wait "
                                + seconds
                                + " s before you try again.")
                .with("retryAfterSeconds", seconds);
    }

    /** Counts a failure; returns the time of the previous one. */
    static Optional<Instant> add(Tx tx, String subject, Instant now) {
        Optional<Failures> before = find(tx, subject, now);
        tx.update(
                "INSERT INTO login_failures (subject, failures, last_at) VALUES (?, ?, ?)"
                        + " ON CONFLICT (subject) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at",
                subject,
                before.map(Failures::count).orElse(0) + 1,
                now);
        return before.map(Failures::lastAt);
    }

    static int count(Tx tx, String subject, Instant now) {
        return find(tx, subject, now).map(Failures::count).orElse(0);
    }

    /**
     * Subtracts failures, and restores the previous time unless there was another failure since.
     */
    static void undo(Tx tx, String subject, int failures, Instant at, Instant before) {
        tx.update(
                "UPDATE login_failures SET failures = failures - ?,"
                        + " last_at = CASE WHEN last_at = ? THEN ? ELSE last_at END WHERE subject = ?",
                failures,
                at,
                before,
                subject);
        tx.update("DELETE FROM login_failures WHERE subject = ? AND failures <= 0", subject);
    }

    /** Subtracts one failure and keeps the time. */
    static void decrement(Tx tx, String subject) {
        tx.update("UPDATE login_failures SET failures = failures - 1 WHERE subject = ?", subject);
        tx.update("DELETE FROM login_failures WHERE subject = ? AND failures <= 0", subject);
    }

    static void forget(Tx tx, String subject) {
        tx.update("DELETE FROM login_failures WHERE subject = ?", subject);
    }

    private static Optional<Failures> find(Tx tx, String subject, Instant now) {
        return tx.first(
                "SELECT failures, last_at FROM login_failures WHERE subject = ? AND last_at > ?",
                row -> new Failures(row.integer(), row.time()),
                subject,
                now.minus(FORGOTTEN_AFTER));
    }

    /** Deletes some expired failures; returns whether more are left. */
    static boolean purge(Tx tx, Instant now) {
        var old =
                tx.list(
                        "SELECT subject FROM login_failures WHERE last_at <= ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text()},
                        now.minus(FORGOTTEN_AFTER));
        if (!old.isEmpty()) {
            tx.updateAll("DELETE FROM login_failures WHERE subject = ?", old);
        }
        return old.size() == PURGED_AT_ONCE_MAX;
    }

    /**
     * The stored form of a subject. It is hashed, because people type passwords into email fields.
     */
    static String subject(String kind, String name) {
        return kind + ":" + Sha256.of(kind + " " + name).substring(0, 32);
    }
}
