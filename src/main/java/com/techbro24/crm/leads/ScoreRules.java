package com.techbro24.crm.leads;

import com.techbro24.crm.base.Entity;
import java.time.Instant;
import java.util.List;

/** What earns leads how many points: one row, which admins edit as a whole. */
public record ScoreRules(int version, Instant createdAt, Instant updatedAt, List<ScoreRule> rules)
        implements Entity {
    /** What the log and problems call it. */
    public static final String TYPE = "lead_score_rules";

    /** There is one row only. */
    @Override
    public String id() {
        return TYPE;
    }

    ScoreRules with(List<ScoreRule> brought, Instant now) {
        return brought.equals(rules)
                ? this
                : new ScoreRules(version + 1, createdAt, now, List.copyOf(brought));
    }

    /** The sum of what the lead has earned, from 0 to 100. */
    int score(Lead lead) {
        int points = 0;
        for (ScoreRule rule : rules) {
            points += rule.isMetBy(lead) ? rule.points() : 0;
        }
        return Math.clamp(points, 0, LeadFields.SCORE_MAX);
    }

    /** The score and why it is so. */
    LeadScore explain(Lead lead) {
        if (lead.scoreByHand()) {
            return LeadScore.byHand(lead.score());
        }
        List<LeadScore.Reason> reasons =
                rules.stream()
                        .filter(rule -> rule.isMetBy(lead))
                        .map(
                                rule ->
                                        new LeadScore.Reason(
                                                rule.name(), rule.points(), rule.reason()))
                        .toList();
        return new LeadScore(score(lead), false, reasons);
    }
}
