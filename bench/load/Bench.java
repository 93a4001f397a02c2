package load;

import load.Report.Column;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same loads on TechBro24 CRM and on its peer, in turn; see bench/README.md. */
final class Bench {
    private static final Duration ALL_MAX = Duration.ofSeconds(620);
    private static final Duration ROUNDS_UNTIL = Duration.ofSeconds(450);
    private static final Duration REST = Duration.ofMinutes(1);
    private static final int STARTS = 3;

    /** One server: how it is started on a database, where its files are, and what was measured. */
    private record Side(Path folder, Function<Path, Launch> launch, Column column) {

        Launch launch(String run) throws IOException {
            return launch.apply(Files.createDirectories(folder.resolve(run)).resolve("bench.db"));
        }

        Server start(String run) throws IOException, InterruptedException {
            return Server.start(launch(run), folder.resolve(run + ".log").toFile());
        }
    }

    private final Options options;
    private final Path work;
    private final List<Side> sides;
    private final List<String> ids;
    private final List<String> only;
    private final List<Load> loads;

    private Bench(Options options) {
        this.options = options;
        work = options.path("work");
        var crm = options.path("crm");
        var against = options.text("against", "");
        // Neither logs its requests.
        var level = options.text("log", "warn");
        sides =
                List.of(
                        new Side(
                                work.resolve("crm"),
                                file -> Launch.crm(crm, "sqlite:" + file, level),
                                new Column()),
                        against.isEmpty()
                                ? new Side(
                                        work.resolve("peer"),
                                        file -> Launch.peer(options.path("peer"), file),
                                        new Column())
                                : new Side(
                                        work.resolve("against"),
                                        file -> Launch.against(Path.of(against), file, level),
                                        new Column()));
        ids = Stream.generate(Api::newId).limit(options.number("leads", 10_000)).sorted().toList();
        only = List.of(options.text("only", "").toUpperCase(Locale.ROOT).split(","));
        loads = Stream.of(Load.values()).filter(load -> measures(load.name())).toList();
    }

    private boolean measures(String what) {
        return only.getFirst().isEmpty() || only.contains(what);
    }

    public static void main(String... arguments) throws Exception {
        new Bench(new Options(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        // An uncounted start that creates our ahead-of-time cache if it is missing.
        for (var side : sides) side.start("first").close();
        endInTime();
        long started = System.nanoTime();
        for (int index = 0; index < STARTS && measures("START"); index++) {
            for (var side : sides)
                measureStart(side, "start-" + index, side.column().freshStartSeconds);
            for (var side : sides) measureStart(side, "start-" + index, side.column().startSeconds);
        }
        var targets = new ArrayList<Target>();
        for (var side : sides) targets.add(filled(side));
        for (var load : loads) warmUp(load, targets);
        int rounds = options.number("rounds", 3);
        for (int round = 0; round < rounds; round++) {
            if (round > 0 && System.nanoTime() - started > ROUNDS_UNTIL.toNanos()) {
                System.err.println("The machine is slow today: only " + round + " rounds.");
                break;
            }
            for (var load : loads) measure(load, targets);
        }
        for (int index = 0; index < sides.size(); index++) {
            var column = sides.get(index).column();
            column.residentAtStart = targets.get(index).residentAtStart();
            column.residentAfterRequests = targets.get(index).residentAfterRequests();
            column.residentWithSockets = targets.get(index).residentWithSockets();
            column.name = targets.get(index).name();
        }
        Thread.sleep(REST);
        for (int index = 0; index < sides.size(); index++)
            sides.get(index).column().residentAfterRest = targets.get(index).residentNow();
        for (var target : targets) target.close();
        new Report(sides.get(0).column(), sides.get(1).column(), sockets()).print();
    }

    private static void measureStart(Side side, String run, List<Double> seconds)
            throws IOException, InterruptedException {
        try (var server = side.start(run)) {
            say(server.name(), "started in " + server.startTime().toMillis() + " ms");
            seconds.add(server.startTime().toMillis() / 1e3);
        }
    }

    private int sockets() {
        return options.number("sockets", 1000);
    }

    private Target filled(Side side) throws IOException, InterruptedException {
        long started = System.nanoTime();
        var launch = side.launch("load");
        if (!launch.fill().isEmpty()) launch.fill(leads(), work.resolve("fill.log"));
        var target = new Target(side.start("load"), ids, sockets(), options.number("readers", 32));
        if (launch.fill().isEmpty()) target.fill();
        double seconds = (System.nanoTime() - started) / 1e9;
        say(target.name(), "started with %,d leads in %.1f s".formatted(ids.size(), seconds));
        return target;
    }

    private Path leads() throws IOException {
        var lines = IntStream.range(0, ids.size()).mapToObj(index -> Target.lead(ids, index));
        return Files.write(work.resolve("leads.ndjson"), (Iterable<String>) lines::iterator);
    }

    /**
     * Both get the same time to get warm, which is the JIT compiler's on our side; in several parts,
     * so that it has seen as well what comes between the rounds, such as a thousand sockets that
     * connect.
     */
    private void warmUp(Load load, List<Target> targets) throws IOException {
        for (var target : targets) {
            for (int part = 1; part <= load.warmUps; part++) {
                var sample = sample(load, target, "warmup", 5);
                say(target.name(), "%-14s warm-up %d %s".formatted(load, part, sample));
            }
        }
    }

    private void measure(Load load, List<Target> targets) throws IOException {
        for (int index = 0; index < targets.size(); index++) {
            var target = targets.get(index);
            var sample = sample(load, target, "seconds", 4);
            sides.get(index).column().add(load, sample);
            say(target.name(), "%-14s %s".formatted(load, sample));
        }
    }

    private Sample sample(Load load, Target target, String time, int standard) throws IOException {
        return target.run(load, Duration.ofSeconds(options.number(time, standard)));
    }

    private static void say(String who, String what) {
        System.err.printf("%-14s %s%n", who, what);
    }

    private static void endInTime() {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                Thread.sleep(ALL_MAX);
                            } catch (InterruptedException ended) {
                                return;
                            }
                            System.err.println("Took longer than " + ALL_MAX.toSeconds() + " s.");
                            System.exit(1); // its hook kills the servers
                        });
    }
}
