package com.techbro24.crm.leads;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides what earns leads points, and scores them by it. */
public final class ScoreHandler implements Handler<ScoreCommand> {
    /** How many are scored in one turn of the writer's, so that others get theirs. */
    static final int LEADS_AT_ONCE_MAX = 100;

    @Override
    public Outcome handle(ScoreCommand command, Context context) {
        return switch (command) {
            case ScoreCommand.SetRules set -> setRules(set, context);
            case ScoreCommand.Rescore rescore -> rescore(rescore, context);
        };
    }

    private static Outcome setRules(ScoreCommand.SetRules command, Context context) {
        refuseFaulty(command.rules());
        ScoreRules before = ScoreStore.rules(context.tx());
        context.expect(before);
        ScoreRules after = before.with(command.rules(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        ScoreStore.update(context.tx(), after);
        return Outcome.changed(
                after,
                Draft.changed(
                        ScoreChange.RULES_UPDATED,
                        ScoreRules.TYPE,
                        before,
                        after,
                        Visibility.ALL,
                        Visibility.ALL));
    }

    private static void refuseFaulty(List<ScoreRule> rules) {
        List<InputError> errors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < rules.size(); index++) {
            ScoreRule rule = rules.get(index);
            String path = "rules[" + index + "]";
            if (!names.add(rule.name())) {
                String message = path + ".name stands already in these rules.";
                errors.add(new InputError(path + ".name", "taken", message));
            }
            rule.error(path).ifPresent(errors::add);
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private static Outcome rescore(ScoreCommand.Rescore command, Context context) {
        Tx tx = context.tx();
        ScoreRules rules = ScoreStore.once(tx);
        if (rules.version() != command.rulesVersion()) {
            return Outcome.unchanged(null);
        }
        List<LeadStore.Numbered> some =
                LeadStore.scoredByRules(tx, command.afterRow(), LEADS_AT_ONCE_MAX);
        List<Draft> changes = new ArrayList<>();
        for (LeadStore.Numbered each : some) {
            Lead after = LeadEdit.scored(each.lead(), rules.score(each.lead())).at(context.now());
            if (after != each.lead()) {
                changes.add(LeadSaving.update(tx, each.lead(), after));
            }
        }
        boolean done = some.size() < LEADS_AT_ONCE_MAX;
        long lastRow = some.isEmpty() ? command.afterRow() : some.getLast().row();
        if (done) {
            ScoreStore.applied(tx, rules.version());
        }
        Rescoring reached =
                new Rescoring(rules.version(), command.step(), lastRow, changes.size(), done);
        changes.add(
                Draft.created(ScoreChange.RULES_APPLIED, Rescoring.TYPE, reached, Visibility.ALL));
        return Outcome.changed(null, changes);
    }
}
