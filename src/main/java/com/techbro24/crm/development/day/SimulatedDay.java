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
 * Simulates a working day: agents and managers use REST and sockets of a server in development
 * whose clock runs fast. At the end, their own counts are compared with the server's.
 */
public final class SimulatedDay implements AutoCloseable {
    private static final List<String> TEAMS = List.of("north", "south");

    /** 09:00 or 10:00 in New York, before calling hours start in Los Angeles. */
    private static final int BEGINS_HOUR_UTC = 14;

    private static final Duration SETTLE_MAX = Duration.ofMinutes(1);
    private static final int PAGE_ROWS = 200;
    private static final Duration CLAIM_MIN = Duration.ofMinutes(10);
    private static final int CLAIM_REAL_SECONDS = 60;

    private final Plan plan;
    private final Consumer<String> out;
    private final DayServer server;
    private final DayLedger ledger;
    private final MockPeople people;
    private final String password = MockPeople.password();
    private final List<DayAgent> agents = new ArrayList<>();
    private final List<DaySupervisor> managers = new ArrayList<>();
    private String admin = "";

    /**
     * The parameters of the day.
     *
     * @param leadsPerAgent the leads per agent at the start
     * @param day the simulated time
     * @param takes the real time
     */
    public record Plan(int agents, int leadsPerAgent, Duration day, Duration takes, long seed) {
        double speed() {
            return day.toMillis() / (double) takes.toMillis();
        }

        /**
         * The length of a claim for an own server: at this speed, the default of ten minutes would
         * expire while a busy machine pauses for some seconds.
         */
        public Duration claimLength() {
            Duration fast = Duration.ofSeconds((long) (CLAIM_REAL_SECONDS * speed()));
            return fast.compareTo(CLAIM_MIN) < 0 ? CLAIM_MIN : fast;
        }
    }

    /**
     * @param out receives the lines of output
     */
    public SimulatedDay(URI url, Plan plan, Consumer<String> out) {
        this.server = new DayServer(url);
        this.plan = plan;
        this.ledger = new DayLedger(plan.speed());
        this.out = out;
        this.people = new MockPeople(plan.seed());
    }

    /**
     * Runs the day, then resets the server's clock.
     *
     * @return the errors; empty if there are none
     */
    public List<String> run(String adminEmail, String adminPassword) {
        admin = server.login(adminEmail, adminPassword);
        Instant begin = morning();
        server.setClock(admin, Json.object().put("now", Times.format(begin)).put("speed", 1));
        admin =
                server.login(
                        adminEmail, adminPassword); // the clock jump may have expired the session
        try {
            createAgents();
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
        return ledger.errors();
    }

    /** The start of the next working day by the server's clock. */
    private Instant morning() {
        String shown = server.get(admin, "/api/dev/clock").ok().get("now").asText();
        LocalDate day = LocalDate.ofInstant(Times.parse(shown).orElseThrow(), ZoneOffset.UTC);
        do {
            day = day.plusDays(1);
        } while (day.getDayOfWeek() == DayOfWeek.SATURDAY
                || day.getDayOfWeek() == DayOfWeek.SUNDAY);
        return day.atTime(BEGINS_HOUR_UTC, 0).toInstant(ZoneOffset.UTC);
    }

    private void createAgents() {
        managers.add(manager("Morgan Everywhere", null));
        TEAMS.forEach(team -> managers.add(manager("Manager of " + team, team)));
        for (int index = 0; index < plan.agents(); index++) {
            String name = people.agent(index, password).get("name").asText();
            String team = TEAMS.get(index % TEAMS.size());
            Account account = createAgents(name, "agent", team);
            long seed = plan.seed() * 1_000 + index;
            agents.add(new DayAgent(server, ledger, account.id, name, account.token, seed));
        }
        out.accept(
                "%d agents and %d managers are logged in and listening; the server's time is %s."
                        .formatted(agents.size(), managers.size(), Times.format(server.now())));
    }

    private DaySupervisor manager(String name, @Nullable String team) {
        Account account = createAgents(name, "manager", team);
        return new DaySupervisor(server, ledger, people, name, account.token);
    }

    private record Account(String id, String token) {}

    private Account createAgents(String name, String role, @Nullable String team) {
        // A new email, because the server may have run earlier simulations.
        String email = "day-" + Id.next() + "@example.com";
        ObjectNode input = Json.object().put("name", name).put("email", email).put("role", role);
        input.put("team", team).put("timezone", "America/New_York").put("password", password);
        JsonNode made = server.post(admin, "/api/agents", input).ok();
        return new Account(made.get("id").asText(), server.login(email, password));
    }

    /** Every second lead is assigned; the others stay in the pool. */
    private void fillPool() {
        int count = plan.agents() * plan.leadsPerAgent();
        for (int index = 0; index < count; index++) {
            ObjectNode lead = people.lead();
            if (index % 2 == 0) {
                lead.put("assignedAgentId", agents.get(index / 2 % agents.size()).id);
            }
            server.post(admin, "/api/leads", lead).ok();
        }
        out.accept(count + " leads are waiting.");
    }

    private void work(Instant until) {
        List<Thread> all = new ArrayList<>();
        for (DayAgent agent : agents) {
            all.add(Thread.ofVirtual().name(agent.name).start(() -> agent.work(until)));
        }
        all.add(Thread.ofVirtual().start(() -> managers.getFirst().work(until)));
        long progressInterval = plan.takes().toNanos() / 10;
        long nextProgressAt = System.nanoTime() + progressInterval;
        while (all.stream().anyMatch(Thread::isAlive)) {
            sleep();
            if (System.nanoTime() > nextProgressAt) {
                nextProgressAt += progressInterval;
                printProgress();
            }
        }
    }

    private void printProgress() {
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

    /** Waits for events that are still being delivered. */
    private void settle(Instant until) {
        long end = System.nanoTime() + SETTLE_MAX.toNanos();
        String last = managers.getFirst().createLastLead();
        while (System.nanoTime() < end && !isSettled(last, until)) {
            sleep();
        }
        managers.stream()
                .filter(manager -> !manager.hasSeenLead(last))
                .forEach(manager -> ledger.error(manager.name + " did not receive all changes"));
        agents.stream()
                .filter(agent -> !agent.hasAllReminders(until, admin))
                .forEach(agent -> ledger.error(agent.name + " did not receive all reminders"));
    }

    private boolean isSettled(String lastLead, Instant until) {
        return managers.stream().allMatch(manager -> manager.hasSeenLead(lastLead))
                && agents.stream().allMatch(agent -> agent.hasAllReminders(until, admin));
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the simulation was interrupted", e);
        }
    }

    private void check() {
        for (int index = 0; index < agents.size(); index++) {
            DayAgent agent = agents.get(index);
            agent.check(admin);
            int calls = agent.tally.calls.get();
            DaySupervisor ofTeam = managers.get(1 + index % TEAMS.size());
            agent.checkEqual("calls received", calls, managers.getFirst().callsEnded(agent.id));
            agent.checkEqual(
                    "calls received by the team's manager", calls, ofTeam.callsEnded(agent.id));
        }
        long attempts = 0;
        String path = "/api/leads?fields=id,callAttempts&limit=" + PAGE_ROWS;
        for (String next = path; next != null; ) {
            JsonNode page = server.get(admin, next).ok();
            for (JsonNode lead : page.get("data")) {
                attempts +=
                        ledger.attemptsInDay(
                                lead.get("id").asText(), lead.get("callAttempts").asLong());
            }
            JsonNode cursor = page.at("/page/next");
            next = cursor.isTextual() ? path + "&cursor=" + cursor.asText() : null;
        }
        long calls = sum(agent -> agent.tally.calls.get());
        if (attempts != calls) {
            ledger.error("the leads count " + attempts + " calls, their agents " + calls);
        }
    }

    private void table() {
        out.accept("");
        out.accept("agent                      calls contacts sales reminders  rcvd ntfs breaks");
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
                            tally.remindersReceived.get(),
                            tally.notifications.get(),
                            tally.breaks.get()));
        }
        printProgress();
        out.accept(managers.getFirst().leadsAssigned() + " new leads were assigned.");
    }

    /** How many calls were made. */
    public int calls() {
        return sum(agent -> agent.tally.calls.get());
    }

    @Override
    public void close() {
        agents.forEach(DayAgent::close);
        managers.forEach(DaySupervisor::close);
        server.close();
    }
}
