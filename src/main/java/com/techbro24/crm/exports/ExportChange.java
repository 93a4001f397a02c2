package com.techbro24.crm.exports;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to exports. */
public final class ExportChange {
    public static final ChangeKind CREATED = ChangeKind.of("export.created");
    public static final ChangeKind UPDATED = ChangeKind.of("export.updated");
    public static final ChangeKind DONE = ChangeKind.of("export.done");
    public static final ChangeKind FAILED = ChangeKind.of("export.failed");
    public static final ChangeKind CANCELLED = ChangeKind.of("export.cancelled");

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DONE, FAILED, CANCELLED);

    private ExportChange() {}
}
