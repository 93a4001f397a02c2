package com.techbro24.crm.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Devices of several agents, a network that loses, repeats, delays and truncates, and an admin who
 * moves rows and agents about; all of it decided by a seed.
 */
final class SyncSimulation implements AutoCloseable {
    private static final int DAY_MINUTES = 1_440;

    private final Random random;
    private final SyncWorld world;
    private final SyncActions actions;
    private final List<SyncDevice> devices = new ArrayList<>();

    /** Answers and requests that are still on their way. */
    private final List<Runnable> underWay = new ArrayList<>();

    private SyncLedger ledger = new SyncLedger();
    private SyncLedger ledgerOfBackup = new SyncLedger();
    private final Map<String, Integer> statuses;
    private int operations;
    private boolean isAtRest;

    /**
     * @param statuses counts the results of mutations
     */
    SyncSimulation(TestDatabase kind, long seed, Map<String, Integer> statuses) {
        random = new Random(seed);
        world = new SyncWorld(kind);
        this.statuses = statuses;
        Agent admin = Agents.admin().in(world.spine());
        Agent manager = Agents.manager().team("north").in(world.spine());
        Agent ann = Agents.agent().team("north").in(world.spine());
        Agent ben = Agents.agent().team("south").in(world.spine());
        actions = new SyncActions(world, random, admin, List.of(ann, ben));
        for (Agent agent : List.of(ann, ann, ben, ben, manager, admin)) {
            Duration skew = Duration.ofMinutes(random.nextInt(-DAY_MINUTES, DAY_MINUTES + 1));
            devices.add(new SyncDevice(agent, "device-" + devices.size(), skew));
        }
    }

    int devices() {
        return devices.size();
    }

    int operations() {
        return operations;
    }

    void run(int steps) {
        for (int count = 0; count < 6; count++) {
            actions.online(ledger);
        }
        for (int step = 0; step < steps; step++) {
            world.clock().advance(Duration.ofSeconds(random.nextInt(1, 600)));
            step();
        }
    }

    private void step() {
        operations++;
        SyncDevice device = devices.get(random.nextInt(devices.size()));
        int dice = random.nextInt(1_000);
        if (dice < 400) {
            actions.offline(device);
        } else if (dice < 550) {
            push(device);
        } else if (dice < 750) {
            pull(device, SyncDevice.TYPES.get(random.nextInt(SyncDevice.TYPES.size())));
        } else if (dice < 970) {
            actions.online(ledger);
        } else if (dice < 980) {
            actions.moveAgent();
        } else if (dice < 986) {
            actions.compact();
        } else if (dice < 993 && !world.hasBackup()) {
            world.backUp();
            ledgerOfBackup = ledger.copy();
        } else if (dice < 996 && world.hasBackup()) {
            underWay.clear();
            world.restore();
            ledger = ledger.restoredBy(ledgerOfBackup);
        } else if (!underWay.isEmpty()) {
            underWay.remove(random.nextInt(underWay.size())).run();
        }
    }

    private void push(SyncDevice device) {
        if (device.isIdle()) {
            return;
        }
        String type = device.nextType();
        if (device.cursor(type) == null) {
            pull(device, type); // A push is of the history that its cursor names.
            return;
        }
        int number = device.nextRequest();
        String request = device.pushRequest(random.nextInt(1, 8), world.clock().instant());
        switch (random.nextInt(11)) {
            case 0 -> {} // The request is lost.
            case 1 -> arriveTruncated(device, type, request);
            case 2 -> world.pushUnheard(device.agent, type, request, 0);
            case 3 -> {
                String answer = world.push(device.agent, type, request);
                String again = world.push(device.agent, type, request);
                take(device, type, random.nextBoolean() ? answer : again);
                take(device, type, again);
            }
            case 4 -> {
                String answer = world.push(device.agent, type, request);
                underWay.add(late(device, number, () -> take(device, type, answer)));
            }
            case 5 -> underWay.add(() -> world.pushUnheard(device.agent, type, request, 0));
            case 6 -> world.pushUnheard(device.agent, type, request, random.nextInt(1, 12));
            default -> take(device, type, world.push(device.agent, type, request));
        }
    }

    private void arriveTruncated(SyncDevice device, String type, String request) {
        String part = request.substring(0, random.nextInt(request.length()));
        long head = world.head();
        assertThatThrownBy(() -> world.push(device.agent, type, part)).isNotNull();
        assertThat(world.head()).isEqualTo(head);
    }

    private void take(SyncDevice device, String type, String answer) {
        device.takePushed(
                type,
                answer,
                done -> {
                    var _ =
                            statuses.merge(
                                    done.result().get("status").textValue(), 1, Integer::sum);
                    ledger.answered(device, done);
                });
    }

    private static Runnable late(SyncDevice device, int request, Runnable arrival) {
        return () -> {
            if (device.isLatest(request)) {
                arrival.run();
            }
        };
    }

    private void pull(SyncDevice device, String type) {
        int number = device.nextRequest();
        String asked = device.cursor(type);
        int limit = random.nextInt(1, 6);
        SyncPage page = page(device, type, asked, limit);
        if (page == null) {
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> {} // The answer is lost.
            case 1 -> underWay.add(late(device, number, () -> take(device, type, asked, page)));
            case 2 -> {
                String lines = new String(FullSync.lines(page), StandardCharsets.UTF_8);
                device.takeTruncated(
                        type, asked, lines.substring(0, random.nextInt(lines.length())));
            }
            default -> take(device, type, asked, page);
        }
    }

    private static void take(
            SyncDevice device, String type, @Nullable String asked, SyncPage page) {
        boolean _ = device.takePage(type, asked, page);
    }

    /** A page; null where the client had to compare with the manifest. */
    private @Nullable SyncPage page(
            SyncDevice device, String type, @Nullable String asked, int limit) {
        try {
            SyncPage page = world.pull(device.agent, type, asked, limit);
            boolean isOfChanges = asked != null && !SyncCursor.read(asked, type).isSnapshot();
            if (isOfChanges && page.hasMore()) {
                assertThat(page.data().size() + page.removed().size())
                        .as("rows of a page that is not the last")
                        .isEqualTo(limit);
            }
            return page;
        } catch (Problem problem) {
            device.recover(type, world, problem, limit, this::meanwhile);
            return null;
        }
    }

    /** Something happens between two pages. */
    private void meanwhile() {
        if (!isAtRest) {
            actions.online(ledger);
        }
    }

    /** Everything arrives, everybody reads all that there is. */
    void rest() {
        isAtRest = true;
        while (!underWay.isEmpty()) {
            underWay.removeFirst().run();
        }
        for (SyncDevice device : devices) {
            while (!device.isIdle()) {
                String type = device.nextType();
                if (device.cursor(type) == null) {
                    catchUp(device, type);
                }
                String request = device.pushRequest(20, world.clock().instant());
                take(device, type, world.push(device.agent, type, request));
            }
        }
        for (SyncDevice device : devices) {
            SyncDevice.TYPES.forEach(type -> catchUp(device, type));
        }
    }

    private void catchUp(SyncDevice device, String type) {
        boolean more = true;
        while (more) {
            String asked = device.cursor(type);
            SyncPage page = page(device, type, asked, 50);
            if (page != null) {
                assertThat(device.takePage(type, asked, page)).isTrue();
                assertThat(page.hasMore() && page.cursor().equals(asked))
                        .as("a cursor that stays with more to come")
                        .isFalse();
            }
            more = page == null || page.hasMore();
        }
    }

    void checkEqual() {
        for (SyncDevice device : devices) {
            for (String type : SyncDevice.TYPES) {
                Map<String, JsonNode> shown = world.shown(device.agent, type);
                Map<String, JsonNode> held = device.records(type);
                Set<String> ids = new TreeSet<>(shown.keySet());
                ids.addAll(held.keySet());
                for (String id : ids) {
                    assertThat(held.get(id))
                            .as("one of the %s of %s", type, device.name)
                            .isEqualTo(shown.get(id));
                }
            }
        }
    }

    void checkNothingMissing() {
        ledger.check(world);
    }

    /** Mutations that were answered, sent again from any point on, change nothing. */
    void checkReplay() {
        long head = world.head();
        for (SyncDevice device : devices) {
            List<SyncDevice.Pending> done = ledger.of(device);
            for (SyncDevice.Pending each :
                    done.subList(0, done.isEmpty() ? 0 : random.nextInt(done.size() + 1))) {
                ObjectNode request = Json.object().put("deviceId", device.name);
                request.putArray("mutations").add(each.mutation());
                JsonNode answer =
                        Json.read(world.push(device.agent, each.type(), request.toString()));
                assertThat(answer.at("/results/0/replayed").booleanValue())
                        .as("%s is replayed", each)
                        .isTrue();
            }
        }
        assertThat(world.head()).isEqualTo(head);
    }

    @Override
    public void close() {
        world.close();
    }
}
