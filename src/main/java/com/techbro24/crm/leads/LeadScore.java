package com.techbro24.crm.leads;

import java.util.List;

/**
 * A lead's score and why it is so.
 *
 * @param score from 0 to 100: the sum of the points, no less and no more
 * @param byHand whether a person set it; it stands until it is set to null
 * @param reasons the rules that the lead meets, or the one that a person set it
 */
public record LeadScore(int score, boolean byHand, List<Reason> reasons) {
    /**
     * Why the score is as it is.
     *
     * @param rule the rule's name, or {@code by_hand}
     */
    public record Reason(String rule, int points, String reason) {}

    static LeadScore byHand(int score) {
        return new LeadScore(score, true, List.of(new Reason("by_hand", score, "Was set by hand")));
    }
}
