package load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures what rules cost: updates of leads without rules, with rules that do not match, and with
 * one among them that matches some of the updates. See bench/README.md.
 */
final class Automation {
    private static final int LEADS = 5_000;
    private static final int SEED = 24;
    private static final Duration SETTLED_MAX = Duration.ofMinutes(5);
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
    private static final Pattern RUN =
            Pattern.compile("\"dueAt\":\"([^\"]+)\".*?\"finishedAt\":\"([^\"]+)\"");

    private static final String NEVER =
            """
            {"all":[{"field":"lead.status","op":"in","value":["new","contacted","qualified"]},\
            {"field":"lead.priority","op":"eq","value":"normal"},\
            {"field":"lead.source","op":"eq","value":"campaign %d"}]}""";
    private static final String WANTED =
            "{\"field\":\"lead.notes\",\"op\":\"starts_with\",\"value\":\"wanted\"}";

    private final Options options;
    private final int ruleCount;
    private final Random random = new Random(SEED);
    private final List<String> rules = new ArrayList<>();
    private Server server;
    private Api api;
    private List<String> ids = List.of();

    private Automation(Options options) {
        this.options = options;
        ruleCount = options.number("rules", 200);
    }

    public static void main(String... arguments) throws Exception {
        new Automation(new Options(arguments)).run();
    }

    /** The figures of one load. */
    private record Figures(double rate, double cpu, double waited, Lags lags) {}

    private void run() throws IOException, InterruptedException {
        var work = options.path("work");
        var launch = Launch.crm(options.path("crm"), "sqlite:" + work.resolve("bench.db"), "warn");
        ids = Stream.generate(Api::newId).limit(LEADS).sorted().toList();
        try (var started = Server.start(launch, work.resolve("server.log").toFile())) {
            server = started;
            new Target(server, ids, 0, 0).fill();
            api = Api.of(server);
            for (int index = 0; index < ruleCount; index++) create(index);
            round(); // warms up
            var figures = new ArrayList<List<Figures>>();
            int rounds = options.number("rounds", 3);
            for (int round = 0; round < rounds; round++) figures.add(round());
            for (int kind = 0; kind < KINDS.size(); kind++) {
                int of = kind;
                print(KINDS.get(kind), figures.stream().map(each -> each.get(of)).toList());
            }
            runs();
        }
    }

    private static final List<String> KINDS =
            List.of("no rules", "rules, none matches", "rules, one matches");

    private List<Figures> round() throws IOException, InterruptedException {
        var all = new ArrayList<Figures>();
        enable(false);
        all.add(load(KINDS.get(0), 0));
        enable(true);
        all.add(load(KINDS.get(1), 0));
        put(rules.getFirst(), "{\"conditions\":" + WANTED + "}");
        all.add(load(KINDS.get(2), options.number("matches", 20)));
        put(rules.getFirst(), "{\"conditions\":" + NEVER.formatted(0) + "}");
        return all;
    }

    private void create(int index) throws IOException, InterruptedException {
        var rule =
                """
                {"name":"Rule %d","trigger":{"event":"lead.updated"},"conditions":%s,\
                "burst":{"runs":100000,"within":"PT1H"},"actions":[{"type":"send_notification",\
                "params":{"to":"owner","title":"{{lead.name}}"}}]}"""
                        .formatted(index, NEVER.formatted(index));
        var made = api.post(URI.create("/api/automation"), rule, Api.newId());
        if (made.statusCode() != 201) throw new IOException(made.body());
        var id = ID.matcher(made.body());
        if (id.find()) rules.add(id.group(1));
    }

    private void enable(boolean on) throws IOException, InterruptedException {
        for (var rule : rules) put(rule, "{\"enabled\":" + on + "}");
    }

    private void put(String rule, String json) throws IOException, InterruptedException {
        HttpResponse<String> done = api.put(URI.create("/api/automation/" + rule), json);
        if (done.statusCode() != 200) throw new IOException(done.body());
    }

    /**
     * Updates leads until the time is over, then waits until automation has followed.
     *
     * @param each one in so many updates is one that the matching rule wants; 0 for none
     */
    private Figures load(String what, int each) throws IOException, InterruptedException {
        var lags = new Lags(api);
        double cpu = -server.cpuSeconds();
        lags.start();
        var result =
                new ClosedLoop(server.address(), options.number("connections", 32))
                        .run(
                                updates(each),
                                Duration.ofSeconds(options.number("seconds", 10)),
                                Long.MAX_VALUE);
        if (result.errors() > 0) throw new IOException(result.errors() + " updates failed");
        lags.end();
        long start = System.nanoTime();
        while (lags.now() > 0 || isWaiting()) {
            if (System.nanoTime() - start > SETTLED_MAX.toNanos()) throw new IOException("no end");
            Thread.sleep(20);
        }
        double waited = (System.nanoTime() - start) / 1e9;
        cpu += server.cpuSeconds();
        double rate = result.answers() / result.seconds();
        System.out.printf("  %s: %,.0f updates/s, most behind %,d%n", what, rate, lags.most());
        return new Figures(rate, cpu / result.answers() * 1000, waited, lags);
    }

    private Supplier<byte[]> updates(int each) {
        int[] count = {0};
        return () -> {
            int number = count[0]++;
            var begin = each > 0 && number % each == 0 ? "wanted" : "noted";
            var body = "{\"notes\":\"%s %d %d\"}".formatted(begin, number, random.nextInt());
            var id = ids.get(random.nextInt(ids.size()));
            return api.put("/api/leads/" + id, body);
        };
    }

    private boolean isWaiting() throws IOException, InterruptedException {
        return !api.get(URI.create(path("?status=waiting&limit=1"))).body().startsWith("{\"data\":[]");
    }

    private String path(String query) {
        return "/api/automation/" + rules.getFirst() + "/runs" + query;
    }

    private static void print(String what, List<Figures> all) {
        System.out.printf(
                "%-22s %,7.0f updates/s, %6.2f CPU s per 1,000 updates, behind p50 %,d p99 %,d changes"
                        + " (p99 %.0f ms at this rate), caught up %.2f s after the load%n",
                what,
                median(all, Figures::rate),
                median(all, Figures::cpu),
                (long) median(all, each -> each.lags().percentile(0.5)),
                (long) median(all, each -> each.lags().percentile(0.99)),
                median(all, each -> each.lags().percentile(0.99) / each.rate() * 1000),
                median(all, Figures::waited));
    }

    private static double median(
            List<Figures> all, java.util.function.ToDoubleFunction<Figures> figure) {
        var sorted = all.stream().mapToDouble(figure).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** How long the newest runs took from the update to the end of the run. */
    private void runs() throws IOException, InterruptedException {
        var late = new ArrayList<Long>();
        Matcher run = RUN.matcher(api.get(URI.create(path("?limit=200"))).body());
        while (run.find()) {
            var due = Instant.parse(run.group(1));
            late.add(Duration.between(due, Instant.parse(run.group(2))).toMillis());
        }
        if (late.isEmpty()) throw new IOException("No run was found.");
        Collections.sort(late);
        System.out.printf(
                "From the update to the end of its run, the last %d: p50 %d ms, p99 %d ms%n",
                late.size(), late.get(late.size() / 2), late.get(late.size() * 99 / 100));
    }
}
