package com.techbro24.crm.calls;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to calls. */
public final class CallChange {
    public static final ChangeKind CREATED = ChangeKind.of("call.created");
    public static final ChangeKind UPDATED = ChangeKind.of("call.updated");
    public static final ChangeKind STARTED = ChangeKind.of("call.started");
    public static final ChangeKind ENDED = ChangeKind.of("call.ended");
    public static final ChangeKind MISSED = ChangeKind.of("call.missed");
    public static final ChangeKind DELETED = ChangeKind.of("call.deleted").deletion();

    public static final List<ChangeKind> ALL =
            List.of(CREATED, UPDATED, STARTED, ENDED, MISSED, DELETED);

    private CallChange() {}
}
