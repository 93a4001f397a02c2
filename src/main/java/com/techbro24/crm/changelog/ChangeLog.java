package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Appends the changes of a batch to the log, as the last step before the commit. {@link
 * ChangeReader} reads them.
 */
public final class ChangeLog implements GroupCommit.Batch {
    static final String COLUMNS =
            "seq, kind, entity_type, entity_id, version, fields, before_fields, after_row, actor, cause, device, via, at,"
                    + " reason, seen_before, seen_after";

    private final ChangeFeed feed;
    private final BatchObserver observer;
    private final List<Pending> pending = new ArrayList<>();
    private List<Change> appended = List.of();

    /** A change without a seq yet. */
    private record Pending(Change change, @Nullable Subject subject) {}

    /** Is called after each committed batch. */
    public interface BatchObserver {
        void committed(int works, int changes, Duration took);
    }

    public ChangeLog(ChangeFeed feed, BatchObserver observer) {
        this.feed = feed;
        this.observer = observer;
    }

    /** Adds a change to the current batch; called on the writer thread only. */
    void add(Draft draft, Submission submission, Instant at) {
        Change change =
                new Change(
                        0,
                        draft.kind(),
                        draft.entityType(),
                        draft.entityId(),
                        draft.version(),
                        draft.fields(),
                        draft.before(),
                        draft.after(),
                        submission.caller().agentId(),
                        submission.cause(),
                        submission.device(),
                        submission.via(),
                        Objects.requireNonNullElse(draft.at(), at),
                        draft.reason(),
                        draft.seenBefore(),
                        draft.seenAfter());
        pending.add(new Pending(change, draft.subject()));
    }

    @Override
    public void begin() {
        pending.clear();
        appended = List.of();
    }

    @Override
    public int mark() {
        return pending.size();
    }

    @Override
    public void rollbackTo(int mark) {
        pending.subList(mark, pending.size()).clear();
    }

    @Override
    public void beforeCommit(Tx tx) {
        if (pending.isEmpty()) {
            return;
        }
        long seq = head(tx);
        List<Change> placed = new ArrayList<>(pending.size());
        List<@Nullable Object[]> rows = new ArrayList<>(pending.size());
        List<@Nullable Object[]> feedRows = new ArrayList<>(pending.size() * 3);
        for (Pending each : pending) {
            Change row = at(++seq, each.change());
            placed.add(row);
            rows.add(values(row, each.subject()));
            for (String scope : row.seenBefore().and(row.seenAfter())) {
                // Callers who see everything read the log itself.
                if (!scope.equals(Caller.SCOPE_ALL) && !scope.equals(Caller.SCOPE_ADMINS)) {
                    feedRows.add(
                            new @Nullable Object[] {
                                scope, row.entityType(), row.seq(), row.entityId()
                            });
                }
            }
        }
        tx.updateAll(
                "INSERT INTO changes ("
                        + COLUMNS
                        + ", subject_type, subject_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        if (!feedRows.isEmpty()) {
            tx.updateAll(
                    "INSERT INTO change_feed (scope, entity_type, seq, entity_id) VALUES (?, ?, ?, ?)",
                    feedRows);
        }
        tx.announce(ChangeFeed.CHANNEL, Long.toString(seq));
        appended = placed;
    }

    @Override
    public void afterCommit(int works, Duration took) {
        observer.committed(works, appended.size(), took);
        if (!appended.isEmpty()) {
            feed.publish(appended);
        }
    }

    private static Change at(long seq, Change change) {
        return new Change(
                seq,
                change.kind(),
                change.entityType(),
                change.entityId(),
                change.version(),
                change.fields(),
                change.before(),
                change.after(),
                change.actor(),
                change.cause(),
                change.device(),
                change.via(),
                change.at(),
                change.reason(),
                change.seenBefore(),
                change.seenAfter());
    }

    private static @Nullable Object[] values(Change change, @Nullable Subject subject) {
        return new @Nullable Object[] {
            change.seq(),
            change.kind().wireName(),
            change.entityType(),
            change.entityId(),
            change.version(),
            String.join(" ", change.fields()),
            change.before(),
            change.after(),
            change.actor(),
            change.cause(),
            change.device(),
            change.via(),
            change.at(),
            change.reason(),
            change.seenBefore().stored(),
            change.seenAfter().stored(),
            subject == null ? null : subject.type(),
            subject == null ? null : subject.id()
        };
    }

    /** The highest seq used so far, even if its change was deleted, or the floor of a new epoch. */
    public static long head(Tx tx) {
        return tx.count(
                "SELECT MAX(seq) FROM (SELECT floor_seq AS seq FROM log_meta WHERE id = 1"
                        + " UNION ALL SELECT COALESCE(MAX(seq), 0) FROM changes) AS ends");
    }

    /** The seq of the newest change that at least one of the scopes may see; 0 for none. */
    public static long headSeenBy(Tx tx, List<String> scopes) {
        if (scopes.contains(Caller.SCOPE_ALL)) {
            return head(tx);
        }
        long newest =
                scopes.stream()
                        .mapToLong(
                                scope ->
                                        tx.count(
                                                "SELECT COALESCE(MAX(seq), 0) FROM change_feed WHERE scope = ?",
                                                scope))
                        .max()
                        .orElse(0);
        return Math.max(newest, LogMeta.read(tx).floorSeq());
    }
}
