package com.techbro24.crm.leads;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an agent is found for a lead, among those who have room for another one. */
public enum AssignStrategy {
    /** Who has waited longest for its turn. */
    ROUND_ROBIN(Comparator.comparingLong(Candidate::turn)),
    /** Who has the fewest open leads; among equals, who has waited longest. */
    LEAST_LOADED(Comparator.comparingInt(Candidate::openLeads).thenComparingLong(Candidate::turn));

    private final Comparator<Candidate> order;

    AssignStrategy(Comparator<Candidate> order) {
        this.order =
                Comparator.comparing((Candidate candidate) -> !candidate.atWork())
                        .thenComparing(order)
                        .thenComparing(Candidate::agentId);
    }

    /**
     * One who could be given a lead.
     *
     * @param capacity how many open leads it takes at most; null for any number
     * @param atWork whether it is neither on a break nor offline
     * @param turn when it last had its turn; 0 for never
     */
    public record Candidate(
            String agentId, @Nullable Integer capacity, boolean atWork, int openLeads, long turn) {
        boolean hasRoom() {
            return capacity == null || openLeads < capacity;
        }
    }

    /**
     * Whose turn it is: of those at work, and where none of them has room, of the others.
     *
     * @param atWorkOnly whether the others are left out
     * @return empty where nobody has room
     */
    public Optional<String> choose(List<Candidate> candidates, boolean atWorkOnly) {
        return candidates.stream()
                .filter(Candidate::hasRoom)
                .filter(candidate -> candidate.atWork() || !atWorkOnly)
                .min(order)
                .map(Candidate::agentId);
    }
}
