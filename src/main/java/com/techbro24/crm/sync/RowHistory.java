package com.techbro24.crm.sync;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a row were changed since the version that a client had, by whom and when.
 *
 * @param isComplete whether the log was read back to that version; if not, every field may have
 *     been changed
 */
record RowHistory(Map<String, Writer> writers, boolean isComplete, @Nullable Writer latest) {
    private static final int CHANGES_MAX = 200;

    /** Who wrote a field last, and when; no agent where the program did. */
    record Writer(@Nullable String agentId, Instant at) {}

    /**
     * Since the version that a mutation had changed. What the same device changed is known to it,
     * though not by a version: it has made several mutations of one version.
     */
    static RowHistory since(Tx tx, ChangeReader reader, Pushed pushed) {
        Integer version = pushed.mutation().baseVersion();
        Map<String, Writer> writers = new HashMap<>();
        List<Change> changes = changes(tx, reader, pushed, version);
        Writer latest = null;
        int newest = changes.isEmpty() ? 0 : changes.getFirst().version();
        boolean isKnown = version != null && version <= newest;
        boolean isComplete = false;
        for (Change change : changes) {
            Writer writer = new Writer(change.actor(), change.at());
            latest = latest == null ? writer : latest;
            if (version != null && isKnown && change.version() <= version) {
                isComplete = true;
                break;
            }
            if (!isOwn(change, pushed)) {
                change.fields().forEach(field -> writers.putIfAbsent(field, writer));
            }
        }
        return new RowHistory(writers, isComplete, latest);
    }

    /** Mostly nobody has changed the row since: then its newest change says so. */
    private static List<Change> changes(
            Tx tx, ChangeReader reader, Pushed pushed, @Nullable Integer version) {
        String type = pushed.type().entityType();
        String id = pushed.mutation().id();
        List<Change> newest = reader.of(tx, type, id, Long.MAX_VALUE, 1);
        boolean isEnough =
                newest.isEmpty() || (version != null && newest.getFirst().version() <= version);
        return isEnough ? newest : reader.of(tx, type, id, Long.MAX_VALUE, CHANGES_MAX);
    }

    private static boolean isOwn(Change change, Pushed pushed) {
        return pushed.device() != null
                && pushed.device().equals(change.device())
                && pushed.caller().agent().equals(change.actor());
    }

    /** Whether it is certain that nobody changed the field since. */
    boolean isUntouched(String field) {
        return isComplete && !writers.containsKey(field);
    }

    @Nullable Writer writer(String field) {
        Writer writer = writers.get(field);
        return writer == null && !isComplete ? latest : writer;
    }

    /** Whether the server's value was written before a time. */
    boolean isBefore(String field, Instant time) {
        Writer writer = writer(field);
        return writer == null || writer.at().isBefore(time);
    }

    /** Whether the row as a whole is as the client had it. */
    boolean isUnchanged() {
        return isComplete && writers.isEmpty();
    }
}
