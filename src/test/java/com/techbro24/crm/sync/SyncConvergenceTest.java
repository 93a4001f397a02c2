package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever the network, the clocks and the people do, all devices come to the state that the server
 * shows them, and no word is lost. {@code -Dcrm.sync.runs=200} runs more; {@code -Dcrm.sync.seed=7}
 * begins with one.
 */
@ParameterizedClass
@EnumSource
record SyncConvergenceTest(TestDatabase kind) {
    private static final int RUNS = Integer.getInteger("crm.sync.runs", 6);
    private static final long SEED = Long.getLong("crm.sync.seed", 1);
    private static final int STEPS = 300;

    @Test
    void all_devices_converge_and_nothing_is_lost() {
        Map<String, Integer> statuses = new TreeMap<>();
        int devices = 0;
        int operations = 0;
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            try (SyncSimulation simulation = new SyncSimulation(kind, seed, statuses)) {
                simulation.run(STEPS);
                simulation.rest();
                simulation.checkEqual();
                simulation.checkNothingMissing();
                simulation.checkReplay();
                devices += simulation.devices();
                operations += simulation.operations();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("with -Dcrm.sync.runs=1 -Dcrm.sync.seed=" + seed, e);
            }
        }
        System.out.printf(
                "%s: %d runs, %d devices, %d operations, %s%n",
                kind, RUNS, devices, operations, statuses);
        assertThat(statuses).containsKeys("applied", "merged", "conflict", "rejected");
    }
}
