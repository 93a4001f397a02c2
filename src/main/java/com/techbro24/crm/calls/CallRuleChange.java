package com.techbro24.crm.calls;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to the rules for call outcomes. */
public final class CallRuleChange {
    public static final ChangeKind UPDATED = ChangeKind.of("call_rule.updated");

    public static final List<ChangeKind> ALL = List.of(UPDATED);

    private CallRuleChange() {}
}
