package com.techbro24.crm.development;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Answer;
import com.techbro24.crm.changelog.CommandCatalog;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.CommandType;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.GroupCommit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills a database with half a year of believable work, through the commands: agents, leads that
 * came in over time, were given out and moved on. The same seed tells the same story.
 */
public final class MockHistory {
    private static final Duration HISTORY = Duration.ofDays(180);
    private static final int AT_ONCE = 500;

    /**
     * How far a lead may get, one step after the other; each path begins where a new lead stands.
     */
    private static final List<List<String>> PATHS =
            List.of(
                    List.of(),
                    List.of(),
                    List.of("attempted"),
                    List.of("attempted", "contacted"),
                    List.of("contacted", "qualified"),
                    List.of("contacted", "qualified", "negotiation"),
                    List.of("contacted", "qualified", "negotiation", "converted"),
                    List.of("attempted", "contacted", "nurture"),
                    List.of("attempted", "unqualified"),
                    List.of("contacted", "qualified", "lost"));

    private final CommandCatalog catalog;
    private final CommandRunner runner;
    private final MockPeople people;
    private final Random random;
    private final Instant start;

    /** How much there is to be. */
    public record Size(int agents, int leads) {}

    /** What was made. */
    public record Made(int agents, int leads, int steps) {}

    public MockHistory(CommandCatalog catalog, CommandRunner runner, long seed) {
        this.catalog = catalog;
        this.runner = runner;
        this.people = new MockPeople(seed);
        this.random = people.random();
        this.start = runner.now().minus(HISTORY);
    }

    /**
     * @param password of every agent it makes
     * @param progress hears one line now and then
     */
    public Made fill(Size size, String password, Consumer<String> progress) {
        List<Caller> agents = agents(size.agents(), password);
        progress.accept(agents.size() + " agents");
        int steps = 0;
        int made = 0;
        while (made < size.leads()) {
            int count = Math.min(AT_ONCE, size.leads() - made);
            steps += leads(made, count, size.leads(), agents);
            made += count;
            progress.accept(made + " leads");
        }
        return new Made(agents.size(), made, steps);
    }

    private List<Caller> agents(int count, String password) {
        List<Caller> agents = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            ObjectNode agent = people.agent(index, password);
            Answer answer = GroupCommit.await(submit("agent.create", agent, Caller.SYSTEM, start));
            Role role = index % 8 == 0 ? Role.MANAGER : Role.AGENT;
            agents.add(caller(idOf(answer), role, agent.get("team").textValue()));
        }
        return agents;
    }

    private static Caller caller(String agentId, Role role, String team) {
        return new Caller(agentId, role, team, true, Caller.Kind.SYSTEM, null);
    }

    /**
     * Makes some leads together, then takes all of them each one step further until none has a step
     * left.
     */
    private int leads(int from, int count, int total, List<Caller> agents) {
        List<Life> lives = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Instant born = start.plus(HISTORY.multipliedBy(from + index).dividedBy(total));
            lives.add(
                    new Life(
                            born,
                            random.nextInt(10) == 0 ? null : people.pick(agents),
                            people.pick(PATHS)));
        }
        List<CompletableFuture<Answer>> answers =
                lives.stream()
                        .map(life -> submit("lead.create", people.lead(), Caller.SYSTEM, life.at))
                        .toList();
        for (int index = 0; index < count; index++) {
            lives.get(index).id = idOf(GroupCommit.await(answers.get(index)));
        }
        int steps = 0;
        for (boolean more = true; more; ) {
            List<CompletableFuture<Answer>> moves =
                    lives.stream().map(this::step).filter(java.util.Objects::nonNull).toList();
            moves.forEach(GroupCommit::await);
            steps += moves.size();
            more = !moves.isEmpty();
        }
        return steps;
    }

    /** The next thing that happens to a lead; null when nothing more has happened by now. */
    private @Nullable CompletableFuture<Answer> step(Life life) {
        life.at = life.at.plus(Duration.ofMinutes(5 + random.nextInt(4 * 24 * 60)));
        if (life.at.isAfter(runner.now()) || life.agent == null) {
            return null;
        }
        ObjectNode input = Json.object().put("id", life.id);
        if (!life.assigned) {
            life.assigned = true;
            String agentId = life.agent.agent();
            return submit("lead.assign", input.put("agentId", agentId), Caller.SYSTEM, life.at);
        }
        if (life.done == life.path.size()) {
            return null;
        }
        String status = life.path.get(life.done++);
        input.put("status", status);
        if (status.equals("lost")) {
            input.put(
                    "reason",
                    people.pick(
                            List.of(
                                    "Too expensive",
                                    "Went with a competitor",
                                    "No budget this year")));
        }
        return submit("lead.set_status", input, life.agent, life.at);
    }

    /** A lead on its way. */
    private static final class Life {
        final @Nullable Caller agent;
        final List<String> path;
        Instant at;
        String id = "";
        boolean assigned;
        int done;

        Life(Instant born, @Nullable Caller agent, List<String> path) {
            this.at = born;
            this.agent = agent;
            this.path = path;
        }
    }

    private CompletableFuture<Answer> submit(
            String command, ObjectNode input, Caller caller, Instant at) {
        CommandType<?> type =
                catalog.find(command)
                        .orElseThrow(
                                () ->
                                        Problem.unprocessable(
                                                "There is no command " + command + "."));
        return runner.submit(Submission.of(CommandCatalog.bind(type, input), caller).at(at));
    }

    private static String idOf(Answer answer) {
        return Json.read(String.valueOf(answer.body())).get("id").textValue();
    }
}
