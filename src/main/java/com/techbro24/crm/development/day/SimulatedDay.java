package com.techbro24.crm.development.day;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Times;
import com.techbro24.crm.development.mock.MockPeople;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A working day, acted out by agents and managers over REST and sockets on a server in development
 * whose clock runs fast; in the end everyone's own count is held against the server's.
 */
public final class SimulatedDay implements AutoCloseable {
    private static final List<String> TEAMS = List.of("north", "south");

    /** Nine or ten in New York, before anyone may be called in Los Angeles. */
    private static final int BEGINS_HOUR_UTC = 14;

    private static final Duration SETTLE_MAX = Duration.ofSeconds(20);
    private static final int PAGE_ROWS = 200;

    private final Plan plan;
    private final Consumer<String> out;
    private final DayServer server;
    private final DayLedger ledger = new DayLedger();
    private final MockPeople people;
    private final String password = MockPeople.password();
    private final List<DayAgent> agents = new ArrayList<>();
    private final List<DayChief> managers = new ArrayList<>();
    private String admin = "";

    /**
     * How it is to be.
     *
     * @param leadsPerAgent how many leads there are in the morning for each agent
     * @param day how much of a day is acted out
     * @param takes in what real time
     */
    public record Plan(int agents, int leadsPerAgent, Duration day, Duration takes, long seed) {
        double speed() {
            return day.toMillis() / (double) takes.toMillis();
        }
    }

    /**
     * @param out hears what a person may watch, line by line
     */
    public SimulatedDay(URI url, Plan plan, Consumer<String> out) {
        this.server = new DayServer(url);
        this.plan = plan;
        this.out = out;
        this.people = new MockPeople(plan.seed());
    }

    /**
     * Acts the day out, and sets the server's clock right afterwards.
     *
     * @return what was wrong; nothing, if all is well
     */
    public List<String> run(String adminEmail, String adminPassword) {
        admin = server.login(adminEmail, adminPassword);
        Instant begin = morning();
        server.setClock(admin, Json.object().put("now", Times.format(begin)).put("speed", 1));
        admin = server.login(adminEmail, adminPassword); // the leap may have ended the session
        try {
            employ();
            fillPool();
            Instant now = server.now();
            server.setClock(admin, Json.object().put("speed", plan.speed()));
            work(now.plus(plan.day()));
            server.setClock(admin, Json.object().put("speed", 1));
            settle(now.plus(plan.day()));
            check();
            table();
        } finally {
            server.setClock(admin, Json.object().put("offset", "PT0S").put("speed", 1));
        }
        return ledger.wrong();
    }

    /** Of the next working day by the server's clock. */
    private Instant morning() {
        String shown = server.get(admin, "/api/dev/clock").ok().get("now").asText();
        LocalDate day = LocalDate.ofInstant(Times.parse(shown).orElseThrow(), ZoneOffset.UTC);
        do {
            day = day.plusDays(1);
        } while (day.getDayOfWeek() == DayOfWeek.SATURDAY
                || day.getDayOfWeek() == DayOfWeek.SUNDAY);
        return day.atTime(BEGINS_HOUR_UTC, 0).toInstant(ZoneOffset.UTC);
    }

    private void employ() {
        managers.add(manager("Morgan Everywhere", null));
        TEAMS.forEach(team -> managers.add(manager("Manager of " + team, team)));
        for (int index = 0; index < plan.agents(); index++) {
            String name = people.agent(index, password).get("name").asText();
            String team = TEAMS.get(index % TEAMS.size());
            Account account = employ(name, "agent", team);
            long seed = plan.seed() * 1_000 + index;
            agents.add(new DayAgent(server, ledger, account.id, name, account.token, seed));
        }
        out.accept(
                "%d agents and %d managers are logged in and listen; it is %s on the server."
                        .formatted(agents.size(), managers.size(), Times.format(server.now())));
    }

    private DayChief manager(String name, @Nullable String team) {
        Account account = employ(name, "manager", team);
        return new DayChief(server, ledger, people, name, account.token);
    }

    private record Account(String id, String token) {}

    private Account employ(String name, String role, @Nullable String team) {
        // One that no earlier day on this server has used.
        String email = "day-" + Id.next() + "@example.com";
        ObjectNode input = Json.object().put("name", name).put("email", email).put("role", role);
        input.put("team", team).put("timezone", "America/New_York").put("password", password);
        JsonNode made = server.post(admin, "/api/agents", input).ok();
        return new Account(made.get("id").asText(), server.login(email, password));
    }

    /** Every other lead is somebody's; the rest is for whoever comes first. */
    private void fillPool() {
        int count = plan.agents() * plan.leadsPerAgent();
        for (int index = 0; index < count; index++) {
            ObjectNode lead = people.lead();
            if (index % 2 == 0) {
                lead.put("assignedAgentId", agents.get(index / 2 % agents.size()).id);
            }
            server.post(admin, "/api/leads", lead).ok();
        }
        out.accept(count + " leads wait.");
    }

    private void work(Instant until) {
        List<Thread> all = new ArrayList<>();
        for (DayAgent agent : agents) {
            all.add(Thread.ofVirtual().name(agent.name).start(() -> agent.work(until)));
        }
        all.add(Thread.ofVirtual().start(() -> managers.getFirst().work(until)));
        long tellEvery = plan.takes().toNanos() / 10;
        long tellAt = System.nanoTime() + tellEvery;
        while (all.stream().anyMatch(Thread::isAlive)) {
            sleep();
            if (System.nanoTime() > tellAt) {
                tellAt += tellEvery;
                tell();
            }
        }
    }

    private void tell() {
        out.accept(
                String.format(
                        Locale.ROOT,
                        "%tR UTC  %4d calls  %4d contacts  %3d sales  %s",
                        server.now().atOffset(ZoneOffset.UTC),
                        sum(agent -> agent.tally.calls.get()),
                        sum(agent -> agent.tally.contacts.get()),
                        sum(agent -> agent.tally.sales.get()),
                        ledger.lateness()));
    }

    private int sum(ToIntFunction<DayAgent> of) {
        return agents.stream().mapToInt(of).sum();
    }

    /** Waits for what is still on its way to those who listen. */
    private void settle(Instant until) {
        long end = System.nanoTime() + SETTLE_MAX.toNanos();
        long head = managers.getFirst().head();
        while (System.nanoTime() < end
                && (managers.getFirst().seq() < head
                        || !agents.stream().allMatch(agent -> agent.hasHeardAll(until)))) {
            sleep();
        }
        if (managers.getFirst().seq() < head) {
            ledger.wrong("the manager of all did not hear change " + head);
        }
        agents.stream()
                .filter(agent -> !agent.hasHeardAll(until))
                .forEach(agent -> ledger.wrong(agent.name + " was not reminded of everything"));
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException failure) {
            throw new IllegalStateException("the day was broken off", failure);
        }
    }

    private void check() {
        for (int index = 0; index < agents.size(); index++) {
            DayAgent agent = agents.get(index);
            agent.check(admin);
            int calls = agent.tally.calls.get();
            DayChief ofTeam = managers.get(1 + index % TEAMS.size());
            agent.same("calls heard of", calls, managers.getFirst().callsEnded(agent.id));
            agent.same("calls heard of in the team", calls, ofTeam.callsEnded(agent.id));
        }
        long attempts = 0;
        String path = "/api/leads?fields=callAttempts,assignedAgentId&limit=" + PAGE_ROWS;
        for (String next = path; next != null; ) {
            JsonNode page = server.get(admin, next).ok();
            for (JsonNode lead : page.get("data")) {
                String agentId = lead.path("assignedAgentId").asText();
                boolean ours = agents.stream().anyMatch(agent -> agent.id.equals(agentId));
                attempts += ours ? lead.get("callAttempts").asLong() : 0;
            }
            JsonNode cursor = page.at("/page/next");
            next = cursor.isTextual() ? path + "&cursor=" + cursor.asText() : null;
        }
        long calls = sum(agent -> agent.tally.calls.get());
        if (attempts != calls) {
            ledger.wrong("the leads count " + attempts + " calls, their agents " + calls);
        }
    }

    private void table() {
        out.accept("");
        out.accept("agent                      calls contacts sales reminders heard news breaks");
        for (DayAgent agent : agents) {
            DayTally tally = agent.tally;
            out.accept(
                    String.format(
                            Locale.ROOT,
                            "%-26.26s %5d %8d %5d %9d %5d %4d %6d",
                            agent.name,
                            tally.calls.get(),
                            tally.contacts.get(),
                            tally.sales.get(),
                            tally.reminders.get(),
                            tally.remindersHeard.get(),
                            tally.notifications.get(),
                            tally.breaks.get()));
        }
        tell();
        out.accept(managers.getFirst().handedOut() + " leads came in and were handed out.");
    }

    /** How many calls were made. */
    public int calls() {
        return sum(agent -> agent.tally.calls.get());
    }

    @Override
    public void close() {
        agents.forEach(DayAgent::close);
        managers.forEach(DayChief::close);
        server.close();
    }
}
