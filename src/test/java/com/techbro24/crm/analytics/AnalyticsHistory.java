package com.techbro24.crm.analytics;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.support.Agents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A random history of a team: whatever people do, and what they correct afterwards. */
final class AnalyticsHistory {
    private static final List<String> TEAMS = List.of("north", "south", "west");
    private static final List<String> STATUSES =
            List.of("completed", "no_answer", "busy", "failed", "missed", "cancelled");
    private static final List<String> OUTCOMES =
            List.of(
                    "interested",
                    "sale",
                    "callback_requested",
                    "not_interested",
                    "left_voicemail",
                    "wrong_number");
    private static final List<String> STAGES =
            List.of(
                    "attempted",
                    "contacted",
                    "qualified",
                    "negotiation",
                    "converted",
                    "nurture",
                    "unqualified",
                    "lost");
    private static final List<String> WORK =
            List.of("available", "on_call", "wrap_up", "break", "offline");

    private final AnalyticsRoom room;
    private final Random random;
    private final List<Agent> agents = new ArrayList<>();
    private final List<String> leads = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> reminders = new ArrayList<>();

    AnalyticsHistory(AnalyticsRoom room, long seed) {
        this.room = room;
        random = new Random(seed);
        for (int count = 0; count < 6; count++) {
            agents.add(room.agent("Agent " + count, Role.AGENT, TEAMS.get(count % TEAMS.size())));
        }
    }

    void steps(int count) {
        for (int step = 0; step < count; step++) {
            step();
        }
    }

    private void step() {
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> newLead();
            case 3, 4, 5, 6 -> newCall();
            case 7 -> with(calls, id -> tries("call.update", id, "'outcome':" + word(OUTCOMES)));
            case 8 ->
                    with(
                            calls,
                            id ->
                                    tries(
                                            "call.update",
                                            id,
                                            "'durationSeconds':" + random.nextInt(900)));
            case 9 ->
                    with(
                            calls,
                            id ->
                                    tries(
                                            random.nextBoolean() ? "call.delete" : "call.restore",
                                            id,
                                            "'id':'" + id + "'"));
            case 10, 11 ->
                    with(
                            leads,
                            id ->
                                    tries(
                                            "lead.set_status",
                                            id,
                                            "'status':" + word(STAGES) + ",'reason':'because'"));
            case 12 -> with(leads, id -> tries("lead.assign", id, "'agentId':" + anAgent()));
            case 13 -> with(leads, this::mergeOrDelete);
            case 14 -> work();
            case 15 -> moveTeam();
            case 16 -> newReminder();
            case 17, 18 -> with(reminders, this::reminder);
            default -> {
                boolean back = random.nextInt(8) == 0;
                Duration by = Duration.ofMillis(random.nextLong(back ? 60_000 : 40_000_000));
                room.spine.clock().advance(back ? by.negated() : by);
                room.tries(Caller.SYSTEM, "reminder.fire", "{}");
            }
        }
    }

    private interface WithId {
        void accept(String id);
    }

    private void with(List<String> ids, WithId then) {
        if (!ids.isEmpty()) {
            then.accept(ids.get(random.nextInt(ids.size())));
        }
    }

    private void tries(String command, String id, String more) {
        String own = more.startsWith("'id'") ? "" : "'id':'" + id + "',";
        boolean _ = room.tries(room.admin, command, "{" + own + more + "}");
    }

    private String word(List<String> words) {
        return "'" + words.get(random.nextInt(words.size())) + "'";
    }

    private Agent agent() {
        return agents.get(random.nextInt(agents.size()));
    }

    private String anAgent() {
        return "'" + agent().id() + "'";
    }

    private Instant past(long secondsMax) {
        return room.spine.clock().instant().minusMillis(random.nextLong(secondsMax * 1_000));
    }

    private void newLead() {
        String id = Id.next();
        String assigned = random.nextInt(4) == 0 ? "" : ",'assignedAgentId':" + anAgent();
        String value =
                random.nextBoolean()
                        ? ",'value':" + random.nextInt(9_000) + ",'currency':'EUR'"
                        : "";
        String next =
                random.nextBoolean() ? ",'nextFollowUpAt':'" + Times.format(past(9_000)) + "'" : "";
        String source = random.nextInt(3) == 0 ? "" : ",'source':" + word(List.of("web", "fair"));
        String body =
                "{'id':'%s','name':'Lead','phone':'+49301%06d','allowDuplicate':true%s%s%s%s}"
                        .formatted(id, random.nextInt(1_000_000), assigned, value, next, source);
        if (room.tries(room.admin, "lead.create", body)) {
            leads.add(id);
        }
    }

    private void newCall() {
        if (leads.isEmpty()) {
            return;
        }
        String id = Id.next();
        String lead = leads.get(random.nextInt(leads.size()));
        boolean planned = random.nextInt(8) == 0;
        String outcome = planned || random.nextInt(3) == 0 ? "" : ",'outcome':" + word(OUTCOMES);
        String direction = random.nextInt(4) == 0 ? "inbound" : "outbound";
        String state =
                planned
                        ? "'scheduledAt':'" + Times.format(past(80_000)) + "'"
                        : "'status':%s,'startedAt':'%s','durationSeconds':%d"
                                .formatted(
                                        word(STATUSES),
                                        Times.format(past(20 * 86_400)),
                                        random.nextInt(600));
        String whose = random.nextInt(6) == 0 ? "" : ",'agentId':" + anAgent();
        String body =
                "{'id':'%s','leadId':'%s','direction':'%s',%s%s%s}"
                        .formatted(id, lead, direction, state, outcome, whose);
        if (room.tries(room.admin, "call.create", body)) {
            calls.add(id);
        }
    }

    private void mergeOrDelete(String id) {
        switch (random.nextInt(3)) {
            case 0 ->
                    with(leads, other -> tries("lead.merge", id, "'duplicateId':'" + other + "'"));
            case 1 -> tries("lead.delete", id, "'id':'" + id + "'");
            default -> tries("lead.restore", id, "'id':'" + id + "'");
        }
    }

    private void work() {
        Agent who = agent();
        String body = "{'id':'%s','status':%s}".formatted(who.id(), word(WORK));
        boolean _ = room.tries(room.admin, "agent.set_status", body);
    }

    private void moveTeam() {
        String team = random.nextInt(5) == 0 ? "null" : word(TEAMS);
        // A session of a person, as only such a one may move agents.
        String body = "{'id':'%s','team':%s}".formatted(agent().id(), team);
        boolean _ = room.tries(Caller.SYSTEM, "agent.update", body);
    }

    private void newReminder() {
        String id = Id.next();
        Instant due = room.spine.clock().instant().plusMillis(random.nextLong(200_000_000));
        String about =
                leads.isEmpty() || random.nextInt(4) == 0
                        ? ""
                        : ",'kind':'call_back','leadId':'"
                                + leads.get(random.nextInt(leads.size()))
                                + "'";
        String body =
                "{'id':'%s','agentId':%s,'title':'Call','dueAt':'%s'%s}"
                        .formatted(id, anAgent(), Times.format(due), about);
        if (room.tries(Caller.SYSTEM, "reminder.create", body)) {
            reminders.add(id);
        }
    }

    private void reminder(String id) {
        Caller system = Caller.SYSTEM;
        String self = "'id':'" + id + "'";
        Instant later = room.spine.clock().instant().plusSeconds(1 + random.nextInt(90_000));
        switch (random.nextInt(6)) {
            case 0, 1 -> room.tries(system, "reminder.complete", "{" + self + "}");
            case 2 ->
                    room.tries(
                            system,
                            "reminder.snooze",
                            "{" + self + ",'until':'" + Times.format(later) + "'}");
            case 3 -> room.tries(system, "reminder.delete", "{" + self + "}");
            case 4 -> room.tries(system, "reminder.restore", "{" + self + "}");
            default -> room.tries(system, "reminder.update", "{" + self + ",'status':'cancelled'}");
        }
    }

    Agent someAgent() {
        return agent();
    }

    static Caller caller(Agent agent) {
        return Agents.caller(agent);
    }
}
