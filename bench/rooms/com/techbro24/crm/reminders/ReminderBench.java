package com.techbro24.crm.reminders;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.agents.AgentCommand;
import com.techbro24.crm.app.RoomKinds;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.database.Databases;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Measures how late reminders are at 100,000 pending ones on both databases: spread over half a
 * minute, and all at one moment. Run by {@code bench/room ReminderBench}.
 */
final class ReminderBench {
    private static final int PENDING = 100_000;
    private static final int SPREAD = 3_000;
    private static final int AT_ONCE = 5_000;

    private ReminderBench() {}

    public static void main(String[] arguments) throws InterruptedException {
        for (TestDatabase kind : TestDatabase.values()) {
            System.out.println("== " + kind + ", " + PENDING + " pending");
            DatabaseUrl url = kind.fresh();
            List<Agent> agents = new ArrayList<>();
            try (Spine spine = Spine.open(url).with(Agents.handler(), AgentCommand.TYPES)) {
                for (int index = 0; index < 50; index++) {
                    agents.add(Agents.agent().in(spine));
                }
            }
            run(url, agents, Clock.systemUTC());
        }
    }

    private static void run(DatabaseUrl url, List<Agent> agents, Clock time)
            throws InterruptedException {
        Database database = Databases.open(url);
        ChangeFeed feed = new ChangeFeed(database, new ChangeReader(RoomKinds.ALL));
        ChangeLog log = new ChangeLog(feed, (works, changes, took) -> {});
        GroupCommit writer = new GroupCommit(database, log);
        CommandCatalog catalog = new CommandCatalog();
        CommandRunner runner =
                new CommandRunner(catalog, writer, log, time, new SimpleMeterRegistry());
        catalog.add(new ReminderHandler(ReminderSettings.DEFAULT), ReminderCommand.TYPES);

        Instant far = time.instant().plus(Duration.ofDays(2));
        ReminderPlans.fill(writer, agents, PENDING, far, Duration.ofSeconds(20));
        database.read(tx -> ReminderPlans.of(tx, far))
                .forEach(line -> System.out.println("  " + line));

        ReminderClock clock = new ReminderClock(database, feed, runner, time);
        clock.start();
        Instant soon = time.instant().plusSeconds(5);
        ReminderPlans.fill(writer, agents, SPREAD, soon, Duration.ofMillis(10));
        wake(runner, agents.getFirst());
        print("spread over 30 s", lateness(feed, SPREAD));

        Instant moment = time.instant().plusSeconds(10);
        ReminderPlans.fill(writer, agents, AT_ONCE, moment, Duration.ZERO);
        wake(runner, agents.getFirst());
        print(AT_ONCE + " at one moment", lateness(feed, AT_ONCE));
        clock.close();
        writer.close();
        database.close();
    }

    /** What fills the tables does not tell the log, so that one is made which does. */
    private static void wake(CommandRunner runner, Agent agent) {
        var input = Json.object().put("title", "Far").put("agentId", agent.id());
        input.put("dueAt", "2030-01-01T00:00:00Z").put("timezone", "UTC");
        var _ =
                runner.run(
                        Submission.of(
                                CommandCatalog.bind(ReminderCommand.CREATE, input), Caller.SYSTEM));
    }

    /** Milliseconds between each due time and the moment at which a follower heard of it. */
    private static List<Long> lateness(ChangeFeed feed, int expected) throws InterruptedException {
        List<Long> late = new ArrayList<>();
        long seen = feed.head();
        while (late.size() < expected) {
            if (!feed.awaitAfter(seen, RoomKinds.ALL.all(), Duration.ofSeconds(60))) {
                throw new IllegalStateException("only " + late.size() + " were heard");
            }
            long now = System.currentTimeMillis();
            for (Change change : feed.after(seen, 1_000).changes()) {
                seen = change.seq();
                if (change.kind().equals(ReminderChange.DUE)) {
                    Instant due = Instant.parse(Json.read(change.after()).get("dueAt").textValue());
                    late.add(now - due.toEpochMilli());
                }
            }
        }
        Collections.sort(late);
        return late;
    }

    private static void print(String what, List<Long> late) {
        System.out.printf(
                "  %s: late by p50 %d ms, p99 %d ms, most %d ms%n",
                what, late.get(late.size() / 2), late.get(late.size() * 99 / 100), late.getLast());
    }
}
