package com.techbro24.crm.access;

import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queries of each request: the session or key of a token, with the current rights of its
 * account. Only credentials of active accounts are found.
 */
final class CredentialStore {
    private static final String SESSION =
            "SELECT s.id, s.agent_id, a.role, a.team, s.idle_expires_at, s.seen_at FROM sessions s"
                    + " JOIN accounts a ON a.agent_id = s.agent_id WHERE a.active AND s.idle_expires_at > ? AND ";
    private static final String KEY =
            "SELECT k.id, k.agent_id, a.role, a.team, k.may_write, k.expires_at, k.used_at FROM api_keys k"
                    + " JOIN accounts a ON a.agent_id = k.agent_id"
                    + " WHERE a.active AND (k.expires_at IS NULL OR k.expires_at > ?) AND ";

    private CredentialStore() {}

    static Optional<Credential> session(Tx tx, String tokenHash, Instant now) {
        return tx.first(SESSION + "s.token_hash = ?", CredentialStore::readSession, now, tokenHash);
    }

    static Optional<Credential> key(Tx tx, String keyHash, Instant now) {
        return tx.first(KEY + "k.key_hash = ?", CredentialStore::readKey, now, keyHash);
    }

    static List<Credential> sessions(Tx tx, Collection<String> ids, Instant now) {
        return tx.list(
                SESSION + "s.id IN (" + marks(ids) + ")",
                CredentialStore::readSession,
                values(now, ids));
    }

    static List<Credential> keys(Tx tx, Collection<String> ids, Instant now) {
        return tx.list(
                KEY + "k.id IN (" + marks(ids) + ")", CredentialStore::readKey, values(now, ids));
    }

    private static String marks(Collection<String> ids) {
        return String.join(", ", ids.stream().map(id -> "?").toList());
    }

    private static @Nullable Object[] values(Instant now, Collection<String> ids) {
        @Nullable Object[] values = new @Nullable Object[ids.size() + 1];
        values[0] = now;
        int at = 1;
        for (String id : ids) {
            values[at++] = id;
        }
        return values;
    }

    private static Credential readSession(Row row) {
        String id = row.text();
        Caller caller =
                new Caller(
                        row.text(),
                        row.word(Role.class),
                        row.textOrNull(),
                        true,
                        Caller.Kind.SESSION,
                        id);
        return new Credential(caller, row.time(), row.time());
    }

    private static Credential readKey(Row row) {
        String id = row.text();
        Caller caller =
                new Caller(
                        row.text(),
                        row.word(Role.class),
                        row.textOrNull(),
                        row.bool(),
                        Caller.Kind.API_KEY,
                        id);
        return new Credential(caller, row.timeOrNull(), row.timeOrNull());
    }
}
