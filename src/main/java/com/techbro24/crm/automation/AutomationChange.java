package com.techbro24.crm.automation;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to rules and their runs. */
public final class AutomationChange {
    public static final ChangeKind CREATED = ChangeKind.of("automation.created").personal();
    public static final ChangeKind UPDATED = ChangeKind.of("automation.updated").personal();
    public static final ChangeKind DELETED =
            ChangeKind.of("automation.deleted").personal().deletion();
    public static final ChangeKind RAN = ChangeKind.of("automation.ran").personal();

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DELETED, RAN);

    private AutomationChange() {}
}
