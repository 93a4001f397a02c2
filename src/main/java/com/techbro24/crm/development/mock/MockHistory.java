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
 * Fills a database with half a year of believable work, through the commands, in the order in which
 * it happened: agents, the leads that came in, the calls with them and what came of those. The same
 * seed within the same hour tells the same story.
 */
public final class MockHistory {
    static final Duration LENGTH = Duration.ofDays(182);

    /** Of so many agents one leads a team and makes no calls. */
    static final int AGENTS_PER_MANAGER = 8;

    /** What an agent can do in the time, talking and writing it up. */
    private static final int CALLS_PER_AGENT_MAX = 20_000;

    private static final int CALLS_PER_LEAD = 5;

    /**
     * The number of calls, the latest ones, that run as commands one by one. Earlier calls are
     * recorded in batches; their leads still have each status at its own time.
     */
    private static final int TOLD_CALLS_MAX = 10_000;

    /** Rows by lead lie far apart: the more share a transaction, the fewer pages are written. */
    private static final int AT_ONCE = 50_000;

    private static final int AT_ONCE_BESIDE_OTHERS = 1_000;

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final GroupCommit writer;
    private final Database database;
    private final ChangeReader reader;
    private final MockPeople people;
    private final int toldCallsMax;

    /** How much data to create. */
    public record Size(int agents, int leads, int calls) {
        /** Refuses more calls than the agents have time for. */
        public Size {
            int callers = callers(agents);
            if (calls > (long) callers * CALLS_PER_AGENT_MAX) {
                throw Problem.unprocessable(
                        "%d agents, %d of whom make calls, have no time for more than %d calls."
                                .formatted(agents, callers, (long) callers * CALLS_PER_AGENT_MAX));
            }
        }

        /**
         * @param calls null for the usual number for the leads
         */
        public static Size of(int agents, int leads, @Nullable Integer calls) {
            long time = (long) callers(agents) * CALLS_PER_AGENT_MAX;
            long usual = Math.min((long) leads * CALLS_PER_LEAD, time);
            return new Size(agents, leads, calls == null ? (int) usual : calls);
        }

        /** How many of the agents make calls. */
        static int callers(int agents) {
            return agents == 1
                    ? 1
                    : agents - (agents + AGENTS_PER_MANAGER - 1) / AGENTS_PER_MANAGER;
        }
    }

    /**
     * What was made.
     *
     * @param manager the email of one who leads a team
     * @param agent the email of one who makes calls
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
        this(catalog, runner, writer, database, reader, seed, TOLD_CALLS_MAX);
    }

    MockHistory(
            CommandCatalog catalog,
            CommandRunner runner,
            GroupCommit writer,
            Database database,
            ChangeReader reader,
            long seed,
            int toldCallsMax) {
        this.toldCallsMax = toldCallsMax;
        this.catalog = catalog;
        this.runner = runner;
        this.writer = writer;
        this.database = database;
        this.reader = reader;
        this.people = new MockPeople(seed);
    }

    /**
     * @param password of every created agent
     * @param isLive whether a server runs on the database, whose clock would let old reminders make
     *     themselves heard at once; so those are left out
     * @param progress gets a line of progress now and then
     */
    public Made fill(Size size, String password, boolean isLive, Consumer<String> progress) {
        Instant end = runner.now().truncatedTo(ChronoUnit.HOURS);
        Instant start = end.minus(LENGTH);
        List<ObjectNode> staff = new ArrayList<>();
        for (int index = 0; index < size.agents(); index++) {
            staff.add(people.agent(index, password));
        }
        List<MockAgent> callers = callers(staff, makeNew(staff, start), end);
        progress.accept(staff.size() + " agents");
        MockCommands commands =
                new MockCommands(catalog, runner, writer, isLive ? AT_ONCE_BESIDE_OTHERS : AT_ONCE);
        MockStory story =
                new MockStory(
                        people, commands, callers, start, end, isLive ? end : start, toldCallsMax);
        MockNews news = new MockNews(runner, writer, database, reader);
        story.tell(size, news::begin, progress);
        int notifications = news.tell(callers, commands, end);
        progress.accept(notifications + " notifications");
        return new Made(
                staff.size(),
                size.leads(),
                story.calls(),
                story.reminders(),
                notifications,
                staff.getFirst().get("email").textValue(),
                staff.getLast().get("email").textValue(),
                password);
    }

    /** A random password for the created agents. */
    public static String password() {
        return MockPeople.password();
    }

    private List<String> makeNew(List<ObjectNode> staff, Instant at) {
        try {
            return make(staff, at);
        } catch (Problem problem) {
            // Of the same seed the first agent is the same, with the same email.
            throw problem.code() == Problem.Code.CONFLICT
                    ? Problem.conflict(
                            "This seed's people are here already; another seed makes others.")
                    : problem;
        }
    }

    /** The ids of the agents, in their order; all at once, since hashing passwords takes time. */
    private List<String> make(List<ObjectNode> staff, Instant at) {
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
