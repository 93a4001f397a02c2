package load;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures how an import affects other requests: agents read and write at a human pace, first alone, then during an import, then alone again. See bench/README.md.
 */
final class Import {
    private static final Pattern COUNT = Pattern.compile("\"(\\w+)\":(\\d+)");
    private static final Duration IMPORT_MAX = Duration.ofMinutes(30);
    private static final int WARM_UP_SECONDS = 10;
    private static final int LEADS = 10_000;
    private static final int SEED = 24;

    private final Options options;
    private final int rows;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Import(Options options) {
        this.options = options;
        rows = options.number("rows", 100_000);
    }

    public static void main(String... arguments) throws Exception {
        new Import(new Options(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        var work = options.path("work");
        var launch = Launch.crm(options.path("crm"), "sqlite:" + work.resolve("bench.db"), "warn");
        var ids = Stream.generate(Api::newId).limit(LEADS).sorted().toList();
        var log = work.resolve("server.log").toFile();
        try (var server = Server.start(launch, log)) {
            var target = new Target(server, ids, 0, 0);
            target.fill();
            var api = Api.of(server);
            var crowd = new People(server, api, ids, options.number("agents", 50));
            int seconds = options.number("seconds", 20);
            crowd.work(Duration.ofSeconds(WARM_UP_SECONDS), () -> false);
            var before = crowd.work(Duration.ofSeconds(seconds), () -> false);
            say("before", before);
            var during = beside(server, api, crowd, file(work));
            say("meanwhile", during);
            var after = crowd.work(Duration.ofSeconds(seconds), () -> false);
            say("after", after);
            System.out.printf(
                    "p99 during / before the import: reads %.2f, writes %.2f%n",
                    during.reads().percentileMillis(0.99) / before.reads().percentileMillis(0.99),
                    during.writes().percentileMillis(0.99)
                            / before.writes().percentileMillis(0.99));
        }
    }

    private People.Result beside(Server server, Api api, People crowd, Path file)
            throws IOException, InterruptedException {
        double cpu = server.cpuSeconds();
        long start = System.nanoTime();
        var sent =
                http.send(
                        HttpRequest.newBuilder(URI.create(server.url() + "/api/leads/import"))
                                .header("Authorization", "Bearer " + api.token())
                                .header("Content-Type", "text/csv")
                                .POST(BodyPublishers.ofFile(file))
                                .build(),
                        BodyHandlers.ofString());
        if (sent.statusCode() != 202) throw new IOException(sent.body());
        double received = (System.nanoTime() - start) / 1e9;
        var place = URI.create(sent.headers().firstValue("Location").orElseThrow());
        var watch = new Watch(api, place, server);
        var result = crowd.work(IMPORT_MAX, watch::isOver);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%,d rows in %.0f s, of which %.1f s for the file; %s%n",
                rows, seconds, received, counts(watch.last));
        System.out.printf(
                "CPU of the server meanwhile %.0f s; resident at most %.0f MiB%n",
                server.cpuSeconds() - cpu, watch.residentMebibytes);
        return result;
    }

    /** Polls the import. */
    private static final class Watch {
        private final Api api;
        private final URI place;
        private final Server server;
        private long nextAt;
        private String last = "";
        private double residentMebibytes;

        Watch(Api api, URI place, Server server) {
            this.api = api;
            this.place = place;
            this.server = server;
        }

        boolean isOver() {
            if (System.nanoTime() < nextAt) return false;
            nextAt = System.nanoTime() + Duration.ofMillis(500).toNanos();
            try {
                last = api.get(place).body();
                residentMebibytes = Math.max(residentMebibytes, server.residentMebibytes());
            } catch (IOException | InterruptedException lost) {
                throw new IllegalStateException(lost);
            }
            return !last.contains("\"status\":\"running\"");
        }
    }

    private static String counts(String row) {
        var text = new StringBuilder();
        Matcher count = COUNT.matcher(row);
        while (count.find()) {
            if (List.of("created", "updated", "duplicate", "refused").contains(count.group(1))) {
                text.append(count.group(1)).append(' ').append(count.group(2)).append(' ');
            }
        }
        return text.toString().strip();
    }

    private Path file(Path work) throws IOException {
        var random = new Random(SEED);
        var file = work.resolve("leads.csv");
        try (var out =
                new PrintStream(
                        new BufferedOutputStream(Files.newOutputStream(file)),
                        false,
                        StandardCharsets.UTF_8)) {
            out.print("Full name,Phone number,E-mail,Company name,Source,Tags,Notes\n");
            for (int row = 0; row < rows; row++) {
                out.printf(
                        "Row %s %d,+49 171 %08d,row%d@example.com,Firm %d,import,trial;web,\"Asked"
                                + " for a call, in the afternoon.\"%n",
                        (char) ('A' + random.nextInt(26)), row, row, row, row % 1000);
            }
        }
        return file;
    }

    private static void say(String when, People.Result result) {
        System.out.printf(
                "%-10s reads p50 %6.2f ms p99 %7.2f ms, writes p50 %6.2f ms p99 %7.2f ms, %,d answers,"
                        + " %d errors%n",
                when,
                result.reads().percentileMillis(0.5),
                result.reads().percentileMillis(0.99),
                result.writes().percentileMillis(0.5),
                result.writes().percentileMillis(0.99),
                result.answers(),
                result.errors());
    }
}
