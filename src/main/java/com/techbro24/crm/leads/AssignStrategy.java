package com.techbro24.crm.leads;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Selects an agent for a lead, among those below their capacity. */
public enum AssignStrategy {
    /** The agent whose last assignment is oldest. */
    ROUND_ROBIN(Comparator.comparingLong(Candidate::turn)),
    /** The agent with the fewest open leads; ties go to the oldest last assignment. */
    LEAST_LOADED(Comparator.comparingInt(Candidate::openLeads).thenComparingLong(Candidate::turn));

    private final Comparator<Candidate> order;

    AssignStrategy(Comparator<Candidate> order) {
        this.order =
                Comparator.comparing((Candidate candidate) -> !candidate.atWork())
                        .thenComparing(order)
                        .thenComparing(Candidate::agentId);
    }

    /**
     * An agent who could get the lead.
     *
     * @param capacity the most open leads; null for no limit
     * @param atWork whether the agent is neither on a break nor offline
     * @param turn the order of the last assignment; 0 for never
     */
    public record Candidate(
            String agentId, @Nullable Integer capacity, boolean atWork, int openLeads, long turn) {
        boolean hasRoom() {
            return capacity == null || openLeads < capacity;
        }
    }

    /**
     * The selected agent: one at work, or if none of these has capacity, one of the others.
     *
     * @param atWorkOnly whether to exclude the others
     * @return empty if no agent has capacity
     */
    public Optional<String> choose(List<Candidate> candidates, boolean atWorkOnly) {
        return candidates.stream()
                .filter(Candidate::hasRoom)
                .filter(candidate -> candidate.atWork() || !atWorkOnly)
                .min(order)
                .map(Candidate::agentId);
    }
}
