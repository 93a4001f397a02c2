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

/** Handles the commands of the score rules. */
public final class ScoreHandler implements Handler<ScoreCommand> {
    /** The leads per transaction, so that other writes are not blocked for long. */
    static final int LEADS_AT_ONCE_MAX = 100;

    @Override
    public Outcome handle(ScoreCommand command, Context context) {
        return switch (command) {
            case ScoreCommand.SetRules set -> setRules(set, context);
            case ScoreCommand.Rescore rescore -> rescore(rescore, context);
        };
    }

    private static Outcome setRules(ScoreCommand.SetRules command, Context context) {
        checkRules(command.rules());
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

    private static void checkRules(List<ScoreRule> rules) {
        List<InputError> errors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int index = 0; index < rules.size(); index++) {
            ScoreRule rule = rules.get(index);
            String path = "rules[" + index + "]";
            if (!names.add(rule.name())) {
                String message = path + ".name is used by an earlier rule.";
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
        List<LeadStore.Numbered> batch =
                LeadStore.scoredByRules(tx, command.afterRow(), LEADS_AT_ONCE_MAX);
        List<Draft> changes = new ArrayList<>();
        for (LeadStore.Numbered each : batch) {
            Lead after =
                    LeadEdit.scored(each.lead(), rules.score(each.lead()))
                            .nextVersion(context.now());
            if (after != each.lead()) {
                changes.add(LeadSaving.update(context, each.lead(), after));
            }
        }
        boolean done = batch.size() < LEADS_AT_ONCE_MAX;
        long lastRow = batch.isEmpty() ? command.afterRow() : batch.getLast().row();
        if (done) {
            ScoreStore.applied(tx, rules.version());
        }
        Rescoring progress =
                new Rescoring(rules.version(), command.step(), lastRow, changes.size(), done);
        changes.add(
                Draft.created(ScoreChange.RULES_APPLIED, Rescoring.TYPE, progress, Visibility.ALL));
        return Outcome.changed(null, changes);
    }
}
