package load;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the server under strace, to check that answered writes are on disk. */
final class SyncCheck {
    private static final int CLIENTS = 16;
    private static final Duration SUMMARY_WAIT_MAX = Duration.ofSeconds(20);

    private final Path work;
    private final Path crm;
    private final int creates;
    private final AtomicInteger numbers = new AtomicInteger();

    private SyncCheck(Options options) {
        work = options.path("work");
        crm = options.path("crm");
        creates = options.number("creates", 200);
    }

    public static void main(String... arguments) throws Exception {
        var check = new SyncCheck(new Options(arguments));
        boolean whole = check.count() & check.order();
        System.exit(whole ? 0 : 1);
    }

    /** Creates one after the other: each must cost at least one sync. */
    private boolean count() throws Exception {
        var summary = work.resolve("summary");
        var launch =
                launch("count")
                        .under(
                                "strace",
                                "-D",
                                "-f",
                                "-c",
                                "-e",
                                "trace=fsync,fdatasync",
                                "-o",
                                summary.toString());
        try (var server = Server.start(launch, work.resolve("count.log").toFile())) {
            var api = Api.of(server);
            for (int number = 0; number < creates; number++) create(api, number);
        }
        var lines = summaryOf(summary);
        lines.forEach(System.out::println);
        long syncs =
                lines.stream()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words[words.length - 1].matches("fsync|fdatasync"))
                        .mapToLong(words -> Long.parseLong(words[3]))
                        .sum();
        boolean enough = syncs >= creates;
        System.out.printf(
                "%n%d creates one after the other: %d syncs, %s.%n%n",
                creates, syncs, enough ? "at least one each" : "FEWER THAN CREATES");
        return enough;
    }

    /** strace writes it when the last of its threads has ended. */
    private static List<String> summaryOf(Path file) throws IOException, InterruptedException {
        long until = System.nanoTime() + SUMMARY_WAIT_MAX.toNanos();
        while (System.nanoTime() < until) {
            if (Files.exists(file) && Files.readString(file).contains("total")) {
                return Files.readAllLines(file);
            }
            Thread.sleep(50);
        }
        throw new IOException("strace wrote no summary");
    }

    /** Half of the creates one after the other, half at once, with a socket listening. */
    private boolean order() throws Exception {
        var file = work.resolve("trace");
        var launch =
                launch("order")
                        .under(
                                "strace",
                                "-D",
                                "-f",
                                "-yy",
                                "-s",
                                "4500",
                                "--seccomp-bpf",
                                "-e",
                                "signal=none",
                                "-e",
                                "trace=" + SyncTrace.CALLS,
                                "-o",
                                file.toString());
        try (var server = Server.start(launch, work.resolve("order.log").toFile())) {
            var api = Api.of(server);
            // It gets an event for every create, which stays in the kernel's buffer.
            try (var crowd = new Crowd(server.address(), api.token(), 1, 1)) {
                for (int number = 0; number < creates / 2; number++) create(api, number);
                numbers.set(creates / 2);
                var threads = new ArrayList<Thread>();
                for (int client = 0; client < CLIENTS; client++) {
                    threads.add(Thread.startVirtualThread(() -> createAll(api)));
                }
                for (var thread : threads) thread.join();
            }
        }
        Thread.sleep(500); // for strace's last lines
        var trace = new SyncTrace();
        try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(trace::read);
        }
        return trace.report(creates);
    }

    private Launch launch(String run) {
        return Launch.crm(crm, "sqlite:" + work.resolve(run + ".db"), "warn");
    }

    private void createAll(Api api) {
        try {
            for (int number = numbers.getAndIncrement();
                    number < creates;
                    number = numbers.getAndIncrement()) {
                create(api, number);
            }
        } catch (IOException | InterruptedException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static void create(Api api, int number) throws IOException, InterruptedException {
        var lead = Api.lead("", SyncTrace.mark(number), number);
        var answer = api.post(URI.create("/api/leads"), lead, Api.newId());
        if (answer.statusCode() / 100 != 2) throw new IOException("Refused: " + answer.body());
    }
}
