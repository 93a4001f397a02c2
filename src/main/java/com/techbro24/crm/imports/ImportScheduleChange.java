package com.techbro24.crm.imports;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to schedules of imports. */
public final class ImportScheduleChange {
    public static final ChangeKind CREATED = ChangeKind.of("import_schedule.created");
    public static final ChangeKind UPDATED = ChangeKind.of("import_schedule.updated");
    public static final ChangeKind LOADED = ChangeKind.of("import_schedule.loaded");
    public static final ChangeKind FAILED = ChangeKind.of("import_schedule.failed");
    public static final ChangeKind DELETED = ChangeKind.of("import_schedule.deleted").deletion();

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, LOADED, FAILED, DELETED);

    private ImportScheduleChange() {}
}
