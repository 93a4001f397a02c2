package com.techbro24.crm.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.support.TestDatabase;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever people do and wherever nodes crash, each rule answers each event once, as a naive model
 * says. {@code -Dcrm.automation.runs=200} runs more; {@code -Dcrm.automation.seed=7} begins with
 * one.
 */
@ParameterizedClass
@EnumSource
record AutomationPropertyTest(TestDatabase kind) {
    private static final int RUNS = Integer.getInteger("crm.automation.runs", 3);
    private static final long SEED = Long.getLong("crm.automation.seed", 1);
    private static final int STEPS = 250;

    @Test
    void each_rule_answers_each_event_once_and_does_what_it_says() {
        Map<String, Integer> counts = new TreeMap<>();
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            try (ProofWorld world = new ProofWorld(kind, seed)) {
                world.run(STEPS);
                world.rest();
                check(world);
                world.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
                world.runs()
                        .values()
                        .forEach(run -> counts.merge("run " + run.status(), 1, Integer::sum));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "with -Dcrm.automation.runs=1 -Dcrm.automation.seed=" + seed, e);
            }
        }
        System.out.printf("%s: %d runs, %s%n", kind, RUNS, counts);
        assertThat(counts).containsKeys("run DONE", "run SKIPPED", "ticks crashed", "replaced");
    }

    /** Tried on the same history, the rule would have done what it did. */
    private static void checkDryRun(ProofWorld world) {
        checkDryRun(world, world.dryRun());
        if (!world
                .hasGivenUp()) { // A run that did not act makes room for one that a draft has not.
            checkDryRun(world, world.dryRunOfDraft());
        }
    }

    private static void checkDryRun(ProofWorld world, RuleTestReply reply) {
        List<Long> answered = world.answered();
        List<Long> predicted =
                reply.results().stream()
                        .filter(RuleTestResult::matched)
                        .map(result -> Objects.requireNonNull(result.event()).seq())
                        .toList();
        assertThat(reply.matches()).as("predicted runs").isEqualTo(answered.size());
        assertThat(answered).startsWith(predicted.toArray(Long[]::new));
    }

    private static void check(ProofWorld world) {
        List<Change> changes = world.log();
        LogView log = new LogView(changes);
        List<Long> followed = world.journal.stream().map(ProofNode.Followed::seq).toList();
        assertThat(followed)
                .as("changes that were followed")
                .containsExactlyElementsOf(changes.stream().map(Change::seq).toList());
        NaiveRules rules = new NaiveRules(log);
        world.journal.forEach(rules::check);
        NaiveOutcomes outcomes = new NaiveOutcomes(log, world.journal);
        world.ticks.forEach(outcomes::check);
        NaiveEffects.check(world.room(), log);
        checkDryRun(world);
    }
}
