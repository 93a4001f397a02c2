package com.techbro24.crm.integrations;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to connections. */
public final class IntegrationChange {
    public static final ChangeKind CREATED = ChangeKind.of("integration.created");
    public static final ChangeKind UPDATED = ChangeKind.of("integration.updated");
    public static final ChangeKind RAN = ChangeKind.of("integration.ran");
    public static final ChangeKind FAILED = ChangeKind.of("integration.failed");
    public static final ChangeKind DELETED = ChangeKind.of("integration.deleted").deletion();

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, RAN, FAILED, DELETED);

    private IntegrationChange() {}
}
