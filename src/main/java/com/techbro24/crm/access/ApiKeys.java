package com.techbro24.crm.access;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates and revokes API keys. A key has its owner's rights at the time of the request. */
public final class ApiKeys {
    private static final int KEYS_MAX = 100;

    private final Database database;
    private final GroupCommit writer;
    private final Credentials credentials;

    /** A new key with its secret text, which is shown only once. */
    public record Made(ApiKey key, String text) {
        @Override
        public String toString() {
            return "Made[" + key.id() + "]"; // keeps the key out of logs
        }
    }

    public ApiKeys(Database database, GroupCommit writer, Credentials credentials) {
        this.database = database;
        this.writer = writer;
        this.credentials = credentials;
    }

    /**
     * Creates a key for the caller.
     *
     * @param expiresAt null for no expiry
     */
    public Made make(Caller caller, String name, boolean mayWrite, @Nullable Instant expiresAt) {
        Logins.checkIsSession(caller);
        Instant now = credentials.now();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw Problem.invalid(
                    List.of(
                            new com.techbro24.crm.base.InputError(
                                    "expiresAt",
                                    "out_of_range",
                                    "expiresAt must be in the future.")));
        }
        Token token = Token.make(Token.API_KEY);
        ApiKey key =
                new ApiKey(
                        Id.next(),
                        name,
                        token.start(),
                        ApiKey.scopes(mayWrite),
                        now,
                        expiresAt,
                        null);
        boolean _ =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, now);
                            if (ApiKeyStore.liveOf(tx, caller.agent(), now).size() >= KEYS_MAX) {
                                throw Problem.conflict(
                                        "You have "
                                                + KEYS_MAX
                                                + " keys, the maximum; revoke one first.");
                            }
                            ApiKeyStore.insert(tx, caller.agent(), key, token.hash());
                            return true;
                        });
        return new Made(key, token.text());
    }

    /** The caller's keys, the newest first. */
    public List<ApiKey> list(Caller caller) {
        return database.read(tx -> ApiKeyStore.liveOf(tx, caller.agent(), credentials.now()));
    }

    /** Revokes one of the caller's keys. */
    public void end(Caller caller, String keyId) {
        Logins.checkIsSession(caller);
        boolean existed =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, credentials.now());
                            return ApiKeyStore.delete(tx, caller.agent(), keyId);
                        });
        credentials.forget(caller.agent());
        if (!existed) {
            throw Problem.notFound("API key");
        }
    }
}
