package com.techbro24.crm.calls;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Row;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The SQL of {@code call_outcomes} and {@code calling_hours}. */
public final class CallRuleStore {
    private static final String OUTCOMES =
            "SELECT outcome, version, created_at, updated_at, lead_status, counts_as_contact,"
                    + " counts_as_sale, retry_after_seconds, sets_do_not_call, wants_callback_time"
                    + " FROM call_outcomes";

    private record OutcomeRules(Map<CallOutcome, OutcomeRule> all) {
        static OutcomeRules read(Tx tx) {
            Map<CallOutcome, OutcomeRule> all = new EnumMap<>(CallOutcome.class);
            outcomes(tx).forEach(rule -> all.put(rule.outcome(), rule));
            return new OutcomeRules(all);
        }
    }

    private CallRuleStore() {}

    /** All outcomes, in the order of {@link CallOutcome}. */
    public static List<OutcomeRule> outcomes(Tx tx) {
        return tx.list(OUTCOMES, CallRuleStore::outcome).stream()
                .sorted(Comparator.comparing(OutcomeRule::outcome))
                .toList();
    }

    /** The rule of an outcome; all are cached by {@link Tx#once}. */
    static OutcomeRule outcome(Tx tx, CallOutcome outcome) {
        OutcomeRule rule = tx.cached(OutcomeRules.class, OutcomeRules::read).all().get(outcome);
        if (rule == null) {
            throw new IllegalStateException("no rule for " + EnumNames.of(outcome));
        }
        return rule;
    }

    static OutcomeRule outcome(Tx tx, String word) {
        return EnumNames.find(CallOutcome.class, word)
                .map(outcome -> outcome(tx, outcome))
                .orElseThrow(() -> Problem.notFound("call outcome"));
    }

    static void update(Tx tx, OutcomeRule rule) {
        @Nullable Duration retryAfter = rule.retryAfter();
        tx.update(
                "UPDATE call_outcomes SET version = ?, updated_at = ?, lead_status = ?,"
                        + " counts_as_contact = ?, counts_as_sale = ?, retry_after_seconds = ?,"
                        + " sets_do_not_call = ?, wants_callback_time = ? WHERE outcome = ?",
                rule.version(),
                rule.updatedAt(),
                rule.leadStatus(),
                rule.countsAsContact(),
                rule.countsAsSale(),
                retryAfter == null ? null : (Long) retryAfter.toSeconds(),
                rule.setsDoNotCall(),
                rule.wantsCallbackTime(),
                rule.outcome());
        tx.invalidate(OutcomeRules.class);
    }

    public static CallingHours hours(Tx tx) {
        return tx.first(
                        "SELECT version, created_at, updated_at, days FROM calling_hours",
                        row ->
                                CallingHours.of(
                                        row.integer(),
                                        row.time(),
                                        row.time(),
                                        row.json(CallingHours.Fields.class)))
                .orElseThrow(() -> new IllegalStateException("no calling hours"));
    }

    static void update(Tx tx, CallingHours hours) {
        tx.update(
                "UPDATE calling_hours SET version = ?, updated_at = ?, days = ?",
                hours.version(),
                hours.updatedAt(),
                hours.days());
    }

    private static OutcomeRule outcome(Row row) {
        return new OutcomeRule(
                row.word(CallOutcome.class),
                row.integer(),
                row.time(),
                row.time(),
                row.wordOrNull(LeadStatus.class),
                row.bool(),
                row.bool(),
                seconds(row.longOrNull()),
                row.bool(),
                row.bool());
    }

    private static @Nullable Duration seconds(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
