package com.techbro24.crm.development.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.development.mock.MockLead.Stage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The events of half a year in order of time. In large histories, only the last calls are single
 * commands; earlier ones are recorded in batches and applied once per lead, without reminders.
 */
final class MockTimeline {
    private static final int PROGRESS_EVERY = 50_000;
    private static final int IDLE_SECONDS = 1_200;

    /** How long after its due time a reminder is overdue. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final MockPeople people;
    private final Random random;
    private final MockCommands commands;
    private final List<MockAgent> agents;
    private final Instant start;
    private final Instant end;
    private final Instant remindFrom;
    private final int commandCallsMax;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long eventCount;

    /** Several leads may have one number; no reminder to call it may be created any more. */
    private final Set<String> doNotCall = new HashSet<>();

    private int calls;
    private int reminders;
    private final PastCalls past;
    private Instant commandsFrom;

    private record Event(Instant at, long order, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    /**
     * @param remindFrom reminders due earlier are left out
     * @param commandCallsMax how many of the last calls run as single commands
     */
    MockTimeline(
            MockPeople people,
            MockCommands commands,
            List<MockAgent> agents,
            Instant start,
            Instant end,
            Instant remindFrom,
            int commandCallsMax) {
        this.people = people;
        this.random = people.random();
        this.commands = commands;
        this.agents = agents;
        this.start = start;
        this.end = end;
        this.remindFrom = remindFrom;
        this.commandCallsMax = commandCallsMax;
        this.past = new PastCalls(commands);
        this.commandsFrom = start;
    }

    int calls() {
        return calls;
    }

    int reminders() {
        return reminders;
    }

    /** Runs all events; {@code lastDays} runs when the last days of the history begin. */
    void run(MockHistory.Size size, Runnable lastDays, Consumer<String> progress) {
        if (size.calls() > commandCallsMax) {
            commandsFrom =
                    end.minus(
                            MockHistory.LENGTH
                                    .multipliedBy(commandCallsMax)
                                    .dividedBy(size.calls()));
            schedule(commandsFrom, () -> past.apply(commandsFrom));
        }
        for (int index = 0; index < size.leads(); index++) {
            double part = Math.max(0, (index - size.leads() * 0.2) / (size.leads() * 0.8));
            Duration after = Duration.ofSeconds((long) (MockHistory.LENGTH.toSeconds() * part));
            schedule(start.plus(after), () -> createLead(start.plus(after)));
        }
        for (int index = 0; index < agents.size(); index++) {
            MockAgent agent = agents.get(index);
            agent.callsLeft = size.calls() / agents.size();
            agent.callsLeft += index < size.calls() % agents.size() ? 1 : 0;
            scheduleCall(agent, start, agent.paceSeconds(start));
        }
        schedule(
                end.minus(MockNotifications.LENGTH),
                () -> {
                    commands.finish();
                    lastDays.run();
                });
        long passed = 0;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            event.action.run();
            if (++passed % PROGRESS_EVERY == 0) {
                progress.accept(calls + " calls");
            }
        }
        commands.finish();
        progress.accept(size.leads() + " leads, " + calls + " calls, " + reminders + " reminders");
    }

    /** Events after the end of the history are left out. */
    private void schedule(Instant at, Runnable action) {
        if (at.isBefore(end)) {
            events.add(new Event(at, eventCount++, action));
        }
    }

    private void createLead(Instant at) {
        ObjectNode input = people.lead();
        MockLead lead =
                new MockLead(
                        Id.next(),
                        input.get("name").textValue(),
                        input.get("phone").textValue(),
                        ZoneId.of(input.get("timezone").textValue()),
                        at);
        input.put("id", lead.id);
        int draw = MockPeople.isAbroad(input) ? 9 : random.nextInt(10);
        MockAgent agent = people.pick(agents);
        if (draw < (at.isBefore(commandsFrom) ? 9 : 5)) {
            input.put("assignedAgentId", agent.caller.agent());
            agent.enqueue(lead, false);
        } else if (draw < 9) {
            Instant assignedAt = at.plusSeconds(60 + random.nextInt(7_200));
            schedule(assignedAt, () -> assign(lead, agent, assignedAt));
        }
        commands.add("lead.create", input, Caller.SYSTEM, at);
    }

    private void assign(MockLead lead, MockAgent agent, Instant at) {
        ObjectNode input = Json.object().put("id", lead.id).put("agentId", agent.caller.agent());
        commands.add("lead.assign", input, Caller.SYSTEM, at);
        lead.dueAt = at;
        agent.enqueue(lead, false);
    }

    /** Schedules the agent's next call after a random delay with this mean. */
    private void scheduleCall(MockAgent agent, Instant from, double meanSeconds) {
        if (agent.callsLeft > 0) {
            double gap = -meanSeconds * Math.log(1 - random.nextDouble());
            Instant at = agent.afterWork(from, gap);
            schedule(at, () -> call(agent, at));
        }
    }

    private void call(MockAgent agent, Instant at) {
        Optional<MockLead> next = agent.next(at);
        if (next.isEmpty()) {
            scheduleCall(agent, at.plusSeconds(1), IDLE_SECONDS);
            return;
        }
        MockLead lead = next.get();
        boolean isInbound = random.nextInt(100) < 7;
        boolean isPromised = lead.reminderId != null || !lead.dueAt.isAfter(at);
        MockCall call =
                isInbound
                        ? MockCall.inbound(lead, random)
                        : MockCall.outbound(lead, isPromised && lead.attempts > 0, random);
        Instant ended = at.plusSeconds(call.ringSeconds() + call.talkSeconds());
        Instant written = ended.plusSeconds(4 + (call.talkSeconds() > 0 ? random.nextInt(45) : 0));
        if (!written.isBefore(end)) {
            return;
        }
        double pace = agent.paceSeconds(at);
        agent.callsLeft--;
        calls++;
        // Recorded at the end of the call, so that commands stay in order of time.
        schedule(ended, () -> ended(agent, lead, call, isInbound, at, ended));
        scheduleCall(agent, written, Math.max(2, pace - Duration.between(at, written).toSeconds()));
    }

    private void ended(
            MockAgent agent,
            MockLead lead,
            MockCall call,
            boolean isInbound,
            Instant started,
            Instant ended) {
        lead.attempts += isInbound ? 0 : 1;
        lead.lastCallAt = ended;
        lead.stage = call.after();
        if ("dnc_request".equals(call.outcome())) {
            doNotCall.add(lead.phone);
        }
        boolean isMissed = call.status().equals("missed");
        Instant callback = null;
        if (call.retryAfter() != null) {
            boolean hasCallback = call.isPromised() && !isMissed;
            Instant retry = ended.plus(call.retryAfter());
            lead.dueAt = hasCallback ? lead.callableAround(retry, random) : retry;
            callback = hasCallback ? lead.dueAt : null;
        }
        CallCommand.Create create =
                call.toCommand(agent, lead, isInbound, started, ended, callback);
        if (ended.isBefore(commandsFrom)) {
            past.add(lead, create, ended);
        } else {
            commands.add(create, isMissed ? Caller.SYSTEM : agent.caller, ended);
        }
        if (!isMissed) {
            completeReminder(agent, lead, ended);
        }
        if (call.retryAfter() != null) {
            agent.enqueue(lead, call.isPromised());
            boolean hasReminder = call.isPromised() && !isMissed && random.nextInt(10) < 7;
            if (hasReminder && !lead.dueAt.isBefore(remindFrom) && !ended.isBefore(commandsFrom)) {
                remind(agent, lead, ended.plusSeconds(2));
            }
        }
        if ("interested".equals(call.outcome()) && random.nextInt(6) == 0) {
            negotiate(agent, lead, ended.plusSeconds(3));
        }
    }

    private void remind(MockAgent agent, MockLead lead, Instant at) {
        String id = Id.next();
        Instant due = lead.dueAt;
        lead.reminderId = id;
        reminders++;
        ObjectNode input = Json.object().put("id", id).put("leadId", lead.id);
        input.put("kind", lead.stage == Stage.INTERESTED ? "follow_up" : "call_back");
        input.put("title", "Call " + lead.name + " back").put("dueAt", Times.format(due));
        schedule(
                at,
                () -> {
                    if (doNotCall.contains(lead.phone)) {
                        lead.reminderId = null;
                    } else {
                        commands.add("reminder.create", input, agent.caller, at);
                    }
                });
        schedule(due, () -> fire(lead, id, due));
        schedule(due.plus(GRACE), () -> fire(lead, id, due.plus(GRACE)));
    }

    /** Replaces the reminder clock, which does not run on mock time. */
    private void fire(MockLead lead, String reminderId, Instant at) {
        if (reminderId.equals(lead.reminderId)) {
            commands.add("reminder.fire", Json.object(), Caller.SYSTEM, at);
        }
    }

    /** Completes the lead's reminder after the call, sometimes only days schedule. */
    private void completeReminder(MockAgent agent, MockLead lead, Instant at) {
        String id = lead.reminderId;
        if (id == null) {
            return;
        }
        boolean delayed = random.nextInt(12) == 0;
        Instant when = at.plusSeconds(delayed ? 86_400 * (1 + random.nextInt(9)) : 1);
        schedule(
                when,
                () -> {
                    commands.add(
                            "reminder.complete", Json.object().put("id", id), agent.caller, when);
                    if (id.equals(lead.reminderId)) {
                        lead.reminderId = null;
                    }
                });
    }

    private void negotiate(MockAgent agent, MockLead lead, Instant at) {
        lead.stage = Stage.NEGOTIATING;
        ObjectNode input = Json.object().put("id", lead.id).put("status", "negotiation");
        schedule(
                at,
                () -> {
                    past.apply(lead, at);
                    commands.add("lead.set_status", input, agent.caller, at);
                });
    }
}
