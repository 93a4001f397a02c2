package com.techbro24.crm.analytics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is on what right now, among the active agents whom the caller sees.
 *
 * @param date today in the time zone
 * @param agents by name
 */
public record ActivityReport(AsOf asOf, LocalDate date, String timezone, List<Line> agents) {
    /**
     * An agent.
     *
     * @param since since when it has had its status
     * @param seconds how long it has had its status
     * @param today its figures of today
     */
    public record Line(
            String agentId,
            String name,
            @Nullable String team,
            WorkState status,
            Instant since,
            long seconds,
            Figures today) {}

    static ActivityReport of(
            Facts facts, Question question, ZoneId zone, Scope scope, Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        Period day = Period.ofDays(today, today.plusDays(1), zone);
        AgentFacts agents = facts.agents();
        Tally[] tallies = AgentsReport.byAgent(facts, day, scope, now);
        List<Line> lines = new ArrayList<>();
        for (AgentFacts.Agent agent : agents.all()) {
            if (agent.active() && question.sees(agents, agent) && scope.hasNow(agent.number())) {
                long millis = now.toEpochMilli() - agent.statusSince().toEpochMilli();
                lines.add(
                        new Line(
                                agent.id(),
                                agent.name(),
                                agents.teamName(agent.team()),
                                agent.status().orElse(WorkState.OFFLINE),
                                agent.statusSince(),
                                Math.max(0, millis / 1_000),
                                Figures.of(tallies[agent.number()])));
            }
        }
        lines.sort(Comparator.comparing(Line::name).thenComparing(Line::agentId));
        return new ActivityReport(new AsOf(facts.seq(), now), today, zone.getId(), lines);
    }
}
