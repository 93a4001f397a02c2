package com.techbro24.crm.outbound.push;

import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code push_subscriptions} and {@code push_keys}. */
final class PushStore {
    private static final String SELECT =
            "SELECT id, agent_id, kind, address, public_key, auth, created_at, paced_until, batch_at"
                    + " FROM push_subscriptions";

    private PushStore() {}

    /** Takes the place of the session's old one, and of another session's on the same device. */
    static void replace(Tx tx, String sessionId, PushDevice device) {
        String hash = Sha256.of(device.address());
        tx.update(
                "DELETE FROM push_subscriptions WHERE session_id = ? OR address_hash = ?",
                sessionId,
                hash);
        tx.update(
                "INSERT INTO push_subscriptions (session_id, id, agent_id, kind, address,"
                        + " address_hash, public_key, auth, created_at, paced_until)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                sessionId,
                device.id(),
                device.agentId(),
                device.kind(),
                device.address(),
                hash,
                device.publicKey(),
                device.auth(),
                device.createdAt(),
                device.pacedUntil());
    }

    static Optional<PushDevice> ofSession(Tx tx, String sessionId) {
        return tx.first(SELECT + " WHERE session_id = ?", PushStore::read, sessionId);
    }

    static Optional<PushDevice> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = ?", PushStore::read, id);
    }

    static List<PushDevice> ofAgent(Tx tx, String agentId) {
        return tx.list(SELECT + " WHERE agent_id = ? ORDER BY id", PushStore::read, agentId);
    }

    static void pace(Tx tx, String id, Instant until, @Nullable Instant batchAt) {
        tx.update(
                "UPDATE push_subscriptions SET paced_until = ?, batch_at = ? WHERE id = ?",
                until,
                batchAt,
                id);
    }

    static void delete(Tx tx, String id) {
        tx.update("DELETE FROM push_subscriptions WHERE id = ?", id);
    }

    static void deleteOfSession(Tx tx, String sessionId) {
        tx.update("DELETE FROM push_subscriptions WHERE session_id = ?", sessionId);
    }

    /** A key pair: the public key in base64url, the private one sealed. */
    record StoredKey(String publicKey, String sealed) {}

    static Optional<StoredKey> key(Tx tx, String name) {
        return tx.first(
                "SELECT public_key, private_key FROM push_keys WHERE name = ?",
                row -> new StoredKey(row.text(), row.text()),
                name);
    }

    static void insertKey(Tx tx, String name, StoredKey key) {
        tx.update(
                "INSERT INTO push_keys (name, public_key, private_key) VALUES (?, ?, ?)",
                name,
                key.publicKey(),
                key.sealed());
    }

    private static PushDevice read(Row row) {
        return new PushDevice(
                row.text(),
                row.text(),
                row.word(PushKind.class),
                row.text(),
                row.textOrNull(),
                row.textOrNull(),
                row.time(),
                row.time(),
                row.timeOrNull());
    }
}
