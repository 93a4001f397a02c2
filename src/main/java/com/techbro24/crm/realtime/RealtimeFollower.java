package com.techbro24.crm.realtime;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.socketio.Namespace;
import com.techbro24.crm.socketio.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends each change to the audiences that may see it, and takes sockets into theirs. One lock
 * orders the two: a socket that comes in between hears what it missed, then everything else, each
 * once.
 */
public final class RealtimeFollower implements Follower.Live {
    /** More missed changes than this are not replayed; the client is told to pull. */
    static final int REPLAYED_MAX = 1_000;

    private final Database database;
    private final Namespace namespace;
    private final Function<Collection<String>, Map<String, Caller>> liveCallers;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<List<String>, Audience> audiences = new HashMap<>();
    private final Map<String, Set<Audience>> byScope = new HashMap<>();
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, Set<Member>> byAgent = new HashMap<>();

    /** A socket and the audience it belongs to. */
    private static final class Member {
        final Socket socket;
        Caller caller;
        Audience audience;

        Member(Socket socket, Caller caller, Audience audience) {
            this.socket = socket;
            this.caller = caller;
            this.audience = audience;
        }

        String credentialId() {
            return String.valueOf(caller.credentialId());
        }
    }

    /**
     * @param liveCallers what the sessions and API keys of these ids may do now, by id; those that
     *     are missing have ended
     */
    public RealtimeFollower(
            Database database,
            Namespace namespace,
            Function<Collection<String>, Map<String, Caller>> liveCallers,
            Clock clock) {
        this.database = database;
        this.namespace = namespace;
        this.liveCallers = liveCallers;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "realtime";
    }

    /** Sends changes on, in the log's order. */
    @Override
    public void follow(List<Change> changes) {
        lock.lock();
        try {
            for (Change change : changes) {
                deliver(change);
                if (change.kind() == ChangeKind.AGENT_UPDATED) {
                    moveSockets(change);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Change change) {
        EventText text = null;
        for (Audience audience : interested(change)) {
            text = text == null ? new EventText(change) : text;
            String json = audience.next(text);
            if (json != null) {
                namespace.to(audience.room()).emitEncoded(json);
            }
        }
    }

    private Set<Audience> interested(Change change) {
        Set<Audience> found = new LinkedHashSet<>();
        for (String scope : change.seenBefore().scopes()) {
            found.addAll(byScope.getOrDefault(scope, Set.of()));
        }
        for (String scope : change.seenAfter().scopes()) {
            found.addAll(byScope.getOrDefault(scope, Set.of()));
        }
        return found;
    }

    /**
     * An agent's rights changed: its sockets go where they now belong; managers whose team changed
     * pull.
     */
    private void moveSockets(Change change) {
        boolean teamMoved = change.fields().contains("team");
        if (!teamMoved
                && !change.fields().contains("role")
                && !change.fields().contains("active")) {
            return;
        }
        List<Member> own = List.copyOf(byAgent.getOrDefault(change.entityId(), Set.of()));
        Map<String, Caller> live = own.isEmpty() ? Map.of() : liveCallers.apply(credentials(own));
        for (Member member : own) {
            Caller caller = live.get(member.credentialId());
            if (caller == null) {
                expire(member.socket);
            } else if (!caller.scopes().equals(member.audience.scopes())) {
                leave(member);
                enter(member.socket, caller);
                Member moved = members.get(member.socket.id());
                if (moved != null) {
                    resync(member.socket, "scope", moved.audience);
                }
            }
        }
        if (teamMoved) {
            for (Audience audience : interested(change)) {
                if (!audience.scopes().contains(Caller.SCOPE_ALL)) {
                    namespace.to(audience.room()).emit("resync", resyncBody("scope", audience));
                }
            }
        }
    }

    /**
     * Tells a client to pull: what it holds may not be what it may see; events go on after {@code
     * seq}.
     */
    private static void resync(Socket socket, String reason, Audience audience) {
        socket.emit("resync", resyncBody(reason, audience));
    }

    private static Object resyncBody(String reason, Audience audience) {
        return Json.object().put("reason", reason).put("seq", audience.sentSeq());
    }

    /** Tells a socket that its session is over, and ends it. */
    static void expire(Socket socket) {
        socket.emit("session.expired");
        socket.disconnect(true);
    }

    /**
     * Takes a socket in: what it missed since {@code since}, then {@code ready}, then everything as
     * it happens.
     *
     * @param since the last seq it saw; null where it starts afresh
     */
    void welcome(Socket socket, Caller caller, @Nullable Long since) {
        List<String> scopes = caller.scopes();
        // Read what was missed before the lock is taken, so that a crowd that comes back stops
        // nobody.
        List<Change> missed = since == null ? List.of() : read(scopes, since, REPLAYED_MAX + 1);
        lock.lock();
        try {
            Audience audience = enter(socket, caller);
            if (since != null) {
                replay(socket, audience, since, missed);
            }
            socket.emit(
                    "ready",
                    Json.object()
                            .put("agentId", caller.agentId())
                            .put("seq", audience.sentSeq())
                            .put(
                                    "serverTime",
                                    com.techbro24.crm.base.Times.format(clock.instant())));
        } finally {
            lock.unlock();
        }
    }

    private void replay(Socket socket, Audience audience, long since, List<Change> missed) {
        boolean isGone = since < database.read(LogMeta::read).floorSeq();
        if (isGone
                || missed.size() > REPLAYED_MAX
                || since > audience.sentSeq() && since > database.read(ChangeLog::head)) {
            boolean isTooMuch = !isGone && missed.size() > REPLAYED_MAX;
            resync(socket, isTooMuch ? "too_much" : "epoch", audience);
            return;
        }
        List<Change> all = new ArrayList<>(missed);
        long read = missed.isEmpty() ? since : missed.getLast().seq();
        if (read < audience.sentSeq()) {
            all.addAll(read(audience.scopes(), read, REPLAYED_MAX));
        }
        long prev = since;
        for (Change change : all) {
            Audience.Sight sight = Audience.sight(audience.scopes(), change);
            if (change.seq() <= audience.sentSeq() && sight != Audience.Sight.HIDDEN) {
                socket.emitEncoded(new EventText(change).json(sight, prev));
                prev = change.seq();
            }
        }
    }

    private List<Change> read(List<String> scopes, long since, int rowsMax) {
        return database.read(tx -> ChangeLog.seenBy(tx, scopes, since, rowsMax));
    }

    private Audience enter(Socket socket, Caller caller) {
        List<String> scopes = caller.scopes();
        Audience audience = audiences.get(scopes);
        if (audience == null) {
            audience = new Audience(scopes, database.read(tx -> ChangeLog.headSeenBy(tx, scopes)));
            audiences.put(scopes, audience);
            for (String scope : scopes) {
                byScope.computeIfAbsent(scope, key -> new HashSet<>()).add(audience);
            }
        }
        Member member = new Member(socket, caller, audience);
        audience.add(socket.id());
        members.put(socket.id(), member);
        byAgent.computeIfAbsent(caller.agent(), key -> new HashSet<>()).add(member);
        socket.setAttribute("caller", caller);
        socket.join(audience.room());
        if (!socket.isOpen()) {
            leave(member);
        }
        return audience;
    }

    /** The rooms of the audiences that may see a row of this visibility. */
    Set<String> roomsThatSee(Visibility visibility) {
        lock.lock();
        try {
            Set<String> rooms = new HashSet<>();
            for (String scope : visibility.scopes()) {
                byScope.getOrDefault(scope, Set.of())
                        .forEach(audience -> rooms.add(audience.room()));
            }
            return rooms;
        } finally {
            lock.unlock();
        }
    }

    /** Tells everyone to pull, since the log has begun another life. */
    void resyncAll() {
        lock.lock();
        try {
            for (Audience audience : audiences.values()) {
                namespace.to(audience.room()).emit("resync", resyncBody("epoch", audience));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets a socket that has ended. */
    void goodbye(Socket socket) {
        lock.lock();
        try {
            Member member = members.get(socket.id());
            if (member != null) {
                leave(member);
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Member member) {
        member.socket.leave(member.audience.room());
        members.remove(member.socket.id());
        Set<Member> own = byAgent.getOrDefault(member.caller.agent(), Set.of());
        own.remove(member);
        if (own.isEmpty()) {
            byAgent.remove(member.caller.agent());
        }
        if (member.audience.remove(member.socket.id())) {
            audiences.remove(member.audience.scopes());
            for (String scope : member.audience.scopes()) {
                byScope.getOrDefault(scope, Set.of()).remove(member.audience);
                if (byScope.getOrDefault(scope, Set.of()).isEmpty()) {
                    byScope.remove(scope);
                }
            }
        }
    }

    /** Ends the sockets whose session or key is worth nothing any more. */
    void expireEnded() {
        List<Member> all;
        lock.lock();
        try {
            all = List.copyOf(members.values());
        } finally {
            lock.unlock();
        }
        if (all.isEmpty()) {
            return;
        }
        Map<String, Caller> live = liveCallers.apply(credentials(all));
        for (Member member : all) {
            if (!live.containsKey(member.credentialId())) {
                expire(member.socket);
            }
        }
    }

    private static Set<String> credentials(List<Member> members) {
        Set<String> ids = new HashSet<>();
        members.forEach(member -> ids.add(member.credentialId()));
        return ids;
    }
}
