package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agents side by side. The agents, {@code others} and {@code nobody} add up to {@code total}.
 *
 * @param agents by name
 * @param others what agents did in the team whom the caller does not see any more; null for none
 * @param nobody the rows without an agent; null where the total is without them
 */
public record AgentsReport(
        Range range,
        Whose scope,
        AsOf asOf,
        List<Line> agents,
        @Nullable Figures others,
        @Nullable Figures nobody,
        Figures total) {
    /**
     * An agent and its figures.
     *
     * @param active whether the agent may log in
     */
    public record Line(
            String agentId,
            String name,
            @Nullable String team,
            Role role,
            boolean active,
            Figures figures) {}

    static AgentsReport of(
            Facts facts, Question question, Period period, Scope scope, Instant now) {
        AgentFacts agents = facts.agents();
        Tally[] tallies = byAgent(facts, period, scope, now);
        List<Line> lines = new ArrayList<>();
        Tally others = new Tally();
        boolean hasOthers = false;
        for (AgentFacts.Agent agent : agents.all()) {
            Tally tally = tallies[agent.number()];
            if (!question.sees(agents, agent)) {
                others.add(tally);
                hasOthers |= !tally.isEmpty();
            } else if (!tally.isEmpty() || scope.hasNow(agent.number())) {
                lines.add(
                        new Line(
                                agent.id(),
                                agent.name(),
                                agents.teamName(agent.team()),
                                agent.role(),
                                agent.active(),
                                Figures.of(tally)));
            }
        }
        lines.sort(Comparator.comparing(Line::name).thenComparing(Line::agentId));
        return new AgentsReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                lines,
                hasOthers ? Figures.of(others) : null,
                scope.isEveryone() ? Figures.of(tallies[0]) : null,
                Figures.of(Tally.sum(List.of(tallies))));
    }

    /** The tallies of all agents by number; that of number 0 is nobody's. */
    static Tally[] byAgent(Facts facts, Period period, Scope scope, Instant now) {
        Counting counting = new Counting(facts, now);
        Tally[] tallies =
                counting.groups(period, scope, (agent, _) -> agent, facts.agents().size() + 1);
        counting.overdue(scope, agent -> tallies[agent].overdueReminders++);
        return tallies;
    }
}
