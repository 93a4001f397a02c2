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
 * not say that a rule acts twice where it would act once.
 */
final class TrialLimits {
    private final Tx tx;
    private final AutomationRule rule;
    private final Instant from;
    private final Map<String, Answered> answered = new HashMap<>();

    /**
     * An event whose conditions hold.
     *
     * @param due when its run would be due
     * @param depth how many rules led to it
     */
    record Event(long seq, String name, String entityId, Instant at, Instant due, int depth) {}

    /** When a row's last event was answered, and when its last run would be due. */
    private record Answered(@Nullable Instant at, @Nullable Instant due) {}

    /**
     * @param from the events before it were answered by the rule itself
     */
    TrialLimits(Tx tx, AutomationRule rule, Instant from) {
        this.tx = tx;
        this.rule = rule;
        this.from = from;
    }

    /** Whether the rule would answer the event; if so, it is counted. */
    List<RuleTestResult.Check> check(Event event) {
        Answered last = answered.computeIfAbsent(event.entityId(), this::before);
        List<RuleTestResult.Check> checks = new ArrayList<>();
        if (rule.oncePer() == OncePer.RECORD) {
            add(checks, "once_per", last.at == null);
        }
        if (rule.cooldownSeconds() > 0) {
            Instant cooled = event.at().minus(rule.cooldown());
            add(checks, "cooldown", last.at == null || !last.at.isAfter(cooled));
        }
        if (rule.delaySeconds() > 0 && rule.whileWaiting() != WhileWaiting.ADD) {
            boolean isWaiting = last.due != null && last.due.isAfter(event.at());
            boolean isAllowed = checks.stream().allMatch(RuleTestResult.Check::ok);
            add(checks, "waiting", !isWaiting);
            if (isWaiting && isAllowed && rule.whileWaiting() == WhileWaiting.RESTART) {
                answered.put(event.entityId(), new Answered(last.at, restarted(last, event)));
            }
        }
        add(checks, "depth", event.depth() < rule.maxDepth());
        if (checks.stream().allMatch(RuleTestResult.Check::ok)) {
            answered.put(event.entityId(), new Answered(event.at(), event.due()));
        }
        return checks;
    }

    private Instant restarted(Answered last, Event event) {
        Duration most = rule.delay().multipliedBy(Matching.RESTARTS_MAX);
        Instant latest = last.at == null ? event.due() : last.at.plus(most);
        return event.due().isBefore(latest) ? event.due() : latest;
    }

    private Answered before(String entityId) {
        return new Answered(
                LimitStore.lastAt(tx, rule.id(), entityId).filter(from::isAfter).orElse(null),
                null);
    }

    private static void add(List<RuleTestResult.Check> checks, String name, boolean ok) {
        checks.add(new RuleTestResult.Check(name, ok));
    }
}
