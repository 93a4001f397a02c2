package com.techbro24.crm.realtime;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.Follower;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.realtime.Audiences.Member;
import com.techbro24.crm.socketio.Broadcast;
import com.techbro24.crm.socketio.Namespace;
import com.techbro24.crm.socketio.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each change to the audiences that may see it, and adds sockets to audiences. One lock
 * orders the two, so a new socket gets what it missed and then everything else, each once.
 */
public final class RealtimeFollower implements Follower.Live {
    /** The fields of an agent that decide which events its sockets get. */
    static final Set<String> RIGHTS = Set.of("team", "role", "active");

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeFollower.class);

    private final Database database;
    private final ChangeReader reader;
    private final Namespace namespace;
    private final Function<Collection<String>, Map<String, Caller>> liveCallers;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Audiences audiences;

    /** Counts changes of rights; written under the lock. */
    private volatile long rightsChanges;

    /**
     * @param liveCallers the current rights of sessions and API keys, by id; ended ones are missing
     */
    public RealtimeFollower(
            Database database,
            ChangeReader reader,
            Namespace namespace,
            Function<Collection<String>, Map<String, Caller>> liveCallers,
            Clock clock) {
        this.database = database;
        this.reader = reader;
        this.namespace = namespace;
        this.liveCallers = liveCallers;
        this.clock = clock;
        this.audiences =
                new Audiences(
                        scopes -> database.<Long>read(tx -> ChangeLog.headSeenBy(tx, scopes)));
    }

    @Override
    public String name() {
        return "realtime";
    }

    /** Sends changes in the order of the log. */
    @Override
    public void follow(List<Change> changes) {
        lock.lock();
        try {
            Deliveries deliveries = new Deliveries(audiences, namespace);
            try {
                for (Change change : changes) {
                    deliveries.add(change);
                    if (change.kind().isOfAccount()) {
                        // Both the old and the new audience must have received everything before.
                        deliveries.send();
                        moveSockets(change);
                    }
                }
            } finally {
                deliveries.send();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * An agent's rights changed: its sockets move to their new audience. Managers who gained or
     * lost its rows get a resync.
     */
    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written under the lock only
    private void moveSockets(Change change) {
        if (Collections.disjoint(change.fields(), RIGHTS)) {
            return;
        }
        rightsChanges++;
        List<Member> own = audiences.ofAgent(change.entityId());
        String[] notified = {};
        try {
            notified = move(own);
        } catch (RuntimeException failure) {
            // These clients reconnect with their new rights; the others continue.
            LOG.warn("the sockets of {} could not be moved", change.entityId(), failure);
            own.forEach(member -> member.socket.drop());
        }
        boolean isTeam = change.fields().contains("team");
        for (Audience audience : audiences.interestedIn(change)) {
            // Personal rows of admins are hidden from managers, so a role change also affects
            // managers.
            boolean ofManagers = audience.scopes().contains(Caller.SCOPE_POOL);
            if (!audience.scopes().contains(Caller.SCOPE_ALL)
                    && (isTeam || ofManagers && change.fields().contains("role"))) {
                Broadcast others = namespace.to(audience.room()).except(notified);
                others.emit("resync", audience.resync("scope"));
            }
        }
    }

    /** Returns the ids of the sockets that got a resync, so that none gets it twice. */
    private String[] move(List<Member> own) {
        List<String> notified = new ArrayList<>();
        Map<String, Caller> live =
                own.isEmpty() ? Map.of() : liveCallers.apply(Audiences.credentials(own));
        for (Member member : own) {
            Caller caller = live.get(member.credentialId());
            if (caller == null) {
                expire(member.socket);
            } else if (caller.scopes().equals(member.audience.scopes())) {
                member.updateCaller(caller);
            } else {
                audiences.leave(member);
                Member moved = audiences.enter(member.socket, caller, 0);
                member.socket.emit("resync", moved.audience.resync("scope"));
                notified.add(member.socket.id());
            }
        }
        return notified.toArray(String[]::new);
    }

    /** Sends {@code session.expired} to a socket and closes it. */
    static void expire(Socket socket) {
        socket.emit("session.expired");
        socket.disconnect(true);
    }

    /**
     * Adds a socket: sends what it missed since {@code since}, then {@code ready}, then all new
     * events.
     *
     * @param admitted the caller at the handshake; its rights may have changed since
     * @param since the last seq that the client has seen; null for a new client
     */
    void enter(Socket socket, Caller admitted, @Nullable Since since) {
        boolean entered = false;
        while (!entered && socket.isOpen()) {
            long rightsChangesBefore = rightsChanges;
            String credentialId = String.valueOf(admitted.credentialId());
            Caller caller = liveCallers.apply(List.of(credentialId)).get(credentialId);
            if (caller == null) {
                expire(socket);
                return;
            }
            entered = entered(socket, caller, since, rightsChangesBefore);
        }
    }

    /** Returns false, and does nothing, if the caller's rights may have changed in between. */
    private boolean entered(
            Socket socket, Caller caller, @Nullable Since since, long rightsChangesBefore) {
        // Read missed changes before taking the lock, so that many reconnecting clients do not
        // block the others.
        Replay missed =
                since == null ? null : new Replay(database, reader, caller.scopes(), since.seq());
        lock.lock();
        try {
            if (rightsChanges != rightsChangesBefore) {
                return false;
            }
            long known = since == null ? 0 : since.seq();
            Audience audience = audiences.enter(socket, caller, known).audience;
            LogMeta meta = database.read(LogMeta::read);
            audience.beginAfter(meta);
            if (since != null && missed != null) {
                replay(socket, caller, audience, since, meta, missed);
            }
            socket.emit("ready", audience.ready(caller.agentId(), meta, clock.instant()));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void replay(
            Socket socket,
            Caller caller,
            Audience audience,
            Since from,
            LogMeta meta,
            Replay missed) {
        long since = from.seq();
        boolean isAhead = since > audience.sentSeq() && since > database.read(ChangeLog::head);
        if (isAhead || !from.isIn(meta)) {
            socket.emit("resync", audience.resync(meta));
            return;
        }
        missed.readMore(audience.sentSeq());
        List<String> events = missed.events(audience.sentSeq());
        // Of older changes the feed has only the newest of each row.
        boolean isOld = since < database.<Long>read(meta::replayedFrom);
        if (isOld || missed.exceedsLimits(events)) {
            socket.emit("resync", audience.resync("too_much"));
            return;
        }
        events.forEach(socket::emitEncoded);
        if (missed.changesScope(caller)) {
            socket.emit("resync", audience.resync("scope"));
        }
    }

    /** The rooms of the audiences that may see a row of this visibility. */
    Set<String> roomsWhoSee(Visibility visibility) {
        lock.lock();
        try {
            return audiences.roomsWhoSee(visibility);
        } finally {
            lock.unlock();
        }
    }

    /** Sends everyone a resync, because the log has a new epoch. */
    void resyncAll(LogMeta meta) {
        lock.lock();
        try {
            for (Member member : audiences.all()) {
                member.socket.emit("resync", member.audience.resync(meta));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Removes a closed socket. */
    void leave(Socket socket) {
        lock.lock();
        try {
            Member member = audiences.find(socket);
            if (member != null) {
                audiences.leave(member);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the sockets whose session or key has ended. */
    void expireEnded() {
        List<Member> all;
        lock.lock();
        try {
            all = audiences.all();
        } finally {
            lock.unlock();
        }
        if (all.isEmpty()) {
            return;
        }
        Map<String, Caller> live = liveCallers.apply(Audiences.credentials(all));
        for (Member member : all) {
            if (!live.containsKey(member.credentialId())) {
                expire(member.socket);
            }
        }
    }
}
