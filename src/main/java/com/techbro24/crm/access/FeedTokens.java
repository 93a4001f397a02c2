package com.techbro24.crm.access;

import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * The secret address of an agent's feed. Calendar programs send no header, so the token is a part
 * of the path; it opens nothing but the feed. It ends when it is revoked or replaced, when the
 * account is disabled, and when someone else sets the account's password.
 */
public final class FeedTokens {
    private final Database database;
    private final GroupCommit writer;
    private final Credentials credentials;

    /** A new token; its text is shown only once. */
    public record Made(Instant createdAt, String text) {
        @Override
        public String toString() {
            return "Made[" + createdAt + "]"; // keeps the token out of logs
        }
    }

    public FeedTokens(Database database, GroupCommit writer, Credentials credentials) {
        this.database = database;
        this.writer = writer;
        this.credentials = credentials;
    }

    /** Makes a token for the caller, who must have logged in; the old one ends. */
    public Made make(Caller caller) {
        Logins.checkIsSession(caller);
        Token token = Token.make(Token.FEED);
        Instant now = credentials.now();
        boolean _ =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, now);
                            FeedTokenStore.replace(tx, caller.agent(), token.hash(), now);
                            return true;
                        });
        return new Made(now, token.text());
    }

    /** When the caller's token was made; empty if it has none. */
    public Optional<Instant> createdAt(Caller caller) {
        return database.read(tx -> FeedTokenStore.createdAt(tx, caller.agent()));
    }

    /** Revokes the caller's token, if it has one. */
    public void end(Caller caller) {
        Logins.checkIsSession(caller);
        boolean _ =
                writer.write(
                        tx -> {
                            Caller _ = Credentials.present(tx, caller, credentials.now());
                            FeedTokenStore.deleteOf(tx, caller.agent());
                            return true;
                        });
    }

    /** The active account of a token; empty if the token is unknown or revoked. */
    public static Optional<Account> owner(Tx tx, String text) {
        Token token = new Token(text);
        return token.is(Token.FEED)
                ? FeedTokenStore.agentOf(tx, token.hash())
                        .flatMap(agentId -> AccountStore.find(tx, agentId))
                        .filter(Account::active)
                : Optional.empty();
    }
}
