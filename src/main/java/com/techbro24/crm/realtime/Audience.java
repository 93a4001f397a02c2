package com.techbro24.crm.realtime;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.LogMeta;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets with the same scopes. They get the same events, so each event is encoded once for all
 * of them.
 */
final class Audience {
    /** How a change looks to an audience. */
    enum Sight {
        SHOWN,
        REMOVED,
        HIDDEN
    }

    private final List<String> scopes;
    private final String room;
    private final Set<String> socketIds = new HashSet<>();
    private long sentSeq;

    /**
     * @param sentSeq the seq of the newest change that all of them have received
     */
    Audience(List<String> scopes, long sentSeq) {
        this.scopes = scopes;
        // Sockets that joined with a higher seq form a separate audience.
        this.room = "audience " + String.join(" ", scopes) + " after " + sentSeq;
        this.sentSeq = sentSeq;
    }

    static Sight sight(List<String> scopes, Change change) {
        boolean before = change.seenBefore().isSeenBy(scopes);
        if (change.seenAfter().isSeenBy(scopes) || before && change.kind().isDeletion()) {
            return Sight.SHOWN;
        }
        return before ? Sight.REMOVED : Sight.HIDDEN;
    }

    /** The event's JSON for this audience; null if it may not see it, or already got it. */
    @Nullable String next(EventText text) {
        Sight sight = sight(scopes, text.change());
        if (sight == Sight.HIDDEN || text.change().seq() <= sentSeq) {
            return null;
        }
        String json = text.json(sight, sentSeq);
        sentSeq = text.change().seq();
        return json;
    }

    /** The resync event for changed rights; events continue after seq. */
    Object resync(String reason) {
        return Json.object().put("reason", reason).put("seq", sentSeq);
    }

    /** The resync event for a new epoch. */
    Object resync(LogMeta log) {
        beginAfter(log);
        return Json.object().put("reason", "epoch").put("seq", sentSeq).put("epoch", log.epoch());
    }

    /** The ready event: the client gets every change after seq. */
    Object ready(@Nullable String agentId, LogMeta log, Instant now) {
        return Json.object()
                .put("agentId", agentId)
                .put("seq", sentSeq)
                .put("epoch", log.epoch())
                .put("serverTime", Times.format(now));
    }

    /** Nothing of an earlier epoch is sent any more. */
    void beginAfter(LogMeta log) {
        sentSeq = Math.max(sentSeq, log.floorSeq());
    }

    List<String> scopes() {
        return scopes;
    }

    String room() {
        return room;
    }

    long sentSeq() {
        return sentSeq;
    }

    void add(String socketId) {
        socketIds.add(socketId);
    }

    /** Whether no socket is left. */
    boolean remove(String socketId) {
        socketIds.remove(socketId);
        return socketIds.isEmpty();
    }
}
