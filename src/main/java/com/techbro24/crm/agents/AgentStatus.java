package com.techbro24.crm.agents;

/** What an agent is doing right now. */
public enum AgentStatus {
    AVAILABLE,
    ON_CALL,
    WRAP_UP,
    BREAK,
    OFFLINE;

    /** Whether it calls, or is about to. */
    public boolean isAtWork() {
        return this == AVAILABLE || this == ON_CALL || this == WRAP_UP;
    }
}
