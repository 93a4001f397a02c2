package com.techbro24.crm.access;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Making and ending API keys; what a key reaches is its owner's right at the time of the call. */
public final class ApiKeys {
    private static final int KEYS_MAX = 100;

    private final Database database;
    private final GroupCommit writer;
    private final Credentials credentials;

    /** A key, with its text that is told this once. */
    public record Made(ApiKey key, String text) {
        @Override
        public String toString() {
            return "Made[" + key.id() + "]"; // no key in a log
        }
    }

    public ApiKeys(Database database, GroupCommit writer, Credentials credentials) {
        this.database = database;
        this.writer = writer;
        this.credentials = credentials;
    }

    /**
     * Makes a key of the caller's own.
     *
     * @param expiresAt null for a key without an end
     */
    public Made make(Caller caller, String name, boolean mayWrite, @Nullable Instant expiresAt) {
        Logins.checkIsSession(caller);
        Instant now = credentials.now();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw Problem.invalid(
                    List.of(
                            new com.techbro24.crm.base.InputError(
                                    "expiresAt", "out_of_range", "expiresAt must lie ahead.")));
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
                                        "You have " + KEYS_MAX + " keys; end one of them first.");
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

    /** Ends one of the caller's keys. */
    public void end(Caller caller, String keyId) {
        Logins.checkIsSession(caller);
        boolean was =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, credentials.now());
                            return ApiKeyStore.delete(tx, caller.agent(), keyId);
                        });
        credentials.forget(caller.agent());
        if (!was) {
            throw Problem.notFound("API key");
        }
    }
}
