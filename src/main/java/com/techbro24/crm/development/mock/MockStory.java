package com.techbro24.crm.development.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.calls.CallCommand;
import com.techbro24.crm.development.mock.MockLead.Standing;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/**
 * What happens in half a year, one event after the other in the order of time. Of much more than
 * happens in a small house only the end is told as it happened; the calls before that are noted
 * down, their leads are brought up to them once, and nobody was reminded of them.
 */
final class MockStory {
    private static final int PROGRESS_EVERY = 50_000;
    private static final int NOBODY_TO_CALL_SECONDS = 1_200;

    /** After which a reminder that nobody touched is overdue. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final MockPeople people;
    private final Random random;
    private final MockCommands commands;
    private final List<MockAgent> agents;
    private final Instant start;
    private final Instant end;
    private final Instant remindFrom;
    private final int toldCallsMax;
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long planned;
    private int calls;
    private int reminders;
    private final MockPast past;
    private Instant told;

    private record Event(Instant at, long order, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = at.compareTo(other.at);
            return byTime == 0 ? Long.compare(order, other.order) : byTime;
        }
    }

    /**
     * @param remindFrom reminders that are due before it are left out
     * @param toldCallsMax how many calls, the last ones, are made by commands
     */
    MockStory(
            MockPeople people,
            MockCommands commands,
            List<MockAgent> agents,
            Instant start,
            Instant end,
            Instant remindFrom,
            int toldCallsMax) {
        this.people = people;
        this.random = people.random();
        this.commands = commands;
        this.agents = agents;
        this.start = start;
        this.end = end;
        this.remindFrom = remindFrom;
        this.toldCallsMax = toldCallsMax;
        this.past = new MockPast(commands);
        this.told = start;
    }

    int calls() {
        return calls;
    }

    int reminders() {
        return reminders;
    }

    /**
     * @param news runs when the history reaches its last days
     */
    void tell(MockHistory.Size size, Runnable news, Consumer<String> progress) {
        if (size.calls() > toldCallsMax) {
            told = end.minus(MockHistory.LENGTH.multipliedBy(toldCallsMax).dividedBy(size.calls()));
            later(told, () -> past.catchUp(told));
        }
        for (int index = 0; index < size.leads(); index++) {
            // Some were there before; the others came in over time.
            double part = Math.max(0, (index - size.leads() * 0.2) / (size.leads() * 0.8));
            Duration after = Duration.ofSeconds((long) (MockHistory.LENGTH.toSeconds() * part));
            later(start.plus(after), () -> arrive(start.plus(after)));
        }
        for (int index = 0; index < agents.size(); index++) {
            MockAgent agent = agents.get(index);
            agent.callsLeft = size.calls() / agents.size();
            agent.callsLeft += index < size.calls() % agents.size() ? 1 : 0;
            work(agent, start, agent.paceSeconds(start));
        }
        later(
                end.minus(MockNews.LENGTH),
                () -> {
                    commands.finish();
                    news.run();
                });
        long passed = 0;
        for (Event event = events.poll(); event != null; event = events.poll()) {
            event.what.run();
            if (++passed % PROGRESS_EVERY == 0) {
                progress.accept(calls + " calls");
            }
        }
        commands.finish();
        progress.accept(size.leads() + " leads, " + calls + " calls, " + reminders + " reminders");
    }

    /** Events after the end of the history are left out. */
    private void later(Instant at, Runnable what) {
        if (at.isBefore(end)) {
            events.add(new Event(at, planned++, what));
        }
    }

    private void arrive(Instant at) {
        ObjectNode input = people.lead();
        MockLead lead =
                new MockLead(
                        Id.next(),
                        input.get("name").textValue(),
                        input.get("phone").textValue(),
                        ZoneId.of(input.get("timezone").textValue()),
                        at);
        input.put("id", lead.id);
        int way = random.nextInt(10);
        MockAgent agent = people.pick(agents);
        if (way < (at.isBefore(told) ? 9 : 5)) {
            input.put("assignedAgentId", agent.caller.agent());
            agent.take(lead, false);
        } else if (way < 9) {
            Instant later = at.plusSeconds(60 + random.nextInt(7_200));
            later(later, () -> assign(lead, agent, later));
        }
        commands.give("lead.create", input, Caller.SYSTEM, at);
    }

    private void assign(MockLead lead, MockAgent agent, Instant at) {
        ObjectNode input = Json.object().put("id", lead.id).put("agentId", agent.caller.agent());
        commands.give("lead.assign", input, Caller.SYSTEM, at);
        lead.dueAt = at;
        agent.take(lead, false);
    }

    /**
     * Lets the agent call after about so many seconds of work, most often sooner, at times later.
     */
    private void work(MockAgent agent, Instant from, double aboutSeconds) {
        if (agent.callsLeft > 0) {
            double gap = -aboutSeconds * Math.log(1 - random.nextDouble());
            Instant at = agent.afterWork(from, gap);
            later(at, () -> call(agent, at));
        }
    }

    private void call(MockAgent agent, Instant at) {
        Optional<MockLead> next = agent.next(at);
        if (next.isEmpty()) {
            work(agent, at.plusSeconds(1), NOBODY_TO_CALL_SECONDS);
            return;
        }
        MockLead lead = next.get();
        boolean isInbound = random.nextInt(100) < 7;
        boolean isPromised = lead.reminderId != null || !lead.dueAt.isAfter(at);
        MockCall call =
                isInbound
                        ? MockCall.inbound(lead, random)
                        : MockCall.outbound(lead, isPromised && lead.attempts > 0, random);
        Instant over = at.plusSeconds(call.ringSeconds() + call.talkSeconds());
        Instant written = over.plusSeconds(4 + (call.talkSeconds() > 0 ? random.nextInt(45) : 0));
        if (!written.isBefore(end)) {
            return;
        }
        double pace = agent.paceSeconds(at);
        agent.callsLeft--;
        calls++;
        // Written down at the end, when others have already had their turn.
        later(over, () -> ended(agent, lead, call, isInbound, at, over));
        work(agent, written, Math.max(2, pace - Duration.between(at, written).toSeconds()));
    }

    private void ended(
            MockAgent agent,
            MockLead lead,
            MockCall call,
            boolean isInbound,
            Instant began,
            Instant over) {
        lead.attempts += isInbound ? 0 : 1;
        lead.lastCallAt = over;
        lead.standing = call.after();
        boolean isMissed = call.status().equals("missed");
        Instant callback = null;
        if (call.again() != null) {
            boolean isToldTime = call.isPromised() && !isMissed;
            lead.dueAt = again(lead, over.plus(call.again()), isToldTime);
            callback = isToldTime ? lead.dueAt : null;
        }
        CallCommand.Create noted = call.noted(agent, lead, isInbound, began, over, callback);
        if (over.isBefore(told)) {
            past.note(lead, noted, over);
        } else {
            commands.give(noted, isMissed ? Caller.SYSTEM : agent.caller, over);
        }
        if (!isMissed) {
            done(agent, lead, over);
        }
        if (call.again() != null) {
            agent.take(lead, call.isPromised());
            boolean isNoted = call.isPromised() && !isMissed && random.nextInt(10) < 7;
            if (isNoted && !lead.dueAt.isBefore(remindFrom) && !over.isBefore(told)) {
                remind(agent, lead, over.plusSeconds(2));
            }
        }
        if ("interested".equals(call.outcome()) && random.nextInt(6) == 0) {
            bargain(agent, lead, over.plusSeconds(3));
        }
    }

    /** A callback is at a time of day at which the lead may be called. */
    private Instant again(MockLead lead, Instant about, boolean isPromised) {
        if (!isPromised) {
            return about;
        }
        ZonedDateTime there = about.atZone(lead.zone);
        there = there.withHour(10 + random.nextInt(7)).withMinute(15 * random.nextInt(4));
        there = there.withSecond(0).withNano(0);
        while (there.getDayOfWeek() == DayOfWeek.SATURDAY
                || there.getDayOfWeek() == DayOfWeek.SUNDAY) {
            there = there.plusDays(1);
        }
        return there.toInstant();
    }

    private void remind(MockAgent agent, MockLead lead, Instant at) {
        String id = Id.next();
        Instant due = lead.dueAt;
        lead.reminderId = id;
        reminders++;
        ObjectNode input = Json.object().put("id", id).put("leadId", lead.id);
        input.put("kind", lead.standing == Standing.KEEN ? "follow_up" : "call_back");
        input.put("title", "Call " + lead.name + " back").put("dueAt", Times.format(due));
        later(at, () -> commands.give("reminder.create", input, agent.caller, at));
        later(due, () -> fire(lead, id, due));
        later(due.plus(GRACE), () -> fire(lead, id, due.plus(GRACE)));
    }

    /** The reminders' own clock, which in this story nobody else winds. */
    private void fire(MockLead lead, String reminderId, Instant at) {
        if (reminderId.equals(lead.reminderId)) {
            commands.give("reminder.fire", Json.object(), Caller.SYSTEM, at);
        }
    }

    /** The call did what the lead's reminder was for; now and then nobody ticks it off for days. */
    private void done(MockAgent agent, MockLead lead, Instant at) {
        String id = lead.reminderId;
        if (id == null) {
            return;
        }
        boolean isForgotten = random.nextInt(12) == 0;
        Instant when = at.plusSeconds(isForgotten ? 86_400 * (1 + random.nextInt(9)) : 1);
        later(
                when,
                () -> {
                    commands.give(
                            "reminder.complete", Json.object().put("id", id), agent.caller, when);
                    if (id.equals(lead.reminderId)) {
                        lead.reminderId = null;
                    }
                });
    }

    private void bargain(MockAgent agent, MockLead lead, Instant at) {
        lead.standing = Standing.BARGAINING;
        ObjectNode input = Json.object().put("id", lead.id).put("status", "negotiation");
        later(
                at,
                () -> {
                    past.catchUp(lead, at);
                    commands.give("lead.set_status", input, agent.caller, at);
                });
    }
}
