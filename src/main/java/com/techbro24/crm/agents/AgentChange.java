package com.techbro24.crm.agents;

import com.techbro24.crm.changelog.ChangeKind;
import java.util.List;

/** The kinds of changes to agents. */
public final class AgentChange {
    public static final ChangeKind CREATED = ChangeKind.of("agent.created");
    public static final ChangeKind UPDATED = ChangeKind.of("agent.updated").ofAccount();
    public static final ChangeKind STATUS_CHANGED = ChangeKind.of("agent.status_changed");

    public static final List<ChangeKind> ALL = List.of(CREATED, UPDATED, STATUS_CHANGED);

    private AgentChange() {}
}
