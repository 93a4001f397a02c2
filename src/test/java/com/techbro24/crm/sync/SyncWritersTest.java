package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.calls.CallSettings;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.CallRoom;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Sixteen writers on two nodes over one PostgreSQL, while one client pulls: a row that is committed
 * late may not have a seq that the client has passed. {@code -Dcrm.sync.seconds=60} takes longer.
 */
class SyncWritersTest {
    private static final int WRITERS = 16;
    private static final int SECONDS = Integer.getInteger("crm.sync.seconds", 3);

    private final Set<String> written = ConcurrentHashMap.newKeySet();

    @Test
    void a_client_misses_no_row_of_sixteen_writers_on_two_nodes() throws Exception {
        try (SyncWorld world = new SyncWorld(TestDatabase.POSTGRESQL);
                CallRoom other =
                        CallRoom.on(
                                Spine.open(world.spine().url(), new TestClock()),
                                CallSettings.DEFAULTS);
                ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            Agent ann = Agents.agent().in(world.spine());
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
            List<? extends Future<?>> writing =
                    IntStream.range(0, WRITERS)
                            .mapToObj(index -> index % 2 == 0 ? world.spine() : other.spine())
                            .map(node -> threads.submit(() -> write(node, ann, end)))
                            .toList();

            Set<String> seen = new HashSet<>();
            long pages = 0;
            SyncPage page = world.pull(ann, "leads", null, 50);
            while (page.hasMore() || !writing.stream().allMatch(Future::isDone)) {
                page = next(world, ann, page, seen);
                pages++;
            }
            for (Future<?> each : writing) {
                Object _ = each.get();
            }
            page = next(world, ann, page, seen);
            while (page.hasMore()) {
                page = next(world, ann, page, seen);
            }

            assertThat(seen).containsExactlyInAnyOrderElementsOf(written);
            System.out.printf(
                    "%d s, %d rows of %d writers, %d pages%n",
                    SECONDS, written.size(), WRITERS, pages);
        }
    }

    private static SyncPage next(SyncWorld world, Agent agent, SyncPage page, Set<String> seen) {
        SyncPage next = world.pull(agent, "leads", page.cursor(), 50);
        page.data().forEach(item -> seen.add(item.id()));
        next.data().forEach(item -> seen.add(item.id()));
        assertThat(SyncCursor.read(next.cursor(), "leads").seq())
                .isGreaterThanOrEqualTo(SyncCursor.read(page.cursor(), "leads").seq());
        return next;
    }

    private void write(Spine node, Agent agent, long end) {
        while (System.nanoTime() < end) {
            written.add(Leads.lead().assignedTo(agent.id()).in(node).id());
        }
    }
}
