package com.techbro24.crm.automation;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A team, its rules, and two nodes that crash; all of it decided by a seed. On PostgreSQL each node
 * has its own connections; on SQLite both share one process, as two schedulers of it would.
 */
final class ProofWorld implements AutoCloseable {
    private static final int RULES_MAX = 6;

    final List<ProofNode.Followed> journal = new ArrayList<>();
    final List<NaiveOutcomes.Ticked> ticks = new ArrayList<>();
    final Map<String, Integer> counts = new TreeMap<>();
    private final Random random;
    private final TestDatabase kind;
    private final DatabaseUrl url;
    private final TestClock clock = new TestClock();
    private final Crashes crashes = new Crashes();
    private final List<ProofNode> nodes = new ArrayList<>();
    private final List<Agent> people;
    private final List<String> leads = new ArrayList<>();
    private final List<String> reminders = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> ruleTypes = new LinkedHashMap<>();
    private final ProofRules rules;
    private final Agent manager;
    private final Agent admin;
    private final AutomationRule steady;

    ProofWorld(TestDatabase kind, long seed) {
        this.kind = kind;
        random = new Random(seed);
        url = kind.fresh();
        start();
        Spine spine = room().spine;
        admin = Agents.admin().in(spine);
        manager = Agents.manager().team("north").in(spine);
        Agent ann = Agents.agent().team("north").in(spine);
        Agent ben = Agents.agent().team("north").in(spine);
        Agent eve = Agents.agent().team("south").in(spine);
        people = List.of(ann, ben, eve, manager, admin);
        rules = new ProofRules(random, List.of(ann.id(), ben.id(), eve.id()));
        steady = room().rule(admin, rules.steady());
    }

    /** What the rule that never changed would have done, if it had not been there. */
    RuleTestReply dryRun() {
        AutomationServices services = room().services;
        AutomationRule draft =
                Json.read(Json.text(steady).replace(steady.id(), Id.next()), AutomationRule.class);
        return services.dryRun()
                .run(
                        room().spine.database(),
                        room().spine.writer(),
                        draft,
                        new RuleTest(null, null, 31),
                        Agents.caller(admin));
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
        count("replaced");
        List<ProofNode> ending = kind == TestDatabase.SQLITE ? List.copyOf(nodes) : List.of(node);
        ending.forEach(ProofNode::close);
        ending.stream().map(each -> each.room).distinct().forEach(AutomationRoom::close);
        nodes.removeAll(ending);
        start();
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void run(int steps) {
        for (int count = 0; count < 3; count++) {
            createLead();
            createRule();
            createRule();
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
                work();
            }
        } else if (dice < 90) {
            createRule();
        } else if (dice < 96) {
            changeRule();
        } else if (dice < 98) {
            owner();
        } else {
            replace(node);
        }
    }

    private void follow(ProofNode node, int crashAt) {
        count(node.follow(crashAt) ? "followed" : "not followed");
    }

    private void tick(ProofNode node, int crashAt) {
        long from = head();
        Map<RunSeen.Key, RunSeen> before = runs();
        boolean done = node.tick(crashAt);
        count(done ? "ticked" : "ticks crashed");
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
                count("followed");
            }
            tick(node, 0);
        }
    }

    private void work() {
        Agent person = random.nextInt(3) > 0 ? admin : people.get(random.nextInt(people.size()));
        String lead = leads.get(random.nextInt(leads.size()));
        switch (random.nextInt(12)) {
            case 0 -> createLead();
            case 1, 2, 3 ->
                    give(person, "lead.set_status", "{'id':'%s','status':'%s'}", lead, status());
            case 4 -> give(person, "lead.update", "{'id':'%s','notes':'%s'}", lead, number());
            case 5 -> give(person, "lead.update", "{'id':'%s','value':%s}", lead, number());
            case 6 -> give(admin, "lead.assign", "{'id':'%s','agentId':'%s'}", lead, agent());
            case 7 ->
                    give(
                            admin,
                            random.nextInt(3) > 0 ? "lead.restore" : "lead.delete",
                            "{'id':'%s'}",
                            lead);
            case 8 ->
                    created(
                            reminders,
                            give(
                                    person,
                                    "reminder.create",
                                    "{'leadId':'%s','title':'Call','dueAt':'2026-03-05T09:00:00Z',"
                                            + "'priority':'%s'}",
                                    lead,
                                    random.nextBoolean() ? "high" : "low"));
            case 9 -> {
                if (!reminders.isEmpty()) {
                    String one = reminders.get(random.nextInt(reminders.size()));
                    give(person, "reminder.complete", "{'id':'%s'}", one);
                }
            }
            case 10 -> {
                if (!calls.isEmpty()) {
                    String one = calls.get(random.nextInt(calls.size()));
                    give(person, "call.update", "{'id':'%s','notes':'%s'}", one, number());
                }
            }
            default -> created(calls, call(person, lead));
        }
    }

    private String call(Agent person, String lead) {
        String now = clock.instant().toString();
        boolean missed = random.nextBoolean();
        return give(
                person,
                "call.create",
                "{'leadId':'%s','direction':'%s','status':'%s','startedAt':'%s','endedAt':'%s'}",
                lead,
                missed ? "inbound" : "outbound",
                missed ? "missed" : "completed",
                now,
                now);
    }

    private String status() {
        return List.of("new", "attempted", "contacted", "qualified").get(random.nextInt(4));
    }

    private String number() {
        return String.valueOf(random.nextInt(1_000));
    }

    private String agent() {
        return people.get(random.nextInt(3)).id();
    }

    private void createLead() {
        created(
                leads,
                give(
                        admin,
                        "lead.create",
                        "{'name':'Lead %s','assignedAgentId':'%s','phone':'+4420794601%s'}",
                        number(),
                        agent(),
                        String.valueOf(random.nextInt(10, 100))));
    }

    private void createRule() {
        if (ruleTypes.size() < RULES_MAX) {
            String type = rules.type();
            Agent owner = random.nextBoolean() ? manager : admin;
            String id = give(owner, "automation.create", "%s", rules.rule(type));
            if (!id.isEmpty()) {
                ruleTypes.put(id, type);
            }
        }
    }

    private void changeRule() {
        if (ruleTypes.isEmpty()) {
            return;
        }
        String id = List.copyOf(ruleTypes.keySet()).get(random.nextInt(ruleTypes.size()));
        String type = ruleTypes.getOrDefault(id, "lead");
        switch (random.nextInt(8)) {
            case 0 -> {
                give(admin, "automation.delete", "{'id':'%s'}", id);
                ruleTypes.remove(id);
            }
            case 1, 2 -> give(admin, "automation.update", "{'id':'%s','enabled':true}", id);
            case 3 -> give(admin, "automation.decide_held", "{'id':'%s','decision':'release'}", id);
            case 4 -> give(admin, "automation.decide_held", "{'id':'%s','decision':'drop'}", id);
            default -> give(admin, "automation.update", "{'id':'%s',%s}", id, rules.edit(type));
        }
    }

    /** The manager is disabled, or comes back. */
    private void owner() {
        give(
                admin,
                "agent.update",
                "{'id':'%s','active':%s}",
                manager.id(),
                String.valueOf(random.nextInt(4) > 0));
    }

    private static void created(List<String> rows, String id) {
        if (!id.isEmpty()) {
            rows.add(id);
        }
    }

    /** Gives a command; returns the id of its answer, or nothing where it was refused. */
    private String give(Agent person, String command, String input, String... values) {
        try {
            String id =
                    room().run(person, command, input.formatted((Object[]) values))
                            .path("id")
                            .asText();
            count(command);
            return id;
        } catch (Problem refused) {
            count("refused");
            return "";
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
