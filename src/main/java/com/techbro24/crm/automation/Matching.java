package com.techbro24.crm.automation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.automation.conditions.Links;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.automation.conditions.Truth;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Subject;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides which rules answer a change, and stores their runs. */
final class Matching {
    private static final String UPDATED = ".updated";

    private final RuleCompiler compiler;
    private final RowCatalog rows;
    private final RunTimes times;
    private final RuleGuard guard;
    private final Supplier<Instant> now;

    Matching(
            RuleCompiler compiler,
            RowCatalog rows,
            RunTimes times,
            RuleGuard guard,
            Supplier<Instant> now) {
        this.compiler = compiler;
        this.rows = rows;
        this.times = times;
        this.guard = guard;
        this.now = now;
    }

    /** A rule that may answer an event; its conditions did not fail without links. */
    record Candidate(CompiledRule rule, String event) {}

    /** The rules that may answer the change, each once. */
    List<Candidate> candidates(RuleBook book, Change change) {
        Map<String, Candidate> found = new LinkedHashMap<>();
        Instant time = now.get();
        Situation read = null; // only if a rule waits for the event
        for (String event : compiler.events().of(change)) {
            Situation situation = null;
            for (CompiledRule rule : book.of(event)) {
                if (!found.containsKey(rule.id()) && listens(rule.rule(), event, change, time)) {
                    if (situation == null) {
                        read = read == null ? Situation.of(event, change, time) : read;
                        situation = read.withName(event);
                    }
                    if (rule.condition().test(situation) != Truth.FALSE) {
                        found.put(rule.id(), new Candidate(rule, event));
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private boolean listens(AutomationRule rule, String event, Change change, Instant time) {
        return isTriggered(rule, event, change)
                && change.at().isAfter(time.minus(rule.trigger().ageMax()));
    }

    /** The event of the rule that the change is; empty if it is none. */
    Optional<String> eventOf(AutomationRule rule, Change change) {
        return compiler.events().of(change).stream()
                .filter(rule.trigger().eventNames()::contains)
                .filter(event -> isTriggered(rule, event, change))
                .findFirst();
    }

    /** Whether the rule's trigger takes the event, of whatever age. */
    private boolean isTriggered(AutomationRule rule, String event, Change change) {
        Trigger trigger = rule.trigger();
        return trigger.accepts(change.via())
                && (!event.endsWith(UPDATED) || isWanted(trigger.fields(), change));
    }

    private boolean isWanted(List<String> fields, Change change) {
        return fields.isEmpty()
                ? !compiler.events().isComputedOnly(change)
                : !Collections.disjoint(fields, change.fields());
    }

    /** The owner as it is now; empty if it may own no rule any more. */
    static Optional<Caller> owner(Tx tx, AutomationRule rule) {
        return AccountStore.find(tx, rule.ownerId())
                .filter(account -> account.active() && account.role() != Role.AGENT)
                .map(account -> Caller.inNameOf(account, Caller.Kind.RULE));
    }

    private Links links(Tx tx, Caller caller) {
        return (entityType, id) ->
                rows.get(entityType).find(tx, caller, id).map(Json::<JsonNode>tree).orElse(null);
    }

    static boolean isVisible(Change change, Caller owner) {
        return (change.kind().isDeletion() ? change.seenBefore() : change.seenAfter())
                .isSeenBy(owner);
    }

    /** The situation in which the rule looks at the event. */
    Situation situation(Tx tx, Caller owner, String event, Change change) {
        return linked(tx, owner, Situation.of(event, change, now.get()));
    }

    /** The situation in which the rule would have looked at the event when it happened. */
    Situation situationThen(Tx tx, Caller owner, String event, Change change) {
        return situation(tx, owner, event, change).withNow(change.at());
    }

    /** The situation in which the rule looks at a row without an event. */
    Situation situation(Tx tx, Caller owner, @Nullable JsonNode row) {
        return linked(tx, owner, Situation.of(row, now.get()));
    }

    private Situation linked(Tx tx, Caller owner, Situation situation) {
        Links links = links(tx, owner);
        return situation.withLinks(links).withOwner(links.find("agent", owner.agent()));
    }

    /** Stores the run of a rule for an event; false if there is none. */
    boolean match(Tx tx, Candidate candidate, Change change) {
        AutomationRule rule = candidate.rule().rule();
        Optional<Caller> owner = owner(tx, rule);
        if (owner.isEmpty()) {
            guard.count(tx, rule.id(), RunReason.OWNER_INACTIVE);
            return false;
        }
        String occasion = "seq:" + change.seq();
        if (!isVisible(change, owner.get())
                || RunStore.exists(tx, rule.id(), occasion, change.entityId())) {
            return false;
        }
        Situation situation = situation(tx, owner.get(), candidate.event(), change);
        if (candidate.rule().condition().test(situation) != Truth.TRUE) {
            return false;
        }
        Occasion what =
                new Occasion(
                        occasion,
                        candidate.event(),
                        change.seq(),
                        change.entityId(),
                        guard.depth(tx, change),
                        change.at());
        return store(tx, candidate.rule(), owner.get(), situation, what);
    }

    /**
     * What a run is for.
     *
     * @param at the time of the event
     */
    record Occasion(
            String name,
            @Nullable String event,
            @Nullable Long seq,
            @Nullable String entityId,
            int depth,
            Instant at) {}

    /** Stores a run whose conditions hold, within the limits of the rule. */
    boolean store(
            Tx tx, CompiledRule compiled, Caller owner, Situation situation, Occasion occasion) {
        AutomationRule rule = compiled.rule();
        String entityId = Objects.requireNonNullElse(occasion.entityId(), "");
        Optional<Instant> last = LimitStore.lastAt(tx, rule.id(), entityId, occasion.at());
        if (rule.oncePer() == OncePer.RECORD && last.isPresent()) {
            return refuse(tx, rule, RunReason.ONCE_PER);
        }
        Instant cooled = occasion.at().minus(rule.cooldown());
        if (rule.cooldownSeconds() > 0 && last.filter(cooled::isBefore).isPresent()) {
            return refuse(tx, rule, RunReason.COOLDOWN);
        }
        Instant due = times.due(tx, owner, compiled, situation, occasion.at());
        ObjectNode then = then(compiled, situation);
        if (rule.delaySeconds() > 0 && rule.whileWaiting() != WhileWaiting.ADD) {
            Optional<AutomationRun> waiting =
                    RunStore.dueAfter(tx, rule.id(), entityId, occasion.at());
            if (waiting.isPresent()) {
                return meetWaiting(tx, rule, waiting.get(), due, then);
            }
        }
        AutomationRun run = run(tx, compiled, owner, situation, occasion, due, then);
        if (occasion.depth() >= rule.maxDepth()) {
            guard.stop(tx, rule, run);
            return false;
        }
        boolean isHeld = guard.isOverBudget(tx, rule, occasion.at(), occasion.seq());
        AutomationRun kept = isHeld ? run.held() : run;
        RunStore.insert(tx, kept);
        LimitStore.mark(tx, kept, occasion.at());
        return kept.status() == RunStatus.WAITING;
    }

    private boolean refuse(Tx tx, AutomationRule rule, RunReason reason) {
        guard.count(tx, rule.id(), reason);
        return false;
    }

    private @Nullable ObjectNode then(CompiledRule compiled, Situation situation) {
        Set<String> paths = compiled.thenPaths();
        return paths.isEmpty()
                ? null
                : compiler.fields().valuesOf(compiled.entityType(), paths, situation);
    }

    /** A new event about a row whose run still waits. */
    private boolean meetWaiting(
            Tx tx,
            AutomationRule rule,
            AutomationRun waiting,
            Instant due,
            @Nullable ObjectNode then) {
        if (rule.whileWaiting() == WhileWaiting.RESTART && waiting.status() == RunStatus.WAITING) {
            Instant latest = waiting.createdAt().plus(rule.delay().multipliedBy(RESTARTS_MAX));
            RunStore.update(
                    tx, waiting.restarted(due.isBefore(latest) ? due : latest, then, now.get()));
            return true;
        }
        return refuse(tx, rule, RunReason.ALREADY_WAITING);
    }

    /** A wait that begins again and again ends after this many delays. */
    static final int RESTARTS_MAX = 10;

    /** A new run that is due at that time. */
    AutomationRun run(
            Tx tx,
            CompiledRule compiled,
            Caller owner,
            Situation situation,
            Occasion occasion,
            Instant due,
            @Nullable ObjectNode then) {
        AutomationRule rule = compiled.rule();
        Optional<Subject> subject = subject(tx, compiled.entityType(), owner, occasion.entityId());
        ObjectNode trace = Json.object();
        trace.set("conditions", compiled.condition().explain(situation));
        return new AutomationRun(
                Id.next(),
                1,
                now.get(),
                now.get(),
                rule.id(),
                rule.version(),
                rule.ownerId(),
                rule.name(),
                occasion.name(),
                occasion.event(),
                occasion.seq(),
                compiled.entityType(),
                occasion.entityId(),
                subject.map(Subject::type).orElse(null),
                subject.map(Subject::id).orElse(null),
                occasion.depth(),
                RunStatus.WAITING,
                null,
                due,
                due,
                0,
                then,
                trace,
                null,
                null);
    }

    /** The row whose timeline lists the run: the row's own subject, or the row. */
    private Optional<Subject> subject(
            Tx tx, @Nullable String entityType, Caller owner, @Nullable String entityId) {
        if (entityType == null || entityId == null) {
            return Optional.empty();
        }
        Subject own = new Subject(entityType, entityId);
        return Optional.of(
                rows.get(entityType)
                        .find(tx, owner, entityId)
                        .map(row -> Objects.requireNonNullElse(row.subject(), own))
                        .orElse(own));
    }
}
