package com.techbro24.crm.leads;

import com.techbro24.crm.database.Tx;
import java.util.List;

/** The SQL of {@code lead_score_rules}. */
final class ScoreStore {
    private ScoreStore() {}

    static ScoreRules rules(Tx tx) {
        return tx.first(
                        "SELECT version, created_at, updated_at, rules FROM lead_score_rules",
                        row ->
                                new ScoreRules(
                                        row.integer(),
                                        row.time(),
                                        row.time(),
                                        List.of(row.json(ScoreRule[].class))))
                .orElseThrow(() -> new IllegalStateException("no score rules"));
    }

    /** The rules, cached by {@link Tx#once}. */
    static ScoreRules once(Tx tx) {
        return tx.cached(ScoreRules.class, ScoreStore::rules);
    }

    static void update(Tx tx, ScoreRules rules) {
        tx.update(
                "UPDATE lead_score_rules SET version = ?, updated_at = ?, rules = ?",
                rules.version(),
                rules.updatedAt(),
                rules.rules());
        tx.invalidate(ScoreRules.class);
    }

    /** Records that all leads are scored by this version. */
    static void applied(Tx tx, int version) {
        tx.update("UPDATE lead_score_rules SET applied_version = ?", version);
    }

    /** Whether the current rules have not been applied to all leads yet. */
    static boolean isRescoringPending(Tx tx) {
        return tx.exists("SELECT 1 FROM lead_score_rules WHERE applied_version < version");
    }
}
