package com.techbro24.crm.development.mock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills a database with half a year of realistic data: agents, leads, calls and their results,
 * written by commands in order of time. The same seed within the same hour gives the same history.
 */
public final class MockHistory {
    static final Duration LENGTH = Duration.ofDays(182);

    /** One in this many agents is a manager, who makes no calls. */
    static final int AGENTS_PER_MANAGER = 8;

    /** The most calls an agent has time for. */
    private static final int CALLS_PER_AGENT_MAX = 20_000;

    private static final int CALLS_PER_LEAD = 5;

    /**
     * How many of the latest calls run as single commands. Earlier calls are recorded in batches;
     * their leads still get each status at its own time.
     */
    private static final int COMMAND_CALLS_MAX = 10_000;

    /** Rows of one lead are far apart on disk, so larger transactions write fewer pages. */
    private static final int BATCH_SIZE = 50_000;

    private static final int BATCH_SIZE_LIVE = 1_000;

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final GroupCommit writer;
    private final Database database;
    private final ChangeReader reader;
    private final MockPeople people;
    private final int commandCallsMax;

    /** How much data to create. */
    public record Size(int agents, int leads, int calls) {
        /** Refuses more calls than the agents have time for. */
        public Size {
            int callers = callers(agents);
            if (calls > (long) callers * CALLS_PER_AGENT_MAX) {
                throw Problem.unprocessable(
                        "%d agents, of which %d make calls, have time for at most %d calls."
                                .formatted(agents, callers, (long) callers * CALLS_PER_AGENT_MAX));
            }
        }

        /**
         * @param calls null for the default number per lead
         */
        public static Size of(int agents, int leads, @Nullable Integer calls) {
            long time = (long) callers(agents) * CALLS_PER_AGENT_MAX;
            long defaultCalls = Math.min((long) leads * CALLS_PER_LEAD, time);
            return new Size(agents, leads, calls == null ? (int) defaultCalls : calls);
        }

        /** The number of agents who are callers. */
        static int callers(int agents) {
            return agents == 1
                    ? 1
                    : agents - (agents + AGENTS_PER_MANAGER - 1) / AGENTS_PER_MANAGER;
        }
    }

    /**
     * The created data.
     *
     * @param manager the email of a manager
     * @param agent the email of an agent who makes calls
     */
    public record Made(
            int agents,
            int leads,
            int calls,
            int reminders,
            int notifications,
            String manager,
            String agent,
            String password) {}

    public MockHistory(
            CommandCatalog catalog,
            CommandRunner runner,
            GroupCommit writer,
            Database database,
            ChangeReader reader,
            long seed) {
        this(catalog, runner, writer, database, reader, seed, COMMAND_CALLS_MAX);
    }

    MockHistory(
            CommandCatalog catalog,
            CommandRunner runner,
            GroupCommit writer,
            Database database,
            ChangeReader reader,
            long seed,
            int commandCallsMax) {
        this.commandCallsMax = commandCallsMax;
        this.catalog = catalog;
        this.runner = runner;
        this.writer = writer;
        this.database = database;
        this.reader = reader;
        this.people = new MockPeople(seed);
    }

    /**
     * @param password of every created agent
     * @param isLive whether a server uses the database; then reminders in the past are left out,
     *     because its clock would fire them at once
     * @param progress receives progress lines
     */
    public Made fill(Size size, String password, boolean isLive, Consumer<String> progress) {
        Instant end = runner.now().truncatedTo(ChronoUnit.HOURS);
        Instant start = end.minus(LENGTH);
        List<ObjectNode> staff = new ArrayList<>();
        for (int index = 0; index < size.agents(); index++) {
            staff.add(people.agent(index, password));
        }
        List<MockAgent> callers = callers(staff, createAgents(staff, start), end);
        progress.accept(staff.size() + " agents");
        MockCommands commands =
                new MockCommands(catalog, runner, writer, isLive ? BATCH_SIZE_LIVE : BATCH_SIZE);
        MockTimeline timeline =
                new MockTimeline(
                        people,
                        commands,
                        callers,
                        start,
                        end,
                        isLive ? end : start,
                        commandCallsMax);
        MockNotifications mockNotifications =
                new MockNotifications(runner, writer, database, reader);
        timeline.run(size, mockNotifications::start, progress);
        int notifications = mockNotifications.create(callers, commands, end);
        progress.accept(notifications + " notifications");
        return new Made(
                staff.size(),
                size.leads(),
                timeline.calls(),
                timeline.reminders(),
                notifications,
                staff.getFirst().get("email").textValue(),
                staff.getLast().get("email").textValue(),
                password);
    }

    /** A random password for the created agents. */
    public static String password() {
        return MockPeople.password();
    }

    private List<String> createAgents(List<ObjectNode> staff, Instant at) {
        try {
            return submitAgents(staff, at);
        } catch (Problem problem) {
            // The same seed gives the same first agent, with the same email.
            throw problem.code() == Problem.Code.CONFLICT
                    ? Problem.conflict("The agents of this seed already exist; use another seed.")
                    : problem;
        }
    }

    /**
     * Creates the agents concurrently, because password hashing is slow; returns their ids in
     * order.
     */
    private List<String> submitAgents(List<ObjectNode> staff, Instant at) {
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        var create = catalog.find("agent.create").orElseThrow();
        for (ObjectNode agent : staff) {
            answers.add(
                    runner.submit(
                            Submission.of(CommandCatalog.bind(create, agent), Caller.SYSTEM)
                                    .at(at)));
        }
        return answers.stream()
                .map(GroupCommit::await)
                .map(answer -> answer.reply(Agent.class).id())
                .toList();
    }

    private static List<MockAgent> callers(List<ObjectNode> staff, List<String> ids, Instant end) {
        List<MockAgent> callers = new ArrayList<>();
        for (int index = 0; index < staff.size(); index++) {
            ObjectNode agent = staff.get(index);
            boolean leads = agent.get("role").textValue().equals("manager");
            if (!leads || staff.size() == 1) {
                Caller caller =
                        new Caller(
                                ids.get(index),
                                leads ? Role.MANAGER : Role.AGENT,
                                agent.get("team").textValue(),
                                true,
                                Caller.Kind.SYSTEM,
                                null);
                ZoneId zone = ZoneId.of(agent.get("timezone").textValue());
                callers.add(new MockAgent(caller, zone, end));
            }
        }
        return callers;
    }
}
