package com.techbro24.crm.leads;

import com.techbro24.crm.base.Entity;
import java.time.Instant;
import java.util.List;

/** The score rules: one row, which admins replace as a whole. */
public record ScoreRules(int version, Instant createdAt, Instant updatedAt, List<ScoreRule> rules)
        implements Entity {
    /** The entity type in the log and in problems. */
    public static final String TYPE = "lead_score_rules";

    /** There is only one row. */
    @Override
    public String id() {
        return TYPE;
    }

    ScoreRules with(List<ScoreRule> newRules, Instant now) {
        return newRules.equals(rules)
                ? this
                : new ScoreRules(version + 1, createdAt, now, List.copyOf(newRules));
    }

    /** The sum of the points, limited to 0 to 100. */
    int score(Lead lead) {
        int points = 0;
        for (ScoreRule rule : rules) {
            points += rule.matches(lead) ? rule.points() : 0;
        }
        return Math.clamp(points, 0, LeadFields.SCORE_MAX);
    }

    /** The score and its reasons. */
    LeadScore explain(Lead lead) {
        if (lead.scoreByHand()) {
            return LeadScore.byHand(lead.score());
        }
        List<LeadScore.Reason> reasons =
                rules.stream()
                        .filter(rule -> rule.matches(lead))
                        .map(
                                rule ->
                                        new LeadScore.Reason(
                                                rule.name(), rule.points(), rule.reason()))
                        .toList();
        return new LeadScore(score(lead), false, reasons);
    }
}
