package com.techbro24.crm.leads;

import java.util.List;

/**
 * A lead's score and its reasons.
 *
 * @param score the sum of the points, limited to 0 to 100
 * @param byHand whether a user set it; setting it to null returns it to the rules
 * @param reasons the matching rules, or one entry for a manual score
 */
public record LeadScore(int score, boolean byHand, List<Reason> reasons) {
    /**
     * A reason for the score.
     *
     * @param rule the rule's name, or {@code by_hand}
     * @param points what it adds to the score; below zero if it takes
     */
    public record Reason(String rule, int points, String reason) {}

    static LeadScore byHand(int score) {
        return new LeadScore(score, true, List.of(new Reason("by_hand", score, "Set manually")));
    }
}
