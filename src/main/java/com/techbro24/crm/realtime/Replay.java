package com.techbro24.crm.realtime;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CurrentVisibility;
import com.techbro24.crm.database.Database;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events that a client missed while disconnected. It gets the changes of rows that it can see
 * now; for every other row it gets one removal without content.
 */
final class Replay {
    /** More missed changes than this are not replayed; the client gets a resync. */
    static final int CHANGES_MAX = 1_000;

    /** More than this could make a slow client exceed its send buffer. */
    private static final long CHARS_MAX = 512 * 1024;

    private final Database database;
    private final ChangeReader reader;
    private final List<String> scopes;
    private final long since;
    private final List<Change> changes = new ArrayList<>();
    private CurrentVisibility visibility;

    private record Read(List<Change> changes, CurrentVisibility visibility) {}

    /** Reads the changes after {@code since} that one of the scopes may see. */
    Replay(Database database, ChangeReader reader, List<String> scopes, long since) {
        this.database = database;
        this.reader = reader;
        this.scopes = scopes;
        this.since = since;
        Read read = read(since);
        changes.addAll(read.changes);
        visibility = read.visibility;
    }

    private Read read(long after) {
        return database.read(
                tx -> {
                    List<Change> missed = reader.seenBy(tx, scopes, after, CHANGES_MAX + 1);
                    return new Read(missed, CurrentVisibility.of(tx, reader.kinds(), missed));
                });
    }

    /** Reads further changes if the other sockets have already received more. */
    void readMore(long sentSeq) {
        long last = changes.isEmpty() ? since : changes.getLast().seq();
        if (last < sentSeq && changes.size() <= CHANGES_MAX) {
            Read more = read(last);
            changes.addAll(more.changes);
            visibility = visibility.and(more.visibility);
        }
    }

    /** The encoded events up to {@code sentSeq}; see {@link #exceedsLimits}. */
    List<String> events(long sentSeq) {
        Map<String, Long> lastOfRow = new HashMap<>();
        changes.stream()
                .filter(change -> change.seq() <= sentSeq)
                .filter(change -> Audience.sight(scopes, change) != Audience.Sight.HIDDEN)
                .forEach(change -> lastOfRow.put(row(change), change.seq()));
        List<String> events = new ArrayList<>(changes.size());
        long prev = since;
        for (Change change : changes) {
            boolean isLast = lastOfRow.getOrDefault(row(change), 0L) == change.seq();
            Audience.Sight sight = sight(change, isLast);
            if (change.seq() <= sentSeq && sight != Audience.Sight.HIDDEN) {
                events.add(new EventText(change).json(sight, prev));
                prev = change.seq();
            }
        }
        return events;
    }

    boolean exceedsLimits(List<String> events) {
        return changes.size() > CHANGES_MAX
                || events.stream().mapToLong(String::length).sum() > CHARS_MAX;
    }

    private Audience.Sight sight(Change change, boolean isLastOfItsRow) {
        if (visibility.of(change).isSeenBy(scopes)) {
            return Audience.sight(scopes, change);
        }
        return isLastOfItsRow ? Audience.Sight.REMOVED : Audience.Sight.HIDDEN;
    }

    /**
     * Whether visible rows changed without a change of the rows: the caller's rights changed, or an
     * agent with all its rows became visible or invisible.
     */
    boolean changesScope(Caller caller) {
        return changes.stream()
                .filter(change -> change.kind().isOfAccount())
                .anyMatch(
                        change ->
                                caller.is(change.entityId())
                                        ? !Collections.disjoint(
                                                change.fields(), RealtimeFollower.RIGHTS)
                                        : !caller.seesAll()
                                                && (change.fields().contains("team")
                                                        || change.fields().contains("role")));
    }

    private static String row(Change change) {
        return change.entityType() + " " + change.entityId();
    }
}
