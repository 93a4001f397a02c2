package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.automation.conditions.Situation;
import com.techbro24.crm.changelog.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** What must have become of runs that were due. */
final class NaiveOutcomes {
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final LogView log;
    private final Map<RunSeen.Key, ObjectNode> then;

    NaiveOutcomes(LogView log, Iterable<ProofNode.Followed> journal) {
        this.log = log;
        this.then = then(log, journal);
    }

    /**
     * One step of a clock.
     *
     * @param from the end of the log before it
     * @param to the end of the log after it
     */
    record Ticked(
            long from,
            long to,
            boolean isComplete,
            Instant now,
            Map<RunSeen.Key, RunSeen> before,
            Map<RunSeen.Key, RunSeen> after) {}

    void check(Ticked step) {
        step.after()
                .forEach(
                        (key, run) -> {
                            RunSeen was = step.before().get(key);
                            if (was == null) {
                                throw new AssertionError(
                                        "a clock makes no run of an event: " + key);
                            }
                            if (was.equals(run)) {
                                boolean isDue =
                                        run.status() == RunStatus.WAITING
                                                && !run.nextAt().isAfter(step.now());
                                assertThat(isDue && step.isComplete())
                                        .as("%s is due and left", run)
                                        .isFalse();
                            } else {
                                check(step, was, run);
                            }
                        });
    }

    private void check(Ticked step, RunSeen was, RunSeen run) {
        if (was.status() == RunStatus.HELD || !isDue(step, was)) {
            assertThat(run.status()).as("not due: %s", run).isEqualTo(RunStatus.CANCELLED);
            return;
        }
        String reason = run.reason() == null ? "" : run.reason();
        switch (run.status()) {
            case DONE, FAILED ->
                    assertThat(possible(step, head -> acts(step, was, head)))
                            .as("could act: %s", run)
                            .isTrue();
            case WAITING -> assertThat(run.nextAt()).as("waits on: %s", run).isAfter(step.now());
            case SKIPPED, CANCELLED ->
                    assertThat(possible(step, head -> reasons(step, was, head).contains(reason)))
                            .as("has a reason: %s", run)
                            .isTrue();
            case HELD, STOPPED, DROPPED -> throw new AssertionError(run);
        }
    }

    private static boolean isDue(Ticked step, RunSeen was) {
        return was.status() == RunStatus.WAITING && !was.nextAt().isAfter(step.now());
    }

    /** Whether it is so at some point of the log within the step. */
    private static boolean possible(Ticked step, LongPredicate test) {
        return LongStream.rangeClosed(step.from(), step.to()).anyMatch(test);
    }

    private boolean acts(Ticked step, RunSeen was, long head) {
        return reasons(step, was, head).isEmpty();
    }

    /** The reasons not to act; the first one of these words is given. */
    private List<String> reasons(Ticked step, RunSeen was, long head) {
        AutomationRule current = log.rule(was.key().ruleId(), head).orElseThrow();
        Optional<Caller> owner = log.owner(current.ownerId(), head);
        Stream.Builder<String> reasons = Stream.builder();
        if (current.deletedAt() != null) {
            reasons.add("rule_deleted");
        } else if (!current.enabled()) {
            reasons.add("rule_disabled");
        }
        if (owner.isEmpty()) {
            reasons.add("owner_inactive");
        } else {
            addOfRow(step, was, owner.get(), head, reasons);
        }
        if (was.nextAt().isBefore(step.now().minus(Duration.ofDays(1))) && was.attempts() == 0) {
            reasons.add("expired");
        }
        return reasons.build().toList();
    }

    private void addOfRow(
            Ticked step, RunSeen was, Caller owner, long head, Stream.Builder<String> reasons) {
        AutomationRule rule = log.version(was.key().ruleId(), was.ruleVersion());
        Change change = log.at(was.key().seq());
        Optional<Situation> seen = log.later(change, owner, head, step.now());
        if (seen.isEmpty()) {
            reasons.add("row_gone");
            return;
        }
        boolean isLate =
                was.attempts() > 0
                        || rule.delaySeconds() > 0
                        || was.createdAt().plus(FRESH).isBefore(step.now());
        Situation situation = seen.get().withThen(then.get(was.key()));
        if (isLate && !LogView.holds(rule, change.entityType(), situation)) {
            reasons.add("conditions_changed");
        }
    }

    /** What the rules remember from when they matched, replayed from the log. */
    private static Map<RunSeen.Key, ObjectNode> then(
            LogView log, Iterable<ProofNode.Followed> journal) {
        Map<RunSeen.Key, ObjectNode> then = new TreeMap<>();
        for (ProofNode.Followed step : journal) {
            Change change = log.at(step.seq());
            step.after()
                    .forEach(
                            (key, run) -> {
                                RunSeen was = step.before().get(key);
                                boolean isNew = was == null || was.version() != run.version();
                                if (isNew && run.status() != RunStatus.CANCELLED) {
                                    then.put(key, then(log, step, change, run));
                                }
                            });
        }
        return then;
    }

    private static ObjectNode then(
            LogView log, ProofNode.Followed step, Change change, RunSeen run) {
        AutomationRule rule = log.version(run.key().ruleId(), run.ruleVersion());
        Caller owner = log.owner(rule.ownerId(), step.head()).orElseThrow();
        return LogView.FIELDS.valuesOf(
                change.entityType(),
                LogView.condition(rule, change.entityType()).thenPaths(),
                log.situation(change, owner, step.head(), step.now()));
    }
}
