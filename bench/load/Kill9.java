package load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * kill -9 in the middle of a load of creates, round after round. Answered requests are recorded in a file; unanswered ones are sent again after the restart with the same key, as a client would.
 */
final class Kill9 {
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"([^\"]+)\"");
    private static final Duration READY_MAX = Duration.ofSeconds(5);
    private static final int ANSWERS_MIN = 50;
    private static final int ANSWERS_MAX = 3000;
    private static final Duration LOAD_USUAL = Duration.ofSeconds(3);
    private static final Duration LOAD_MAX = Duration.ofSeconds(20);
    private static final int AGAIN_MAX = 20;

    /** One create: the name is its mark, the key makes it safe to repeat. */
    record Create(int number, String key, String broughtId) {
        static Create of(int number) {
            // Every other one leaves the id to the server, so that the key alone must hold.
            return new Create(number, Api.newId(), number % 2 == 0 ? Api.newId() : null);
        }

        String name() {
            return "kill9-" + number;
        }

        String json() {
            // Duplicates are allowed, so that only the key and the id prevent a repeated create.
            var more = "\"allowDuplicate\":true," + (broughtId == null ? "" : Api.id(broughtId));
            return Api.lead(more, name(), number);
        }
    }

    /** A create and the id that it was answered with. */
    record Answered(Create create, String id) {}

    private final Launch launch;
    private final Path log;
    private final LogCheck check;
    private final int writers;
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<Answered> allAnswered = new ArrayList<>();
    private final Set<String> faults = ConcurrentHashMap.newKeySet();
    private final BufferedWriter record;

    private Kill9(Options options) throws IOException {
        var work = options.path("work");
        var database = options.text("database");
        launch = Launch.crm(options.path("crm"), database, "warn");
        log = work.resolve("kill9.log");
        check = LogCheck.of(database);
        writers = options.number("writers", 32);
        record = Files.newBufferedWriter(work.resolve("answered-" + System.nanoTime()));
    }

    public static void main(String... arguments) throws Exception {
        var options = new Options(arguments);
        var kill9 = new Kill9(options);
        kill9.run(options.number("rounds", 10));
        System.exit(kill9.faults.isEmpty() ? 0 : 1);
    }

    private void run(int rounds) throws Exception {
        System.out.println("| round | answered | unanswered | ready again in s | faults |");
        System.out.println("|--:|--:|--:|--:|--:|");
        var server = start();
        double slowest = 0;
        for (int round = 1; round <= rounds; round++) {
            int faultsBefore = faults.size();
            Queue<Answered> answered = new ConcurrentLinkedQueue<>();
            Queue<Create> unanswered = new ConcurrentLinkedQueue<>();
            writeUntilKilled(server, answered, unanswered);
            allAnswered.addAll(answered);
            if (answered.size() < ANSWERS_MIN) faults.add("hardly any answer in round " + round);
            server = start();
            double ready = server.startTime().toMillis() / 1e3;
            slowest = Math.max(slowest, ready);
            if (server.startTime().compareTo(READY_MAX) > 0)
                faults.add("ready only after " + ready);
            afterRestart(server, answered, unanswered);
            System.out.printf(
                    "| %d | %,d | %d | %.2f | %d |%n",
                    round, answered.size(), unanswered.size(), ready, faults.size() - faultsBefore);
        }
        server.close();
        check.wholeFile(faults);
        record.close();
        faults.stream().limit(20).forEach(fault -> System.out.println("FAULT: " + fault));
        System.out.printf(
                "%d rounds, %,d answered writes: %s; log to seq %,d; slowest start %.2f s.%n",
                rounds,
                allAnswered.size(),
                faults.isEmpty()
                        ? "all exist exactly once, the log has no gaps"
                        : faults.size() + " FAULTS",
                check.head(),
                slowest);
    }

    private Server start() throws IOException, InterruptedException {
        return Server.start(launch, log.toFile());
    }

    private void writeUntilKilled(Server server, Queue<Answered> answered, Queue<Create> unanswered)
            throws Exception {
        var api = Api.of(server);
        var threads = new ArrayList<Thread>();
        for (int index = 0; index < writers; index++) {
            threads.add(Thread.startVirtualThread(() -> write(api, answered, unanswered)));
        }
        awaitMiddle(answered);
        server.kill();
        for (var thread : threads) thread.join();
    }

    /** Some number of answers, or what came in three seconds, but never next to nothing. */
    private static void awaitMiddle(Queue<Answered> answered) throws InterruptedException {
        int enough = ThreadLocalRandom.current().nextInt(ANSWERS_MIN, ANSWERS_MAX);
        long started = System.nanoTime();
        while (answered.size() < enough) {
            Thread.sleep(1);
            var past = Duration.ofNanos(System.nanoTime() - started);
            if (past.compareTo(LOAD_MAX) > 0) return;
            if (past.compareTo(LOAD_USUAL) > 0 && answered.size() >= ANSWERS_MIN) return;
        }
    }

    private void write(Api api, Queue<Answered> answered, Queue<Create> unanswered) {
        while (true) {
            var create = Create.of(numbers.getAndIncrement());
            try {
                send(api, create).ifPresent(answered::add);
            } catch (IOException | InterruptedException killed) {
                unanswered.add(create);
                return;
            }
        }
    }

    /** The answer, kept in the file as soon as it is there; a refusal is a fault. */
    private Optional<Answered> send(Api api, Create create)
            throws IOException, InterruptedException {
        var answer = api.post(URI.create("/api/leads"), create.json(), create.key());
        var id = ID.matcher(answer.body());
        if (answer.statusCode() / 100 != 2 || !id.find()) {
            faults.add(create.name() + " got " + answer.statusCode() + " " + answer.body());
            return Optional.empty();
        }
        synchronized (record) {
            record.write(create.name() + " " + id.group(1) + " " + create.key() + "\n");
            record.flush();
        }
        return Optional.of(new Answered(create, id.group(1)));
    }

    private void afterRestart(Server server, Queue<Answered> answered, Queue<Create> unanswered)
            throws Exception {
        check.answered(allAnswered, faults); // before anything is sent again
        var api = Api.of(server);
        for (var create : unanswered) send(api, create).ifPresent(allAnswered::add);
        for (var before : answered.stream().limit(AGAIN_MAX).toList()) again(api, before);
        check.answered(allAnswered, faults);
        check.log(faults);
    }

    /** What was answered, sent again, gets the same answer; and it can be read. */
    private void again(Api api, Answered before) throws IOException, InterruptedException {
        var name = before.create().name();
        var id = send(api, before.create()).map(Answered::id).orElse("refused");
        if (!id.equals(before.id())) faults.add(name + " sent again became " + id);
        var read = api.get(URI.create("/api/leads/" + before.id()));
        if (read.statusCode() != 200 || !read.body().contains(name + "\"")) {
            faults.add(name + " reads as " + read.statusCode());
        }
    }
}
