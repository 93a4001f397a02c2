package com.techbro24.crm.leads;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The SQL of the backlog, which is part of {@code leads}. A lookup reads the first index entry of
 * each set of required skills, so its cost does not depend on the size of the backlog.
 */
final class BacklogStore {
    static final String SKILLS =
            "WITH RECURSIVE sets (skills) AS (SELECT * FROM (SELECT required_skills FROM leads"
                    + " WHERE backlog_since IS NOT NULL ORDER BY required_skills LIMIT 1) AS head"
                    + " UNION ALL SELECT (SELECT required_skills FROM leads"
                    + " WHERE backlog_since IS NOT NULL AND required_skills > sets.skills"
                    + " ORDER BY required_skills LIMIT 1) FROM sets WHERE sets.skills IS NOT NULL)"
                    + " SELECT skills FROM sets WHERE skills IS NOT NULL";

    static final String FIRST =
            "SELECT id, backlog_since FROM leads WHERE backlog_since IS NOT NULL"
                    + " AND required_skills = ? ORDER BY backlog_since, row_number LIMIT 1";

    private BacklogStore() {}

    private record Waiting(String leadId, long since) {}

    /** The longest waiting lead for which the agent has the skills. */
    static Optional<String> first(Tx tx, Agent agent) {
        return tx.list(SKILLS, Row::text).stream()
                .filter(skills -> agent.hasSkills(List.of(Json.read(skills, String[].class))))
                .flatMap(skills -> first(tx, skills).stream())
                .min(Comparator.comparingLong(Waiting::since).thenComparing(Waiting::leadId))
                .map(Waiting::leadId);
    }

    private static Optional<Waiting> first(Tx tx, String skills) {
        return tx.first(FIRST, row -> new Waiting(row.text(), row.longInteger()), skills);
    }
}
