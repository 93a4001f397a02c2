package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The agents, with the history of their teams and statuses. Agents are numbered from 1. */
final class AgentFacts {
    /** The number of a team that nobody was ever in. */
    static final int NO_TEAM = -1;

    private final Words ids = new Words();
    private final Words teams = new Words();
    private final List<Agent> agents = new ArrayList<>();

    /** An agent. */
    static final class Agent {
        private final int number;
        private final String id;
        private String name = "";
        private Role role = Role.AGENT;
        private int team;
        private @Nullable String timezone;
        private boolean active;

        /** The seconds from which the teams count, and the teams' numbers; in log order. */
        private long[] teamSince = new long[1];

        private int[] teamNumbers = new int[1];
        private int teamCount;

        /** The milliseconds from which the statuses count, in their order. */
        private long[] statusSince = new long[8];

        private byte[] statuses = new byte[8];
        private int statusCount;

        private Agent(int number, String id) {
            this.number = number;
            this.id = id;
        }

        int number() {
            return number;
        }

        String id() {
            return id;
        }

        String name() {
            return name;
        }

        Role role() {
            return role;
        }

        int team() {
            return team;
        }

        @Nullable String timezone() {
            return timezone;
        }

        boolean active() {
            return active;
        }

        void describe(String newName, Role newRole, @Nullable String zone, boolean isActive) {
            name = newName;
            role = newRole;
            timezone = zone;
            active = isActive;
        }

        private void join(int newTeam, long second) {
            if (teamCount == teamSince.length) {
                teamSince = Arrays.copyOf(teamSince, teamCount * 2);
                teamNumbers = Arrays.copyOf(teamNumbers, teamCount * 2);
            }
            teamSince[teamCount] = second;
            teamNumbers[teamCount++] = newTeam;
            team = newTeam;
        }

        /** The team at that second: the last one joined by then, else the first one. */
        int teamAt(long second) {
            for (int index = teamCount - 1; index > 0; index--) {
                if (teamSince[index] <= second) {
                    return teamNumbers[index];
                }
            }
            return teamCount == 0 ? 0 : teamNumbers[0];
        }

        /** The first second after this one at which the team may change. */
        long steadyUntil(long second) {
            long until = Counting.FOREVER;
            for (int index = 1; index < teamCount; index++) {
                if (teamSince[index] > second) {
                    until = Math.min(until, teamSince[index]);
                }
            }
            return until;
        }

        /** Sets the status since a time; a second one at the same time replaces the first. */
        void status(WorkState status, long since) {
            int at = Arrays.binarySearch(statusSince, 0, statusCount, since);
            if (at >= 0) {
                statuses[at] = (byte) status.ordinal();
                return;
            }
            if (statusCount == statusSince.length) {
                statusSince = Arrays.copyOf(statusSince, statusCount * 2);
                statuses = Arrays.copyOf(statuses, statusCount * 2);
            }
            int place = -at - 1;
            System.arraycopy(statusSince, place, statusSince, place + 1, statusCount - place);
            System.arraycopy(statuses, place, statuses, place + 1, statusCount - place);
            statusSince[place] = since;
            statuses[place] = (byte) status.ordinal();
            statusCount++;
        }

        /** The current status; empty before the first one. */
        Optional<WorkState> status() {
            return statusCount == 0
                    ? Optional.empty()
                    : Optional.of(WorkState.ALL[statuses[statusCount - 1]]);
        }

        /** When the current status began. */
        Instant statusSince() {
            return Instant.ofEpochMilli(statusCount == 0 ? 0 : statusSince[statusCount - 1]);
        }

        /** Adds the time in each status between two milliseconds. */
        void addTimes(long from, long to, long[] byStatus) {
            int at = Arrays.binarySearch(statusSince, 0, statusCount, from);
            int index = Math.max(0, at >= 0 ? at : -at - 2);
            while (index < statusCount && statusSince[index] < to) {
                long start = Math.max(from, statusSince[index]);
                int status = statuses[index++];
                long end = index < statusCount ? Math.min(to, statusSince[index]) : to;
                byStatus[status] += end - start;
            }
        }

        void statuses(StatusVisitor visitor) {
            for (int index = 0; index < statusCount; index++) {
                visitor.status(statuses[index], statusSince[index]);
            }
        }

        void teams(TeamVisitor visitor) {
            for (int index = 0; index < teamCount; index++) {
                visitor.team(teamNumbers[index], teamSince[index]);
            }
        }
    }

    /** Receives the changes of a status. */
    interface StatusVisitor {
        /**
         * @param status the ordinal of a {@link WorkState}
         */
        void status(int status, long sinceMillis);
    }

    /** Receives the changes of a team. */
    interface TeamVisitor {
        void team(int team, long sinceSecond);
    }

    /** The number of an agent, a new one for a new id; 0 for null. */
    int number(@Nullable String id) {
        int number = ids.number(id);
        if (number > agents.size()) {
            if (number > 0xffff) {
                throw new IllegalStateException("more than 65,535 agents");
            }
            agents.add(new Agent(number, ids.word(number)));
        }
        return number;
    }

    /** The agent with this id, a new one for a new id. */
    Agent agent(String id) {
        return agents.get(number(id) - 1);
    }

    Agent agent(int number) {
        return agents.get(number - 1);
    }

    Optional<Agent> find(String id) {
        int number = ids.find(id);
        return number == 0 ? Optional.empty() : Optional.of(agent(number));
    }

    List<Agent> all() {
        return agents;
    }

    int size() {
        return agents.size();
    }

    /** The agent's team since a time; null for none. */
    void join(Agent agent, @Nullable String team, Instant since) {
        agent.join(teams.number(team), Math.floorDiv(since.toEpochMilli(), 1_000L));
    }

    /** The number of a team that an agent was ever in; 0 for an unknown one. */
    int team(String name) {
        return teams.find(name);
    }

    /** The name of a team; null for none. */
    @Nullable String teamName(int number) {
        return number <= 0 ? null : teams.word(number);
    }

    long bytes() {
        return agents.stream()
                .mapToLong(each -> 12L * each.teamSince.length + 9L * each.statusSince.length)
                .sum();
    }
}
