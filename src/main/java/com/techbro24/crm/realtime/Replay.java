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
 * What a client missed while it was away. It is shown the rows that it may see now; of each other
 * one it is told once that it is gone, with nothing of what was in it.
 */
final class Replay {
    /** More missed changes than this are not replayed; the client gets a resync. */
    static final int CHANGES_MAX = 1_000;

    /** More than this might be cut off for a phone that is slow to read it. */
    private static final long CHARS_MAX = 512 * 1024;

    private final Database database;
    private final ChangeReader reader;
    private final List<String> scopes;
    private final long since;
    private final List<Change> changes = new ArrayList<>();
    private CurrentVisibility present;

    private record Read(List<Change> changes, CurrentVisibility present) {}

    /** Reads what one of the scopes may have missed since. */
    Replay(Database database, ChangeReader reader, List<String> scopes, long since) {
        this.database = database;
        this.reader = reader;
        this.scopes = scopes;
        this.since = since;
        Read read = read(since);
        changes.addAll(read.changes);
        present = read.present;
    }

    private Read read(long after) {
        return database.read(
                tx -> {
                    List<Change> missed = reader.seenBy(tx, scopes, after, CHANGES_MAX + 1);
                    return new Read(missed, CurrentVisibility.of(tx, reader.kinds(), missed));
                });
    }

    /** Reads what has come since, where the others have been sent more than was read. */
    void readOn(long sentSeq) {
        long last = changes.isEmpty() ? since : changes.getLast().seq();
        if (last < sentSeq && changes.size() <= CHANGES_MAX) {
            Read more = read(last);
            changes.addAll(more.changes);
            present = present.and(more.present);
        }
    }

    /**
     * The events up to {@code sentSeq}, encoded; an empty answer with {@link #isTooMuch} where
     * there are too many.
     */
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

    boolean isTooMuch(List<String> events) {
        return changes.size() > CHANGES_MAX
                || events.stream().mapToLong(String::length).sum() > CHARS_MAX;
    }

    private Audience.Sight sight(Change change, boolean isLastOfItsRow) {
        if (present.of(change).isSeenBy(scopes)) {
            return Audience.sight(scopes, change);
        }
        return isLastOfItsRow ? Audience.Sight.REMOVED : Audience.Sight.HIDDEN;
    }

    /**
     * Whether rows came into sight or left it without a change of theirs: the caller's own rights
     * changed, or an agent came into its sight or left it, with all that is the agent's.
     */
    boolean movesSight(Caller caller) {
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
