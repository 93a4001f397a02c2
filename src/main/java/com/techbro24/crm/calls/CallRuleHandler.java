package com.techbro24.crm.calls;

import com.techbro24.crm.base.Entity;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;

/** Handles the commands of outcome rules and calling hours. */
public final class CallRuleHandler implements Handler<CallRuleCommand> {
    @Override
    public Outcome handle(CallRuleCommand command, Context context) {
        return switch (command) {
            case CallRuleCommand.SetOutcome outcome -> setOutcome(outcome, context);
            case CallRuleCommand.SetHours hours -> setHours(hours, context);
        };
    }

    private static Outcome setOutcome(CallRuleCommand.SetOutcome command, Context context) {
        OutcomeRule before = CallRuleStore.outcome(context.tx(), command.outcome());
        context.expect(before);
        OutcomeRule after = before.with(command.fields(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        CallRuleStore.update(context.tx(), after);
        return changed(OutcomeRule.TYPE, before, after);
    }

    private static Outcome setHours(CallRuleCommand.SetHours command, Context context) {
        CallingHours before = CallRuleStore.hours(context.tx());
        context.expect(before);
        CallingHours after = before.with(command.days(), context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        CallRuleStore.update(context.tx(), after);
        return changed(CallingHours.TYPE, before, after);
    }

    private static Outcome changed(String type, Entity before, Entity after) {
        return Outcome.changed(
                after,
                Draft.changed(
                        CallRuleChange.UPDATED,
                        type,
                        before,
                        after,
                        Visibility.ALL,
                        Visibility.ALL));
    }
}
