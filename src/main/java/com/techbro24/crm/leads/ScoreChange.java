package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to the score rules. */
public final class ScoreChange {
    public static final ChangeKind RULES_UPDATED = ChangeKind.of("lead_score_rules.updated");
    public static final ChangeKind RULES_APPLIED = ChangeKind.of("lead_score_rules.applied");

    public static final List<ChangeKind> ALL = List.of(RULES_UPDATED, RULES_APPLIED);

    private ScoreChange() {}
}
