package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One agent.
 *
 * @param active whether the agent may log in
 * @param score the agent beside its team in the period
 * @param trend figures of the last seven whole days beside the seven before, whatever the period
 * @param averages those of its team; null where fewer than three agents share in them
 */
public record AgentReport(
        Range range,
        Whose scope,
        AsOf asOf,
        String agentId,
        String name,
        @Nullable String team,
        Role role,
        boolean active,
        Figures figures,
        List<Overview.Day> daily,
        Score score,
        Map<String, Trend> trend,
        @Nullable TeamAverages averages) {
    private static final int TREND_DAYS = 7;

    static AgentReport of(Facts facts, Period period, Scope scope, Instant now) {
        AgentFacts.Agent agent = facts.agents().agent(scope.agent());
        Counting counting = new Counting(facts, now);
        List<Overview.Day> daily = new ArrayList<>();
        Tally sum = Overview.daily(counting, period, scope, daily);
        counting.overdue(scope, _ -> sum.overdueReminders++);
        Comparison compared = Comparison.of(facts, agent, period, now);
        Period week = Period.lastDays(TREND_DAYS, now, period.zone());
        Comparison current = Comparison.of(facts, agent, week, now);
        Comparison former = Comparison.of(facts, agent, week.before(), now);
        Map<String, Trend> trend = Trend.all(current.own, former.own);
        trend.put("score", Trend.score(current.score(), former.score()));
        return new AgentReport(
                Range.of(period),
                Whose.of(scope),
                new AsOf(facts.seq(), now),
                agent.id(),
                agent.name(),
                facts.agents().teamName(agent.team()),
                agent.role(),
                agent.active(),
                Figures.of(sum),
                daily,
                compared.score(),
                trend,
                TeamAverages.of(facts.agents().teamName(agent.team()), compared.team));
    }

    /** An agent, those who were in its team of today, and everyone. */
    private record Comparison(Tally own, List<Tally> team, List<Tally> everyone) {
        static Comparison of(Facts facts, AgentFacts.Agent agent, Period period, Instant now) {
            AgentFacts agents = facts.agents();
            int size = agents.size() + 1;
            // What somebody did in this team is counted in the second half.
            Tally[] tallies =
                    new Counting(facts, now)
                            .groups(
                                    period,
                                    Scope.everyone(agents),
                                    new ByTeam(agents, agent.team()),
                                    size * 2);
            List<Tally> everyone = new ArrayList<>();
            for (int number = 1; number < size; number++) {
                tallies[number].add(tallies[size + number]);
                everyone.add(tallies[number]);
            }
            return new Comparison(
                    tallies[agent.number()],
                    List.of(tallies).subList(size + 1, tallies.length),
                    everyone);
        }

        Score score() {
            return Score.of(own, team, everyone);
        }
    }

    /** Groups by agent, and by agent once more after all agents for what is done in the team. */
    private record ByTeam(AgentFacts agents, int team) implements Counting.Group {
        @Override
        public int of(int agent, long second) {
            boolean isInTeam =
                    agent != 0 && team != 0 && agents.agent(agent).teamAt(second) == team;
            return isInTeam ? agents.size() + 1 + agent : agent;
        }

        @Override
        public int ofNow(int agent, long second) {
            boolean isInTeam = agent != 0 && team != 0 && agents.agent(agent).team() == team;
            return isInTeam ? agents.size() + 1 + agent : agent;
        }
    }
}
