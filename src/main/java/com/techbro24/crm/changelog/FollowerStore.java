package com.techbro24.crm.changelog;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;

/** The SQL of {@code follower_cursors} and {@code follower_parked}. */
final class FollowerStore {
    private static final int ERROR_LENGTH_MAX = 2_000;

    private FollowerStore() {}

    /** The seq of the last change that a follower has processed. */
    static long cursor(Tx tx, String name) {
        return tx.first("SELECT seq FROM follower_cursors WHERE name = ?", Row::longInteger, name)
                .orElseThrow(() -> new IllegalStateException(name + " has no cursor"));
    }

    /** The same for what need not have run yet; 0 then. */
    static long reached(Tx tx, String name) {
        return tx.count("SELECT seq FROM follower_cursors WHERE name = ?", name);
    }

    /** Creates the cursor of a follower that has never run. */
    static void begin(Tx tx, String name, long seq) {
        tx.update(
                "INSERT INTO follower_cursors (name, seq) VALUES (?, ?) ON CONFLICT (name) DO NOTHING",
                name,
                seq);
    }

    static void advance(Tx tx, String name, long seq) {
        tx.update("UPDATE follower_cursors SET seq = ? WHERE name = ? AND seq < ?", seq, name, seq);
    }

    /** Advances all cursors; the skipped changes are not processed. */
    static void advanceAll(Tx tx, long seq) {
        tx.update("UPDATE follower_cursors SET seq = ? WHERE seq < ?", seq, seq);
    }

    static void deadLetter(Tx tx, String name, long seq, String error, Instant at) {
        String kept =
                error.length() > ERROR_LENGTH_MAX ? error.substring(0, ERROR_LENGTH_MAX) : error;
        tx.update(
                "INSERT INTO follower_parked (name, seq, error, at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (name, seq) DO UPDATE SET error = excluded.error, at = excluded.at",
                name,
                seq,
                kept,
                at);
    }

    /** Dead-lettered changes, oldest first. */
    static List<Followers.DeadLetter> deadLetters(Tx tx, int rowsMax) {
        return tx.list(
                "SELECT name, seq, error, at FROM follower_parked ORDER BY at, name, seq LIMIT ?",
                row ->
                        new Followers.DeadLetter(
                                row.text(), row.longInteger(), row.text(), row.time()),
                rowsMax);
    }
}
