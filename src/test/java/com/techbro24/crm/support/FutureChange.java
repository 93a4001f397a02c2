package com.techbro24.crm.support;

import com.techbro24.crm.changelog.ChangeLog;

/** Changes as a newer program writes them, of a kind that this one does not know. */
public final class FutureChange {
    private FutureChange() {}

    /** Adds so many to the log; they are about a row of this type that is called "known". */
    public static void write(Spine spine, String entityType, int changes) {
        int _ =
                spine.writer()
                        .write(
                                tx -> {
                                    long head = ChangeLog.head(tx);
                                    for (long seq = head + 1; seq <= head + changes; seq++) {
                                        tx.update(
                                                "INSERT INTO changes (seq, kind, entity_type, entity_id, version,"
                                                        + " fields, after_row, at, seen_before, seen_after)"
                                                        + " VALUES (?, 'future.happened', ?, 'known', 1, '', '{}', 0,"
                                                        + " 'pool', 'pool')",
                                                seq,
                                                entityType);
                                        tx.update(
                                                "INSERT INTO change_feed (scope, entity_type, seq, entity_id)"
                                                        + " VALUES ('pool', ?, ?, 'known')",
                                                entityType,
                                                seq);
                                    }
                                    return changes;
                                });
        spine.feed().refresh();
    }
}
