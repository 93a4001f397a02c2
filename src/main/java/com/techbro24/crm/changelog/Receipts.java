package com.techbro24.crm.changelog;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.database.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored answers, so that a repeated submission gets the same answer and is not run again. */
public final class Receipts {
    /** How long the answer to an {@code Idempotency-Key} is stored. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final int PURGED_AT_ONCE_MAX = 500;

    private Receipts() {}

    /**
     * The key of a stored answer.
     *
     * @param scope the owner of the key, so that callers' keys cannot collide
     * @param hash of the request; the same key with another request is an error
     */
    public record Key(String scope, String key, String hash, Duration kept) {}

    public static String hash(String... parts) {
        MessageDigest digest = Sha256.digest();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private record Kept(
            String hash,
            @Nullable String problem,
            @Nullable String body,
            @Nullable Integer version,
            boolean created) {}

    /** The stored answer; a stored problem is thrown. */
    static Optional<Answer> find(Tx tx, Key key, Instant now) {
        Optional<Kept> kept =
                tx.first(
                        "SELECT hash, problem, body, version, created FROM receipts WHERE scope = ? AND id_key = ? AND expires_at > ?",
                        row ->
                                new Kept(
                                        row.text(),
                                        row.textOrNull(),
                                        row.textOrNull(),
                                        row.integerOrNull(),
                                        row.bool()),
                        key.scope(),
                        key.key(),
                        now);
        return kept.map(found -> replay(found, key));
    }

    static boolean isKept(Tx tx, Key key, Instant now) {
        return tx.exists(
                "SELECT 1 FROM receipts WHERE scope = ? AND id_key = ? AND expires_at > ?",
                key.scope(),
                key.key(),
                now);
    }

    private static Answer replay(Kept kept, Key key) {
        if (!kept.hash().equals(key.hash())) {
            throw Problem.unprocessable(
                    "This idempotency key was already used for a different request.");
        }
        if (kept.problem() != null) {
            throw problem(kept.problem()).asReplayed();
        }
        return new Answer(kept.body(), kept.version(), kept.created(), true, null);
    }

    private static Problem problem(String stored) {
        var json = Json.read(stored);
        Problem problem =
                Problem.of(
                        EnumNames.get(Problem.Code.class, json.get("code").textValue()),
                        json.get("detail").textValue());
        json.properties().stream()
                .filter(member -> !problem.json().has(member.getKey()))
                .forEach(member -> problem.with(member.getKey(), member.getValue()));
        return problem;
    }

    static void keep(Tx tx, Key key, Answer answer, Instant now) {
        insert(tx, key, null, answer.body(), answer.version(), answer.created(), now);
    }

    static void keep(Tx tx, Key key, Problem problem, Instant now) {
        insert(tx, key, problem.json().toString(), null, null, false, now);
    }

    private static void insert(
            Tx tx,
            Key key,
            @Nullable String problem,
            @Nullable String body,
            @Nullable Integer version,
            boolean created,
            Instant now) {
        tx.update(
                "INSERT INTO receipts (scope, id_key, hash, problem, body, version, created, expires_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (scope, id_key) DO UPDATE SET"
                        + " hash = excluded.hash, problem = excluded.problem, body = excluded.body,"
                        + " version = excluded.version, created = excluded.created,"
                        + " expires_at = excluded.expires_at",
                key.scope(),
                key.key(),
                key.hash(),
                problem,
                body,
                version,
                created,
                now.plus(key.kept()));
    }

    /** Deletes some expired answers; returns whether more are left. */
    public static boolean purge(Tx tx, Instant now) {
        var expired =
                tx.list(
                        "SELECT scope, id_key FROM receipts WHERE expires_at <= ? LIMIT "
                                + PURGED_AT_ONCE_MAX,
                        row -> new @Nullable Object[] {row.text(), row.text()},
                        now);
        if (!expired.isEmpty()) {
            tx.updateAll("DELETE FROM receipts WHERE scope = ? AND id_key = ?", expired);
        }
        return expired.size() == PURGED_AT_ONCE_MAX;
    }
}
