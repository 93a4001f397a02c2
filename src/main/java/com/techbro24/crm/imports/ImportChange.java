package com.techbro24.crm.imports;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to imports. */
public final class ImportChange {
    public static final ChangeKind CREATED = ChangeKind.of("import.created");
    public static final ChangeKind UPDATED = ChangeKind.of("import.updated");
    public static final ChangeKind DONE = ChangeKind.of("import.done");
    public static final ChangeKind FAILED = ChangeKind.of("import.failed");
    public static final ChangeKind CANCELLED = ChangeKind.of("import.cancelled");

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DONE, FAILED, CANCELLED);

    private ImportChange() {}
}
