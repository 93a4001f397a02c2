package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a type changed for the callers of some scopes, by seq. A row that came into a scope
 * or left it is listed too, since a change is in the feed of each scope that saw the row before or
 * after it.
 */
public final class ScopedFeed {
    private static final int IDS_AT_ONCE_MAX = 500;

    /** Type by an expression: by its index, all entries of the type would be read and sorted. */
    public static final String OF_ALL =
            "SELECT seq, entity_id FROM changes WHERE seq > ? AND entity_type || '' = ?"
                    + " ORDER BY seq LIMIT ?";

    public static final String OF_SCOPE =
            "SELECT seq, entity_id FROM change_feed WHERE scope = ? AND seq > ?"
                    + " AND entity_type = ? ORDER BY seq LIMIT ?";

    private ScopedFeed() {}

    /** That a row changed. */
    public record Entry(long seq, String entityId) {}

    /**
     * The first entries after a seq, ordered by seq. The scopes are filtered by the index, before
     * the limit, so that a page is short only where it is the last.
     */
    public static List<Entry> after(
            Tx tx, List<String> scopes, String entityType, long seq, int rowsMax) {
        if (scopes.contains(Caller.SCOPE_ALL)) {
            return tx.list(
                    OF_ALL,
                    row -> new Entry(row.longInteger(), row.text()),
                    seq,
                    entityType,
                    rowsMax);
        }
        // One query for each scope: with IN, the database would sort all that is left to read.
        Set<Entry> entries = new HashSet<>();
        for (String scope : scopes) {
            entries.addAll(
                    tx.list(
                            OF_SCOPE,
                            row -> new Entry(row.longInteger(), row.text()),
                            scope,
                            seq,
                            entityType,
                            rowsMax));
        }
        return entries.stream()
                .sorted(Comparator.comparingLong(Entry::seq))
                .limit(rowsMax)
                .toList();
    }

    /** The seq of the newest change that a scope saw; 0 for none. One lookup in the index. */
    public static long head(Tx tx, String scope) {
        return tx.count("SELECT COALESCE(MAX(seq), 0) FROM change_feed WHERE scope = ?", scope);
    }

    /** The seq of the newest change of each row; a row without a change is missing. */
    public static Map<String, Long> newest(Tx tx, String entityType, Collection<String> ids) {
        Map<String, Long> newest = new HashMap<>();
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += IDS_AT_ONCE_MAX) {
            List<String> some = all.subList(from, Math.min(from + IDS_AT_ONCE_MAX, all.size()));
            List<@Nullable Object> values = new ArrayList<>();
            values.add(entityType);
            values.addAll(some);
            tx.list(
                            "SELECT entity_id, MAX(seq) FROM changes WHERE entity_type = ?"
                                    + " AND entity_id IN ("
                                    + String.join(", ", some.stream().map(id -> "?").toList())
                                    + ") GROUP BY entity_id",
                            row -> Map.entry(row.text(), row.longInteger()),
                            values.toArray())
                    .forEach(entry -> newest.put(entry.getKey(), entry.getValue()));
        }
        return newest;
    }

    /** Which of these changes are deletions. */
    public static Set<Long> deletions(Tx tx, ChangeKinds kinds, Collection<Long> seqs) {
        Set<Long> deletions = new HashSet<>();
        List<Long> all = List.copyOf(seqs);
        for (int from = 0; from < all.size(); from += IDS_AT_ONCE_MAX) {
            List<Long> some = all.subList(from, Math.min(from + IDS_AT_ONCE_MAX, all.size()));
            tx
                    .list(
                            "SELECT seq, kind FROM changes WHERE seq IN ("
                                    + String.join(", ", some.stream().map(seq -> "?").toList())
                                    + ")",
                            row -> Map.entry(row.longInteger(), row.text()),
                            some.toArray())
                    .stream()
                    .filter(entry -> kinds.isDeletion(entry.getValue()))
                    .forEach(entry -> deletions.add(entry.getKey()));
        }
        return deletions;
    }

    /**
     * The seq of the last change at or before a time. Times of changes grow with the seq, but for
     * changes that were logged with an earlier time; so a caller takes some time off.
     */
    public static long lastBefore(Tx tx, Instant time) {
        long low = LogMeta.read(tx).floorSeq();
        long high = ChangeLog.head(tx);
        while (low < high) {
            long middle = low + (high - low + 1) / 2;
            boolean isBefore =
                    tx.exists(
                            "SELECT 1 FROM changes WHERE seq = (SELECT MAX(seq) FROM changes"
                                    + " WHERE seq <= ?) AND at <= ?",
                            middle,
                            time);
            if (isBefore) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The time of the newest change up to a seq; empty if there is none. */
    public static Optional<Instant> timeAt(Tx tx, long seq) {
        return tx.first(
                "SELECT at FROM changes WHERE seq <= ? ORDER BY seq DESC LIMIT 1", Row::time, seq);
    }
}
