package com.techbro24.crm.agents;

/** An agent's current status. */
public enum AgentStatus {
    AVAILABLE,
    ON_CALL,
    WRAP_UP,
    BREAK,
    OFFLINE;

    /** Whether the agent is working. */
    public boolean isAtWork() {
        return this == AVAILABLE || this == ON_CALL || this == WRAP_UP;
    }
}
