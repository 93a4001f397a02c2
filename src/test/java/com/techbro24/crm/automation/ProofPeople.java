package com.techbro24.crm.automation;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What people do, at random: with leads, calls and reminders, and with rules. */
final class ProofPeople {
    private static final int RULES_MAX = 6;

    final Map<String, Integer> counts = new TreeMap<>();
    final Agent admin;
    private final Random random;
    private final Supplier<AutomationRoom> room;
    private final Agent manager;
    private final List<Agent> people;
    private final List<String> leads = new ArrayList<>();
    private final List<String> reminders = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> ruleTypes = new LinkedHashMap<>();
    private final ProofRules rules;

    /**
     * @param room a node that takes commands now
     */
    ProofPeople(Random random, Supplier<AutomationRoom> room) {
        this.random = random;
        this.room = room;
        Spine spine = room.get().spine;
        admin = Agents.admin().in(spine);
        manager = Agents.manager().team("north").in(spine);
        Agent ann = Agents.agent().team("north").in(spine);
        Agent ben = Agents.agent().team("north").in(spine);
        Agent eve = Agents.agent().team("south").in(spine);
        people = List.of(ann, ben, eve, manager, admin);
        rules = new ProofRules(random, List.of(ann.id(), ben.id(), eve.id()));
    }

    AutomationRule steadyRule() {
        return room.get().rule(admin, rules.steady());
    }

    void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    void work() {
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
        String now = room.get().services.now().toString();
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

    void createLead() {
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

    void createRule() {
        if (ruleTypes.size() < RULES_MAX) {
            String type = rules.type();
            Agent owner = random.nextBoolean() ? manager : admin;
            String id = give(owner, "automation.create", "%s", rules.rule(type));
            if (!id.isEmpty()) {
                ruleTypes.put(id, type);
            }
        }
    }

    void changeRule() {
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
    void owner() {
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
                    room.get()
                            .run(person, command, input.formatted((Object[]) values))
                            .path("id")
                            .asText();
            count(command);
            return id;
        } catch (Problem refused) {
            count("refused");
            return "";
        }
    }
}
