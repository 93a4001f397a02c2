package com.techbro24.crm.automation;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Condition;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Paging;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Says for each rule why it ran, or did not run, for a row. */
final class Explanation {
    private static final int CHANGES_MAX = 100;
    private static final int RULES_MAX = 500;

    private final RuleCompiler compiler;
    private final Matching matching;
    private final ChangeReader reader;
    private final Supplier<Instant> now;

    Explanation(
            RuleCompiler compiler, Matching matching, ChangeReader reader, Supplier<Instant> now) {
        this.compiler = compiler;
        this.matching = matching;
        this.reader = reader;
        this.now = now;
    }

    /** The enabled rules that the caller sees; the row itself and what belongs to it. */
    List<RuleExplanation> of(Tx tx, Subject row, Caller caller) {
        List<Change> changes = new ArrayList<>();
        changes.addAll(reader.of(tx, row.type(), row.id(), Long.MAX_VALUE, CHANGES_MAX));
        changes.addAll(reader.about(tx, row, Long.MAX_VALUE, CHANGES_MAX));
        changes.removeIf(change -> !Matching.isVisible(change, caller));
        changes.sort(Comparator.comparingLong(Change::seq).reversed());
        if (changes.isEmpty()) {
            throw Problem.notFound(row.type());
        }
        return AutomationStore.list(
                        tx, true, null, caller, new Paging(RULES_MAX, null, null, false))
                .data()
                .stream()
                .map(rule -> of(tx, rule, changes, caller))
                .toList();
    }

    /** By the newest event that the rule answers. */
    private RuleExplanation of(Tx tx, AutomationRule rule, List<Change> changes, Caller caller) {
        List<Change> answered =
                changes.stream()
                        .filter(change -> matching.eventOf(rule, change).isPresent())
                        .toList();
        if (answered.isEmpty()) {
            return RuleExplanation.of(rule, "no_event", null, null, null);
        }
        // Its last run may be about another row than the newest event: an earlier call of the lead.
        Optional<AutomationRun> run =
                answered.stream()
                        .map(Change::entityId)
                        .distinct()
                        .flatMap(id -> RunStore.last(tx, rule.id(), id).stream())
                        .filter(last -> RunStore.isVisible(tx, last, caller))
                        .findFirst();
        Change newest = answered.getFirst();
        return of(tx, rule, newest, matching.eventOf(rule, newest).orElseThrow(), run);
    }

    private RuleExplanation of(
            Tx tx, AutomationRule rule, Change change, String event, Optional<AutomationRun> run) {
        String occasion = "seq:" + change.seq();
        if (run.filter(each -> each.occasion().equals(occasion)).isPresent()) {
            return RuleExplanation.of(
                    rule, EnumNames.of(run.get().status()), event, run.get(), null);
        }
        Optional<Caller> owner = Matching.owner(tx, rule);
        if (owner.isEmpty()) {
            return RuleExplanation.of(rule, "owner_inactive", event, run.orElse(null), null);
        }
        if (!Matching.isVisible(change, owner.get())) {
            return RuleExplanation.of(rule, "owner_does_not_see", event, run.orElse(null), null);
        }
        Optional<Condition> fitting = compiler.stored(rule).map(CompiledRule::condition);
        if (fitting.isEmpty()) {
            return RuleExplanation.of(rule, "invalid_rule", event, run.orElse(null), null);
        }
        Condition condition = fitting.get();
        Situation situation = matching.situation(tx, owner.get(), event, change);
        if (condition.test(situation) != Truth.TRUE) {
            return RuleExplanation.of(
                    rule, "conditions", event, run.orElse(null), condition.explain(situation));
        }
        return RuleExplanation.of(rule, limit(tx, rule, change), event, run.orElse(null), null);
    }

    private String limit(Tx tx, AutomationRule rule, Change change) {
        Optional<Instant> last = LimitStore.lastAt(tx, rule.id(), change.entityId(), change.at());
        if (rule.oncePer() == OncePer.RECORD && last.isPresent()) {
            return "once_per";
        }
        if (rule.cooldownSeconds() > 0 && last.isPresent()) {
            return "cooldown";
        }
        if (change.at().isBefore(rule.updatedAt())) {
            return "before_rule";
        }
        if (change.at().isBefore(now.get().minus(rule.trigger().ageMax()))) {
            return "too_old";
        }
        return RunStore.dueAfter(tx, rule.id(), change.entityId(), change.at()).isPresent()
                ? "already_waiting"
                : "not_yet";
    }
}
