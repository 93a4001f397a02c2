package com.techbro24.crm.bulk;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to runs. */
public final class BulkChange {
    public static final ChangeKind CREATED = ChangeKind.of("bulk.created");
    public static final ChangeKind UPDATED = ChangeKind.of("bulk.updated");
    public static final ChangeKind DONE = ChangeKind.of("bulk.done");
    public static final ChangeKind FAILED = ChangeKind.of("bulk.failed");
    public static final ChangeKind CANCELLED = ChangeKind.of("bulk.cancelled");

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DONE, FAILED, CANCELLED);

    private BulkChange() {}
}
