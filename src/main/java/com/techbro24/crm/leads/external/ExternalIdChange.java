package com.techbro24.crm.leads.external;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to external ids. */
public final class ExternalIdChange {
    public static final ChangeKind CREATED = ChangeKind.of("external_id.created");
    public static final ChangeKind MOVED = ChangeKind.of("external_id.moved");
    public static final ChangeKind DELETED = ChangeKind.of("external_id.deleted").deletion();

    public static final List<ChangeKind> ALL = List.of(CREATED, MOVED, DELETED);

    private ExternalIdChange() {}
}
