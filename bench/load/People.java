package load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** Simulated agents: each sends a request, waits a while, and repeats; one request in five writes. */
final class People {
    private static final Duration THOUGHT = Duration.ofMillis(250);
    private static final int WRITE_EACH = 5;
    private static final int LIST_EACH = 4;
    private static final List<String> STATUSES =
            List.of("contacted", "qualified", "negotiation", "nurture");

    /** The result. */
    record Result(Latencies reads, Latencies writes, long answers, long errors) {}

    /** One of them, and what it waits for. */
    private static final class Person {
        final HttpConnection connection;
        boolean writes;

        Person(HttpConnection connection) {
            this.connection = connection;
        }
    }

    private record Turn(Person person, long at) {}

    private final Server server;
    private final Api api;
    private final List<String> ids;
    private final int count;
    private final Random random = new Random(7);
    private final ByteBuffer shared = ByteBuffer.allocateDirect(256 * 1024);
    private int turns;

    People(Server server, Api api, List<String> ids, int count) {
        this.server = server;
        this.api = api;
        this.ids = ids;
        this.count = count;
    }

    /** Until the time is over, or {@code until} says so. */
    Result work(Duration time, BooleanSupplier until) throws IOException {
        var result = new long[2];
        var reads = new Latencies();
        var writes = new Latencies();
        var thinking = new ArrayDeque<Turn>();
        try (var selector = Selector.open()) {
            long end = System.nanoTime() + time.toNanos();
            for (int index = 0; index < count; index++) {
                var person = new Person(HttpConnection.open(server.address(), selector));
                selector.keys().forEach(
                        key -> {
                            if (key.attachment() == person.connection) key.attach(person);
                        });
                long first = THOUGHT.toNanos() * index / count;
                thinking.add(new Turn(person, System.nanoTime() + first));
            }
            while (System.nanoTime() < end && !until.getAsBoolean()) {
                while (!thinking.isEmpty() && thinking.peek().at() <= System.nanoTime()) {
                    ask(thinking.poll().person());
                }
                selector.select(
                        key -> answered((Person) key.attachment(), thinking, reads, writes, result),
                        1);
            }
            for (var key : selector.keys()) ((Person) key.attachment()).connection.close();
        }
        return new Result(reads, writes, result[0], result[1]);
    }

    private void ask(Person person) throws IOException {
        int turn = turns++;
        person.writes = turn % WRITE_EACH == 0;
        var id = ids.get(random.nextInt(ids.size()));
        if (person.writes) {
            var status = STATUSES.get(random.nextInt(STATUSES.size()));
            var body = "{\"status\":\"" + status + "\"}";
            person.connection.send(api.post("/api/leads/" + id + "/status", body));
        } else if (turn % LIST_EACH == 0) {
            person.connection.send(api.get("/api/leads?limit=50"));
        } else {
            person.connection.send(api.get("/api/leads/" + id));
        }
    }

    private void answered(
            Person person,
            ArrayDeque<Turn> thinking,
            Latencies reads,
            Latencies writes,
            long[] result) {
        try {
            if (!person.connection.receive(shared)) return;
        } catch (IOException lost) {
            throw new java.io.UncheckedIOException(lost);
        }
        long now = System.nanoTime();
        (person.writes ? writes : reads).add(now - person.connection.sentAtNanos());
        result[person.connection.isSuccess() ? 0 : 1]++;
        thinking.add(new Turn(person, now + THOUGHT.toNanos()));
    }
}
