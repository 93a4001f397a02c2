package com.techbro24.crm.automation;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Crashes;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A team, its rules, and two nodes that crash; all of it decided by a seed. On PostgreSQL each node
 * has its own connections; on SQLite both share one process, as two schedulers of it would.
 */
final class ProofWorld implements AutoCloseable {
    final List<ProofNode.Followed> journal = new ArrayList<>();
    final List<NaiveOutcomes.Ticked> ticks = new ArrayList<>();
    private final Random random;
    private final TestDatabase kind;
    private final DatabaseUrl url;
    private final TestClock clock = new TestClock();
    private final Crashes crashes = new Crashes();
    private final List<ProofNode> nodes = new ArrayList<>();
    private final ProofPeople people;
    private final AutomationRule steady;

    ProofWorld(TestDatabase kind, long seed) {
        this.kind = kind;
        random = new Random(seed);
        url = kind.fresh();
        start();
        people = new ProofPeople(random, this::room);
        steady = people.steadyRule();
    }

    /** What the rule that never changed would have done. */
    RuleTestReply dryRun() {
        return dryRun(steady);
    }

    /** What the rule that never changed would have done, if it had not been there. */
    RuleTestReply dryRunOfDraft() {
        return dryRun(
                Json.read(Json.text(steady).replace(steady.id(), Id.next()), AutomationRule.class));
    }

    private RuleTestReply dryRun(AutomationRule rule) {
        return room().services
                .dryRun()
                .run(
                        room().spine.database(),
                        room().spine.writer(),
                        rule,
                        new RuleTest(null, null, 31),
                        Agents.caller(people.admin));
    }

    /** The changes that the rule that never changed has answered, newest first. */
    List<Long> answered() {
        return runs().values().stream()
                .filter(run -> run.key().ruleId().equals(steady.id()))
                .filter(run -> run.status() != RunStatus.STOPPED)
                .map(run -> run.key().seq())
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** Whether a run of the rule that never changed did not act. */
    boolean hasGivenUp() {
        return runs().values().stream()
                .filter(run -> run.key().ruleId().equals(steady.id()))
                .anyMatch(run -> !run.counts() && run.status() != RunStatus.STOPPED);
    }

    AutomationRoom room() {
        return nodes.getFirst().room;
    }

    /** Starts the nodes that are missing. */
    private void start() {
        while (nodes.size() < 2) {
            boolean shares = kind == TestDatabase.SQLITE && !nodes.isEmpty();
            AutomationRoom room =
                    shares
                            ? nodes.getFirst().room
                            : AutomationRoom.on(Spine.open(url, clock), crashes);
            nodes.add(new ProofNode(room, crashes, journal));
        }
    }

    /** A node ends without a word, and another one starts. */
    private void replace(ProofNode node) {
        people.count("replaced");
        List<ProofNode> ending = kind == TestDatabase.SQLITE ? List.copyOf(nodes) : List.of(node);
        ending.forEach(ProofNode::close);
        ending.stream().map(each -> each.room).distinct().forEach(AutomationRoom::close);
        nodes.removeAll(ending);
        start();
    }

    Map<String, Integer> counts() {
        return people.counts;
    }

    void run(int steps) {
        for (int count = 0; count < 3; count++) {
            people.createLead();
            people.createRule();
            people.createRule();
        }
        for (int step = 0; step < steps; step++) {
            clock.advance(Duration.ofSeconds(random.nextInt(random.nextInt(8) == 0 ? 2_400 : 20)));
            step();
        }
    }

    private void step() {
        ProofNode node = nodes.get(random.nextInt(nodes.size()));
        int dice = random.nextInt(100);
        if (dice < 30) {
            follow(node, random.nextInt(3) == 0 ? random.nextInt(1, 12) : 0);
        } else if (dice < 50) {
            tick(node, random.nextInt(3) == 0 ? random.nextInt(1, 6) : 0);
        } else if (dice < 85) {
            for (int count = random.nextInt(1, 5); count > 0; count--) {
                people.work();
            }
        } else if (dice < 90) {
            people.createRule();
        } else if (dice < 96) {
            people.changeRule();
        } else if (dice < 98) {
            people.owner();
        } else {
            replace(node);
        }
    }

    private void follow(ProofNode node, int crashAt) {
        people.count(node.follow(crashAt) ? "followed" : "not followed");
    }

    private void tick(ProofNode node, int crashAt) {
        long from = head();
        Map<RunSeen.Key, RunSeen> before = runs();
        boolean done = node.tick(crashAt);
        people.count(done ? "ticked" : "ticks crashed");
        ticks.add(
                new NaiveOutcomes.Ticked(
                        from, head(), done, room().services.now(), before, runs()));
    }

    /** Everybody does all that there is to do. */
    void rest() {
        for (int round = 0; round < 30; round++) {
            clock.advance(Duration.ofHours(3));
            settle();
        }
    }

    private void settle() {
        for (ProofNode node : nodes) {
            while (node.follow(0)) {
                people.count("followed");
            }
            tick(node, 0);
        }
    }

    private long head() {
        return room().spine.database().<Long>read(ChangeLog::head);
    }

    Map<RunSeen.Key, RunSeen> runs() {
        return room().spine.database().read(RunSeen::all);
    }

    List<Change> log() {
        return room().spine.database().read(tx -> room().spine.reader().after(tx, 0, 1_000_000));
    }

    @Override
    public void close() {
        nodes.forEach(ProofNode::close);
        nodes.stream().map(each -> each.room).distinct().forEach(AutomationRoom::close);
    }
}
