package com.techbro24.crm.leads.customfields;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to custom fields. */
public final class CustomFieldChange {
    public static final ChangeKind CREATED = ChangeKind.of("custom_field.created");
    public static final ChangeKind UPDATED = ChangeKind.of("custom_field.updated");
    public static final ChangeKind DELETED = ChangeKind.of("custom_field.deleted");

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, DELETED);

    private CustomFieldChange() {}
}
