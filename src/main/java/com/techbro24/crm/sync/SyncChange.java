package com.techbro24.crm.sync;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes of sync. */
public final class SyncChange {
    public static final ChangeKind CONFLICT_FOUND = ChangeKind.of("sync.conflict_found").personal();
    public static final ChangeKind CONFLICT_RESOLVED =
            ChangeKind.of("sync.conflict_resolved").personal();

    /** A push brought something new. Pulls are no change: they would never come to an end. */
    public static final ChangeKind COMPLETED = ChangeKind.of("sync.completed").personal();

    public static final List<ChangeKind> ALL =
            List.of(CONFLICT_FOUND, CONFLICT_RESOLVED, COMPLETED);

    private SyncChange() {}
}
