package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to leads. */
public final class LeadChange {
    public static final ChangeKind CREATED = ChangeKind.of("lead.created");
    public static final ChangeKind UPDATED = ChangeKind.of("lead.updated");
    public static final ChangeKind STATUS_CHANGED = ChangeKind.of("lead.status_changed");
    public static final ChangeKind ASSIGNED = ChangeKind.of("lead.assigned");
    public static final ChangeKind MERGED = ChangeKind.of("lead.merged").deletion();
    public static final ChangeKind DELETED = ChangeKind.of("lead.deleted").deletion();
    public static final ChangeKind RESTORED = ChangeKind.of("lead.restored");

    public static final List<ChangeKind> ALL =
            List.of(CREATED, UPDATED, STATUS_CHANGED, ASSIGNED, MERGED, DELETED, RESTORED);

    private LeadChange() {}
}
