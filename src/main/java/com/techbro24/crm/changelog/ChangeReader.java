package com.techbro24.crm.changelog;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the log; changes of unknown kinds are skipped. */
public final class ChangeReader {
    static final String FIRST_CHANGES =
            "SELECT seq, entity_id FROM changes WHERE via = ? AND entity_type = ? AND seq > ?"
                    + " AND NOT EXISTS (SELECT 1 FROM changes AS earlier"
                    + " WHERE earlier.entity_type = changes.entity_type"
                    + " AND earlier.entity_id = changes.entity_id"
                    + " AND earlier.seq < changes.seq AND earlier.via = changes.via)"
                    + " ORDER BY seq LIMIT ?";

    private final ChangeKinds kinds;
    final String ofEntity;
    final String about;
    private final String after;
    private final String countsAbout;

    public ChangeReader(ChangeKinds kinds) {
        this.kinds = kinds;
        String select = "SELECT " + ChangeLog.COLUMNS + " FROM changes WHERE ";
        String known = kinds.isKnown();
        after = select + "seq > ? AND " + known + " ORDER BY seq LIMIT ?";
        ofEntity =
                select
                        + "entity_type = ? AND entity_id = ? AND seq < ? AND "
                        + known
                        + " ORDER BY seq DESC LIMIT ?";
        about =
                select
                        + "subject_type = ? AND subject_id = ? AND seq < ? AND "
                        + known
                        + " ORDER BY seq DESC LIMIT ?";
        countsAbout =
                "SELECT entity_type, entity_id, COUNT(*) FROM changes"
                        + " WHERE entity_type = ? AND entity_id = ? AND "
                        + known
                        + " GROUP BY entity_type, entity_id UNION ALL"
                        + " SELECT entity_type, entity_id, COUNT(*) FROM changes"
                        + " WHERE subject_type = ? AND subject_id = ? AND "
                        + known
                        + " GROUP BY entity_type, entity_id";
    }

    public ChangeKinds kinds() {
        return kinds;
    }

    /** The changes after {@code seq}, oldest first. */
    public List<Change> after(Tx tx, long seq, int rowsMax) {
        return tx.list(after, this::read, seq, rowsMax);
    }

    /** The change with this seq; empty if there is none or its kind is unknown. */
    public Optional<Change> find(Tx tx, long seq) {
        return after(tx, seq - 1, 1).stream().filter(change -> change.seq() == seq).findFirst();
    }

    /** The changes of one entity, newest first. */
    public List<Change> of(Tx tx, String entityType, String entityId, long before, int rowsMax) {
        return tx.list(ofEntity, this::read, entityType, entityId, before, rowsMax);
    }

    /**
     * The changes of rows that have this subject, newest first, without changes that only moved a
     * row to another subject.
     */
    public List<Change> about(Tx tx, Subject subject, long before, int rowsMax) {
        return tx.list(about, this::read, subject.type(), subject.id(), before, rowsMax);
    }

    /** How many changes a row has. */
    public record Count(String entityType, String entityId, long changes) {}

    /** Number of changes of the row itself and of each row that has it as subject. */
    public List<Count> countsAbout(Tx tx, Subject subject) {
        return tx.list(
                countsAbout,
                row -> new Count(row.text(), row.text(), row.longInteger()),
                subject.type(),
                subject.id(),
                subject.type(),
                subject.id());
    }

    /** A row that something changed, and the seq of its first change of it. */
    public record FirstChange(long seq, String entityId) {}

    /**
     * The rows of a type that were changed in one way, in the order of their first change, after
     * {@code seq}.
     *
     * @param via see {@link Via}
     */
    public List<FirstChange> firstChanges(
            Tx tx, String via, String entityType, long seq, int rowsMax) {
        return tx.list(
                FIRST_CHANGES,
                row -> new FirstChange(row.longInteger(), row.text()),
                via,
                entityType,
                seq,
                rowsMax);
    }

    /** The changes after {@code seq} that at least one of the scopes may see, oldest first. */
    public List<Change> seenBy(Tx tx, List<String> scopes, long seq, int rowsMax) {
        if (scopes.contains(Caller.SCOPE_ALL)) {
            return after(tx, seq, rowsMax);
        }
        String marks = String.join(", ", scopes.stream().map(scope -> "?").toList());
        List<@Nullable Object> values = new ArrayList<>(scopes);
        values.add(seq);
        values.add(rowsMax);
        return tx.list(
                "SELECT "
                        + ChangeLog.COLUMNS
                        + " FROM changes WHERE seq IN (SELECT seq FROM change_feed WHERE scope IN ("
                        + marks
                        + ") AND seq > ?) AND "
                        + kinds.isKnown()
                        + " ORDER BY seq LIMIT ?",
                this::read,
                values.toArray());
    }

    private Change read(Row row) {
        return new Change(
                row.longInteger(),
                kinds.get(row.text()),
                row.text(),
                row.text(),
                row.integer(),
                fields(row.text()),
                row.textOrNull(),
                row.text(),
                row.textOrNull(),
                row.longOrNull(),
                row.textOrNull(),
                row.textOrNull(),
                row.time(),
                row.textOrNull(),
                Visibility.read(row.text()),
                Visibility.read(row.text()));
    }

    private static List<String> fields(String stored) {
        return stored.isEmpty() ? List.of() : List.of(stored.split(" "));
    }
}
