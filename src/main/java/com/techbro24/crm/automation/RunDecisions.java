package com.techbro24.crm.automation;

import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Outcome;
import java.time.Duration;
import java.util.Objects;

/** What people decide about runs. */
final class RunDecisions {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private RunDecisions() {}

    static Outcome held(AutomationCommand.DecideHeld command, Context context) {
        AutomationRule rule = AutomationHandler.load(command.id(), context);
        switch (command.decision()) {
            case RELEASE -> {
                int perMinute =
                        Objects.requireNonNullElse(
                                command.perMinute(), AutomationCommand.PER_MINUTE_STANDARD);
                RunStore.release(
                        context.tx(), rule.id(), MINUTE.dividedBy(perMinute), context.now());
            }
            case DROP -> RunStore.drop(context.tx(), rule.id(), context.now());
        }
        return Outcome.unchanged(rule);
    }

    static Outcome stopBackfill(AutomationCommand.StopBackfill command, Context context) {
        AutomationRule rule = AutomationHandler.load(command.id(), context);
        SweepStore.stopOf(context.tx(), rule.id(), context.now());
        return Outcome.unchanged(rule);
    }

    static Outcome retry(AutomationCommand.RetryRun command, Context context) {
        AutomationRun run = RunStore.get(context.tx(), command.id(), context.caller());
        AutomationRule _ = visibleRule(run, context);
        if (run.status() != RunStatus.FAILED) {
            throw Problem.conflict("Only a failed run can be tried again.")
                    .with("status", EnumNames.of(run.status()));
        }
        AutomationRun again = run.again(context.now(), 1, run.trace(), context.now());
        RunStore.update(context.tx(), again);
        return Outcome.unchanged(again);
    }

    private static AutomationRule visibleRule(AutomationRun run, Context context) {
        try {
            return AutomationHandler.load(
                    run.ruleId(),
                    new Context(
                            context.tx(),
                            context.caller(),
                            context.now(),
                            null,
                            null,
                            context.via()));
        } catch (Problem problem) {
            throw problem.code() == Problem.Code.NOT_FOUND
                    ? Problem.notFound(AutomationRun.NOUN)
                    : problem;
        }
    }
}
