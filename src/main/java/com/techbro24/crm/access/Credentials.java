package com.techbro24.crm.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Authenticates callers by token. Results are cached for less than a second: a busy client costs
 * few reads, and an ended session, a disabled account or a changed role takes effect on all nodes
 * within a second.
 */
public final class Credentials {
    private static final Duration KEPT = Duration.ofMillis(900);
    private static final int KEPT_MAX = 50_000;
    private static final int IDS_AT_ONCE_MAX = 500;

    /** How often the use of a credential is recorded. */
    private static final Duration TOUCH_EVERY = Duration.ofMinutes(1);

    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final SessionSettings settings;
    private final Cache<String, Credential> kept;

    /** Ids whose use was recorded recently, so that concurrent requests record it once. */
    private final Cache<String, Instant> touched;

    public Credentials(
            Database database, GroupCommit writer, Clock clock, SessionSettings settings) {
        this(database, writer, clock, settings, Ticker.systemTicker());
    }

    /**
     * @param ticker the clock of the caches
     */
    Credentials(
            Database database,
            GroupCommit writer,
            Clock clock,
            SessionSettings settings,
            Ticker ticker) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.settings = settings;
        kept =
                Caffeine.newBuilder()
                        .expireAfterWrite(KEPT)
                        .maximumSize(KEPT_MAX)
                        .ticker(ticker)
                        .build();
        touched =
                Caffeine.newBuilder()
                        .expireAfterWrite(TOUCH_EVERY)
                        .maximumSize(KEPT_MAX)
                        .ticker(ticker)
                        .build();
    }

    /** The session or key of a token; empty if it is unknown, expired or disabled. */
    public Optional<Credential> find(String text) {
        Token token = new Token(text);
        boolean isSession = token.is(Token.SESSION);
        if (!isSession && !token.is(Token.API_KEY)) {
            return Optional.empty();
        }
        Instant now = now();
        String hash = token.hash();
        Credential found = kept.getIfPresent(hash);
        if (found == null) {
            found = read(hash, isSession, now);
            if (found == null) {
                return Optional.empty();
            }
            kept.put(hash, found);
        }
        return found.isLive(now) ? Optional.of(found) : Optional.empty();
    }

    private @Nullable Credential read(String hash, boolean isSession, Instant now) {
        Credential found =
                database.<Optional<Credential>>read(
                                tx ->
                                        isSession
                                                ? CredentialStore.session(tx, hash, now)
                                                : CredentialStore.key(tx, hash, now))
                        .orElse(null);
        if (found != null) {
            touch(found, now);
        }
        return found;
    }

    /** Does not wait for the write, which would slow the request. */
    private void touch(Credential found, Instant now) {
        String id = found.caller().credentialId();
        if (id == null
                || found.seenAt() != null && found.seenAt().plus(TOUCH_EVERY).isAfter(now)
                || touched.asMap().putIfAbsent(id, now) != null) {
            return;
        }
        var _ =
                writer.submit(
                        tx -> {
                            if (found.caller().kind() == Caller.Kind.SESSION) {
                                SessionStore.touch(tx, id, now, now.plus(settings.idleMax()));
                            } else {
                                ApiKeyStore.touch(tx, id, now);
                            }
                            return id;
                        });
    }

    /**
     * The callers of these sessions and keys with their current rights, by id; ended ones are
     * missing. For connections that last longer than a request.
     */
    public Map<String, Caller> live(Collection<String> credentialIds) {
        Map<String, Caller> live = new LinkedHashMap<>();
        List<String> ids = List.copyOf(credentialIds);
        Instant now = now();
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE_MAX) {
            List<String> some = ids.subList(from, Math.min(from + IDS_AT_ONCE_MAX, ids.size()));
            for (Credential found : database.<List<Credential>>read(tx -> both(tx, some, now))) {
                String id = found.caller().credentialId();
                if (id != null) {
                    live.put(id, found.caller());
                }
            }
        }
        return live;
    }

    /**
     * The caller with the rights of its session or key in this transaction, not from the cache. For
     * changes of accounts, passwords, sessions and keys. If the session or key has ended, or its
     * account is disabled: {@code unauthenticated}.
     */
    public static Caller present(Tx tx, Caller caller, Instant now) {
        String id = caller.credentialId();
        if (caller.kind() == Caller.Kind.SYSTEM || id == null) {
            return caller;
        }
        return both(tx, List.of(id), now).stream()
                .map(Credential::caller)
                .filter(found -> found.kind() == caller.kind())
                .findFirst()
                .orElseThrow(() -> Problem.unauthenticated("The session or API key has ended."));
    }

    /** As {@link #present(Tx, Caller, Instant)}; {@code forbidden} without one of the roles. */
    public static Caller present(Tx tx, Caller caller, Set<Role> roles, Instant now) {
        Caller present = present(tx, caller, now);
        if (!roles.contains(present.role())) {
            throw Problem.forbidden("Your role does not allow this.");
        }
        return present;
    }

    private static List<Credential> both(Tx tx, List<String> ids, Instant now) {
        List<Credential> all = new ArrayList<>(CredentialStore.sessions(tx, ids, now));
        all.addAll(CredentialStore.keys(tx, ids, now));
        return all;
    }

    /** Drops the cached credentials of {@code agentId} on this node. */
    void forget(String agentId) {
        boolean _ = kept.asMap().values().removeIf(found -> found.caller().is(agentId));
    }

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
