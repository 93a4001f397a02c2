package com.techbro24.crm.extensions;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to endpoints. */
public final class EndpointChange {
    public static final ChangeKind CREATED = ChangeKind.of("endpoint.created");
    public static final ChangeKind UPDATED = ChangeKind.of("endpoint.updated");
    public static final ChangeKind DELETED = ChangeKind.of("endpoint.deleted").deletion();

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DELETED);

    private EndpointChange() {}
}
