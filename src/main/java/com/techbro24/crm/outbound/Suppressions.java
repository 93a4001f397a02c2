package com.techbro24.crm.outbound;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Addresses that nothing is sent to on a channel. They are kept as a keyed hash and by address, so
 * that a refusal outlives the merge, deletion and new import of a lead.
 */
public final class Suppressions {
    private Suppressions() {}

    /** Adds an address; the first reason stays. */
    public static void add(Tx tx, String channel, String address, String reason, Instant at) {
        tx.update(
                "INSERT INTO suppressions (channel, address_hmac, reason, at) VALUES (?, ?, ?, ?)"
                        + " ON CONFLICT (channel, address_hmac) DO NOTHING",
                channel,
                SecretBox.fingerprint(tx, address),
                reason,
                at);
    }

    /** Why nothing may be sent to the address; empty if it may. */
    public static Optional<String> find(Tx tx, String channel, String address) {
        if (!SecretBox.hasFingerprints(tx)) {
            return Optional.empty();
        }
        return tx.first(
                "SELECT reason FROM suppressions WHERE channel = ? AND address_hmac = ?",
                Row::text,
                channel,
                SecretBox.fingerprint(tx, address));
    }

    /** Allows the address again, if it was refused for this reason. */
    public static boolean remove(Tx tx, String channel, String address, String reason) {
        return SecretBox.hasFingerprints(tx)
                && tx.update(
                                "DELETE FROM suppressions WHERE channel = ? AND address_hmac = ?"
                                        + " AND reason = ?",
                                channel,
                                SecretBox.fingerprint(tx, address),
                                reason)
                        > 0;
    }
}
