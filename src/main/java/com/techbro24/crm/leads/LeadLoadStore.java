package com.techbro24.crm.leads;

import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.database.Tx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of {@code lead_loads}. Each change updates the counts, because counting an agent's leads
 * on each assignment would block the writer.
 */
final class LeadLoadStore {
    private LeadLoadStore() {}

    private record Load(int openLeads, long turn) {
        static final Load NONE = new Load(0, 0);
    }

    /** The agents who can get leads: with the skills, of a team or of all teams. */
    static List<AssignStrategy.Candidate> candidates(
            Tx tx, @Nullable String team, List<String> skills) {
        Map<String, Load> loads =
                tx
                        .list(
                                "SELECT agent_id, open_leads, turn FROM lead_loads",
                                row ->
                                        Map.entry(
                                                row.text(),
                                                new Load(row.integer(), row.longInteger())))
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return AgentStore.takers(tx, team, skills).stream()
                .map(
                        candidate -> {
                            Load load = loads.getOrDefault(candidate.agentId(), Load.NONE);
                            return new AssignStrategy.Candidate(
                                    candidate.agentId(),
                                    candidate.capacity(),
                                    candidate.status().isAtWork(),
                                    load.openLeads(),
                                    load.turn());
                        })
                .toList();
    }

    /** Moves the agent to the end of the round-robin order. */
    static void moveToEndOfLine(Tx tx, String agentId) {
        tx.update(
                "INSERT INTO lead_loads (agent_id, open_leads, turn)"
                        + " VALUES (?, 0, (SELECT COALESCE(MAX(turn), 0) + 1 FROM lead_loads))"
                        + " ON CONFLICT (agent_id) DO UPDATE SET turn = excluded.turn",
                agentId);
    }

    /** Updates the counts for a lead that is new, or whose agent or status changed. */
    static void move(Tx tx, @Nullable Lead before, Lead after) {
        String from = before != null && before.countsAsLoad() ? before.assignedAgentId() : null;
        String to = after.countsAsLoad() ? after.assignedAgentId() : null;
        if (!Objects.equals(from, to)) {
            if (from != null) {
                add(tx, from, -1);
            }
            if (to != null) {
                add(tx, to, 1);
            }
        }
    }

    private static void add(Tx tx, String agentId, int leads) {
        tx.update(
                "INSERT INTO lead_loads (agent_id, open_leads, turn) VALUES (?, ?, 0)"
                        + " ON CONFLICT (agent_id) DO UPDATE"
                        + " SET open_leads = lead_loads.open_leads + excluded.open_leads",
                agentId,
                leads);
    }
}
