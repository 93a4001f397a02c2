package com.techbro24.crm.notifications;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures a system notification to 2,000 agents on both databases, and how long others wait for
 * the writer meanwhile. Run by {@code bench/room BroadcastBench}.
 */
final class BroadcastBench {
    private static final int AGENTS = 2_000;

    private BroadcastBench() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (TestDatabase kind : TestDatabase.values()) {
            try (NotificationRoom room = NotificationRoom.open(kind)) {
                Agent other = Agents.agent().in(room.spine());
                for (int index = 1; index < AGENTS; index++) {
                    Agents.agent().team("team" + index % 20).in(room.spine());
                }
                System.out.println("== " + kind + ", " + AGENTS + " agents");
                for (int round = 0; round < 3; round++) {
                    measure(room, other);
                }
            }
        }
    }

    private static void measure(NotificationRoom room, Agent other) throws InterruptedException {
        AtomicBoolean done = new AtomicBoolean();
        List<Long> waits = new ArrayList<>();
        Thread writes =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!done.get()) {
                                        long start = System.nanoTime();
                                        room.send(other, NotificationRoom.input("Other"));
                                        waits.add((System.nanoTime() - start) / 1_000);
                                    }
                                });
        long start = System.nanoTime();
        room.run(
                Caller.SYSTEM,
                NotificationCommand.SEND_SYSTEM,
                Json.object().put("title", "Fire drill"));
        room.clock().finishBroadcasts();
        long took = (System.nanoTime() - start) / 1_000_000;
        done.set(true);
        writes.join();
        Collections.sort(waits);
        System.out.printf(
                "  all have it after %d ms; %d other writes meanwhile: p50 %.1f ms, most %.1f ms%n",
                took, waits.size(), waits.get(waits.size() / 2) / 1e3, waits.getLast() / 1e3);
    }
}
