package com.techbro24.crm.analytics;

import org.jspecify.annotations.Nullable;

/**
 * Whose figures are meant: everyone's, a team's or one agent's. Everyone includes nobody: the rows
 * without an agent.
 */
final class Scope {
    private enum Kind {
        EVERYONE,
        TEAM,
        AGENT
    }

    private final Kind kind;
    private final AgentFacts agents;
    private final int agent;
    private final int team;
    private boolean withNobody;

    private Scope(Kind kind, AgentFacts agents, int agent, int team) {
        this.kind = kind;
        this.agents = agents;
        this.agent = agent;
        this.team = team;
    }

    static Scope everyone(AgentFacts agents) {
        return new Scope(Kind.EVERYONE, agents, 0, 0);
    }

    static Scope team(AgentFacts agents, int team) {
        return new Scope(Kind.TEAM, agents, 0, team);
    }

    /**
     * @param team only what the agent did in this team; 0 for any
     */
    static Scope agent(AgentFacts agents, int agent, int team) {
        return new Scope(Kind.AGENT, agents, agent, team);
    }

    /** The same, and nobody's. */
    Scope withNobody() {
        Scope scope = new Scope(kind, agents, agent, team);
        scope.withNobody = true;
        return scope;
    }

    /** Whether it has what this agent did at that second. */
    boolean has(int who, long second) {
        return who == 0 && withNobody || hasOf(who, second);
    }

    private boolean hasOf(int who, long second) {
        return switch (kind) {
            case EVERYONE -> true;
            case AGENT -> who == agent && (team == 0 || agents.agent(who).teamAt(second) == team);
            case TEAM -> who != 0 && agents.agent(who).teamAt(second) == team;
        };
    }

    /** Whether it has what belongs to this agent now. */
    boolean hasNow(int who) {
        return who == 0 && withNobody || hasNowOf(who);
    }

    private boolean hasNowOf(int who) {
        return switch (kind) {
            case EVERYONE -> true;
            case AGENT -> who == agent && (team == 0 || agents.agent(who).team() == team);
            case TEAM -> who != 0 && agents.agent(who).team() == team;
        };
    }

    /** Whether it may have anything of this agent, then or now. */
    boolean mayHave(int who) {
        return kind == Kind.EVERYONE || kind == Kind.TEAM && who != 0 || who == agent;
    }

    boolean isEveryone() {
        return kind == Kind.EVERYONE;
    }

    /** The number of the one agent. */
    int agent() {
        return agent;
    }

    boolean isOneAgent() {
        return kind == Kind.AGENT;
    }

    @Nullable String teamName() {
        return agents.teamName(team);
    }

    @Nullable String agentId() {
        return kind == Kind.AGENT ? agents.agent(agent).id() : null;
    }
}
