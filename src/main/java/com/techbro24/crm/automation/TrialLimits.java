package com.techbro24.crm.automation;

import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a rule over past events, oldest first, as if it had answered them: a dry run must
 * not say that a rule acts twice where it would act once. A run is taken to act, unless the rule
 * has one for the event that did not.
 */
final class TrialLimits {
    private final Tx tx;
    private final AutomationRule rule;
    private final Instant from;
    private final Map<String, Answered> answered = new HashMap<>();
    private final Map<RunStore.Occasion, Instant> givenUp;

    /**
     * An event whose conditions hold.
     *
     * @param due when its run would be due
     * @param depth how many rules led to it
     */
    record Event(long seq, String name, String entityId, Instant at, Instant due, int depth) {}

    /**
     * The last event of a row that was answered.
     *
     * @param due when its run would be due
     * @param freedAt when its run ended without acting: it does not count for later events
     */
    private record Answered(Instant at, @Nullable Instant due, @Nullable Instant freedAt) {
        boolean countsAt(Instant event) {
            return freedAt == null || !freedAt.isBefore(event);
        }

        Answered restarted(Instant next) {
            return new Answered(at, next, freedAt);
        }
    }

    /**
     * @param from the events before it were answered by the rule itself
     */
    TrialLimits(Tx tx, AutomationRule rule, Instant from) {
        this.tx = tx;
        this.rule = rule;
        this.from = from;
        givenUp = RunStore.givenUp(tx, rule.id());
    }

    /** Whether the rule would answer the event; if so, it is counted. */
    List<RuleTestResult.Check> check(Event event) {
        Answered known = answered.computeIfAbsent(event.entityId(), this::before);
        Answered last = known != null && known.countsAt(event.at()) ? known : null;
        List<RuleTestResult.Check> checks = new ArrayList<>();
        if (rule.oncePer() == OncePer.RECORD) {
            add(checks, "once_per", last == null);
        }
        if (rule.cooldownSeconds() > 0) {
            Instant cooled = event.at().minus(rule.cooldown());
            add(checks, "cooldown", last == null || !last.at.isAfter(cooled));
        }
        if (rule.delaySeconds() > 0 && rule.whileWaiting() != WhileWaiting.ADD) {
            boolean isWaiting = last != null && last.due != null && last.due.isAfter(event.at());
            boolean isAllowed = checks.stream().allMatch(RuleTestResult.Check::ok);
            add(checks, "waiting", !isWaiting);
            if (last != null
                    && isWaiting
                    && isAllowed
                    && rule.whileWaiting() == WhileWaiting.RESTART) {
                answered.put(event.entityId(), last.restarted(restarted(last, event)));
            }
        }
        add(checks, "depth", event.depth() < rule.maxDepth());
        if (checks.stream().allMatch(RuleTestResult.Check::ok)) {
            Instant freedAt = givenUp.get(new RunStore.Occasion(event.seq(), event.entityId()));
            answered.put(event.entityId(), new Answered(event.at(), event.due(), freedAt));
        }
        return checks;
    }

    private Instant restarted(Answered last, Event event) {
        Duration most = rule.delay().multipliedBy(Matching.RESTARTS_MAX);
        Instant latest = last.at.plus(most);
        return event.due().isBefore(latest) ? event.due() : latest;
    }

    private @Nullable Answered before(String entityId) {
        return LimitStore.last(tx, rule.id(), entityId)
                .filter(mark -> from.isAfter(mark.at()))
                .map(mark -> new Answered(mark.at(), null, mark.freedAt()))
                .orElse(null);
    }

    private static void add(List<RuleTestResult.Check> checks, String name, boolean ok) {
        checks.add(new RuleTestResult.Check(name, ok));
    }
}
