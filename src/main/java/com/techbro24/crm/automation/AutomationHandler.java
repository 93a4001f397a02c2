package com.techbro24.crm.automation;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.automation.templates.RuleTemplates;
import com.techbro24.crm.automation.time.Cron;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Handles the commands of automation. */
public final class AutomationHandler implements Handler<AutomationCommand> {
    /** A tick that was missed is made up for if it is not older than this. */
    private static final Duration MISSED_MAX = Duration.ofHours(1);

    private final RuleCompiler compiler;
    private final RuleTemplates templates;

    AutomationHandler(RuleCompiler compiler, RuleTemplates templates) {
        this.compiler = compiler;
        this.templates = templates;
    }

    @Override
    public Outcome handle(AutomationCommand command, Context context) {
        return switch (command) {
            case AutomationCommand.Create create -> create(create, context);
            case AutomationCommand.Update update -> update(update, context);
            case AutomationCommand.Delete delete -> delete(delete, context);
            case AutomationCommand.CreateFromTemplate create -> createFromTemplate(create, context);
            case AutomationCommand.DecideHeld decide -> RunDecisions.held(decide, context);
            case AutomationCommand.BeginBackfill begin -> beginBackfill(begin, context);
            case AutomationCommand.StopBackfill stop -> RunDecisions.stopBackfill(stop, context);
            case AutomationCommand.RetryRun retry -> RunDecisions.retry(retry, context);
            case AutomationCommand.Disable disable -> disable(disable, context);
            case AutomationCommand.Tick tick -> tick(tick, context);
            case AutomationCommand.RecordRun record -> record(record, context);
        };
    }

    private Outcome create(AutomationCommand.Create command, Context context) {
        Tx tx = context.tx();
        Caller caller = context.caller();
        if (caller.agentId() == null) {
            throw Problem.forbidden("A rule needs an owner: an agent must create it.");
        }
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> replay =
                creation.replay(
                        id -> AutomationStore.find(tx, id),
                        (rule, hash) ->
                                AutomationStore.visibility(tx, rule.ownerId()).isSeenBy(caller)
                                        && AutomationStore.isCreatedBy(tx, rule.id(), hash),
                        "automation rule");
        if (replay.isPresent()) {
            return replay.get();
        }
        AutomationRule created =
                scheduled(
                        AutomationRule.create(
                                command, creation.idOrNew(), caller.agent(), context.now()),
                        caller,
                        context.now());
        AutomationStore.insert(tx, created, creation.hash());
        return Outcome.created(
                created,
                Draft.created(
                        AutomationChange.CREATED,
                        AutomationRule.TYPE,
                        created,
                        AutomationStore.visibility(tx, created.ownerId())));
    }

    private Outcome createFromTemplate(
            AutomationCommand.CreateFromTemplate command, Context context) {
        List<AutomationRule> created = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        for (AutomationCommand.Create each : RulesOfTemplate.commands(templates, command)) {
            Outcome outcome = create(each, context);
            created.add((AutomationRule) Objects.requireNonNull(outcome.reply()));
            drafts.addAll(outcome.changes());
        }
        return Outcome.changed(new RulesOfTemplate(created), drafts);
    }

    /** A backfill sees no event, so its conditions may not name one. */
    private Outcome beginBackfill(AutomationCommand.BeginBackfill command, Context context) {
        AutomationRule rule = load(command.id(), context);
        if (SweepStore.isRunning(context.tx(), rule.id(), Sweep.Kind.BACKFILL)) {
            throw Problem.conflict("A backfill of this rule is running.");
        }
        if (compiler.compileForRows(rule).entityType() == null) {
            throw Problem.unprocessable("This rule is not about rows.");
        }
        Sweep sweep =
                Sweep.of(
                        rule,
                        Sweep.Kind.BACKFILL,
                        null,
                        context.caller().agentId(),
                        command.limit(),
                        context.now());
        SweepStore.insert(context.tx(), sweep);
        return Outcome.unchanged(sweep);
    }

    /** Checks the rule, and computes when its schedule fires next. */
    private AutomationRule scheduled(AutomationRule rule, Caller owner, Instant now) {
        CompiledRule compiled = compiler.compile(rule, owner);
        boolean fires = rule.isActive() && compiled.cron() != null;
        return rule.nextFire(fires ? Objects.requireNonNull(compiled.cron()).next(now) : null);
    }

    private Outcome update(AutomationCommand.Update command, Context context) {
        AutomationRule before = load(command.id(), context);
        AutomationRule after = before.with(command.fields());
        if (after.equals(before)) {
            return Outcome.unchanged(before);
        }
        Caller owner = owner(after, !after.ownerId().equals(before.ownerId()), context);
        AutomationRule checked =
                isOnlyText(command) ? after : checked(command, after, owner, context);
        if (before.enabled() && !checked.enabled()) {
            cancel(before, RunReason.RULE_DISABLED, context);
        }
        if (!before.enabled() && checked.enabled()) {
            AutomationStore.forgetFailures(context.tx(), before.id());
        }
        return save(before, checked, context);
    }

    /** Its schedule goes on as it is. */
    private static boolean isOnlyText(AutomationCommand.Update command) {
        return Set.of("name", "description").containsAll(command.fields().present());
    }

    /** Disabling works also for a rule that does not fit this version any more. */
    private AutomationRule checked(
            AutomationCommand.Update command, AutomationRule after, Caller owner, Context context) {
        boolean isOnlyState =
                Set.of("name", "description", "enabled").containsAll(command.fields().present());
        return after.enabled() || !isOnlyState
                ? scheduled(after, owner, context.now())
                : after.nextFire(null);
    }

    /** A rule may be given to oneself; admins give it to any manager. */
    private static Caller owner(AutomationRule rule, boolean isNew, Context context) {
        Caller caller = context.caller();
        if (isNew && caller.role() != Role.ADMIN && !caller.is(rule.ownerId())) {
            throw Problem.forbidden("Only an admin gives a rule to another owner.");
        }
        String message = "ownerId must be an active manager or admin.";
        return Matching.owner(context.tx(), rule)
                .orElseThrow(
                        () ->
                                Problem.invalid(
                                        List.of(
                                                new InputError(
                                                        "ownerId", "invalid_value", message))));
    }

    private static Outcome delete(AutomationCommand.Delete command, Context context) {
        AutomationRule before = load(command.id(), context);
        cancel(before, RunReason.RULE_DELETED, context);
        AutomationRule after = before.deleted(context.now()).nextVersion(context.now());
        AutomationStore.update(context.tx(), after);
        Visibility seen = AutomationStore.visibility(context.tx(), before.ownerId());
        return Outcome.changed(
                after,
                Draft.changed(
                        AutomationChange.DELETED,
                        AutomationRule.TYPE,
                        before,
                        after,
                        seen,
                        Visibility.NOBODY));
    }

    private static Outcome disable(AutomationCommand.Disable command, Context context) {
        AutomationRule before = AutomationStore.find(context.tx(), command.id()).orElseThrow();
        if (!before.isActive()) {
            return Outcome.unchanged(before);
        }
        cancel(
                before,
                command.reason() == DisabledReason.OWNER_LEFT
                        ? RunReason.OWNER_INACTIVE
                        : RunReason.RULE_DISABLED,
                context);
        return save(before, before.disabled(command.reason()), context);
    }

    private static void cancel(AutomationRule rule, RunReason reason, Context context) {
        RunStore.cancelOpen(context.tx(), rule.id(), reason, context.now());
        SweepStore.stopOf(context.tx(), rule.id(), context.now());
    }

    private static Outcome save(AutomationRule before, AutomationRule after, Context context) {
        Tx tx = context.tx();
        AutomationRule next = after.nextVersion(context.now());
        AutomationStore.update(tx, next);
        return Outcome.changed(
                next,
                Draft.changed(
                        AutomationChange.UPDATED,
                        AutomationRule.TYPE,
                        before,
                        next,
                        AutomationStore.visibility(tx, before.ownerId()),
                        AutomationStore.visibility(tx, next.ownerId())));
    }

    /** The rule; forbidden if its owner has a higher role than the caller. */
    static AutomationRule load(String id, Context context) {
        AutomationRule rule = AutomationStore.get(context.tx(), id, context.caller());
        context.expect(rule);
        boolean mayManage =
                AccountStore.find(context.tx(), rule.ownerId())
                        .map(owner -> context.caller().canManage(owner.role()))
                        .orElse(true);
        if (!mayManage) {
            throw Problem.forbidden("The owner of this rule has a higher role.");
        }
        return rule;
    }

    /** Acts only on the tick that is next, so that of several nodes one does. */
    private Outcome tick(AutomationCommand.Tick command, Context context) {
        Tx tx = context.tx();
        Instant now = context.now();
        AutomationRule rule = AutomationStore.find(tx, command.id()).orElseThrow();
        if (!command.fireAt().equals(rule.nextFireAt()) || command.fireAt().isAfter(now)) {
            return Outcome.unchanged(null);
        }
        Cron cron = compiler.stored(rule).map(CompiledRule::cron).orElse(null);
        if (!rule.isActive() || cron == null) {
            AutomationStore.setNextFire(tx, rule.id(), null);
            return Outcome.unchanged(null);
        }
        cron.latestAtOrBefore(now, MISSED_MAX).ifPresent(fired -> fire(tx, rule, fired, now));
        AutomationStore.setNextFire(tx, rule.id(), cron.next(now));
        return Outcome.unchanged(null);
    }

    private static void fire(Tx tx, AutomationRule rule, Instant fired, Instant now) {
        String occasion = "tick:" + Times.format(fired);
        if (!SweepStore.exists(tx, rule.id(), occasion)) {
            SweepStore.insert(tx, Sweep.of(rule, Sweep.Kind.TICK, occasion, null, null, now));
        }
    }

    private static Outcome record(AutomationCommand.RecordRun command, Context context) {
        Tx tx = context.tx();
        AutomationRun run = RunStore.find(tx, command.id()).orElseThrow();
        return Outcome.changed(
                run,
                Draft.created(
                        AutomationChange.RAN,
                        AutomationRun.TYPE,
                        run,
                        AutomationStore.visibility(tx, run.ownerId())));
    }
}
