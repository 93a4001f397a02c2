package com.techbro24.crm.agents;

import com.techbro24.crm.database.Tx;

/**
 * The SQL of {@code agent_team_spans}: one row for each period of an agent in a team or in none,
 * numbered from 1.
 */
final class AgentTeamStore {
    private AgentTeamStore() {}

    /** Opens the first span of a new agent. */
    static void join(Tx tx, Agent agent) {
        tx.update(
                "INSERT INTO agent_team_spans (agent_id, number, team, since)"
                        + " VALUES (?, (SELECT COALESCE(MAX(number), 0) + 1 FROM agent_team_spans"
                        + " WHERE agent_id = ?), ?, ?)",
                agent.id(),
                agent.id(),
                agent.team(),
                agent.updatedAt());
    }

    /** Closes the open span of an agent that has changed its team, and opens the next one. */
    static void move(Tx tx, Agent after) {
        tx.update(
                "UPDATE agent_team_spans SET until = ? WHERE agent_id = ? AND until IS NULL",
                after.updatedAt(),
                after.id());
        join(tx, after);
    }
}
