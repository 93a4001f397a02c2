package com.techbro24.crm.agents;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Sums;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads all agents with their history of teams and statuses, for statistics in other rooms. */
public final class AgentHistory {
    private AgentHistory() {}

    /** Receives the agents first, then their teams and statuses, oldest first. */
    public interface Visitor {
        void agent(String id, String name, Role role, @Nullable String timezone, boolean active);

        /**
         * @param team the team since then; null for none
         */
        void team(String agentId, @Nullable String team, Instant since);

        void status(String agentId, String status, Instant since);
    }

    /** The team and status changes of each agent. */
    public static void sums(Tx tx, Sums into) {
        tx.list(
                "SELECT agent_id, status, COUNT(*), SUM(since) FROM agent_statuses"
                        + " GROUP BY agent_id, status",
                row -> {
                    into.sum(
                            String.join(" ", "statuses", row.text(), row.text()),
                            row.longInteger(),
                            row.longInteger());
                    return true;
                });
        tx.list(
                "SELECT agent_id, COALESCE(team, '') AS name, COUNT(*),"
                        + " SUM("
                        + Sums.seconds("since")
                        + ")"
                        + " FROM agent_team_spans GROUP BY agent_id, name",
                row -> {
                    into.sum(
                            String.join(" ", "teams", row.text(), row.text()),
                            row.longInteger(),
                            row.longInteger());
                    return true;
                });
    }

    public static void visit(Tx tx, Visitor visitor) {
        tx.list(
                "SELECT agents.id, name, role, timezone, active FROM agents"
                        + " JOIN accounts ON accounts.agent_id = agents.id ORDER BY agents.id",
                row -> visitAgent(row, visitor));
        tx.list(
                "SELECT agent_id, team, since FROM agent_team_spans ORDER BY agent_id, number",
                row -> {
                    visitor.team(row.text(), row.textOrNull(), row.time());
                    return true;
                });
        tx.list(
                "SELECT agent_id, status, since FROM agent_statuses ORDER BY agent_id, since",
                row -> {
                    visitor.status(row.text(), row.text(), row.time());
                    return true;
                });
    }

    private static boolean visitAgent(Row row, Visitor visitor) {
        visitor.agent(row.text(), row.text(), row.word(Role.class), row.textOrNull(), row.bool());
        return true;
    }
}
