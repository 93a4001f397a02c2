package load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One running server with its rows, and what each load is on it. */
final class Target implements AutoCloseable {
    private static final int READERS = 32;
    private static final int CREATORS = 64;
    private static final int SEED = 24;
    private static final List<String> STATUSES =
            List.of("contacted", "qualified", "negotiation", "nurture");

    private final Server server;
    private final Api api;
    private final int socketCount;
    private final List<String> ids;
    private final List<byte[]> reads;
    private final double residentAtStart;
    private double residentAfterRequests;
    private double residentWithSockets;
    private int numbers;
    private int updates;

    /** Logs in to a server whose leads have, or are to get, the ids. */
    Target(Server server, List<String> ids, int socketCount)
            throws IOException, InterruptedException {
        this.server = server;
        this.ids = ids;
        this.socketCount = socketCount;
        residentAtStart = server.residentMebibytes();
        api = Api.of(server);
        reads = ids.stream().map(id -> api.get("/api/leads/" + id)).toList();
        numbers = ids.size();
    }

    /** The lead that the fill makes for each id. */
    static String lead(List<String> ids, int index) {
        return Api.lead(ids.get(index), "Lead " + index, index);
    }

    /** Creates a lead for each id through the API. */
    void fill() throws IOException {
        var index = new AtomicInteger();
        var result =
                new ClosedLoop(server.address(), CREATORS)
                        .run(
                                () -> api.post("/api/leads", lead(ids, index.getAndIncrement())),
                                Duration.ofSeconds(60),
                                ids.size());
        if (result.answers() != ids.size()) {
            throw new IOException(name() + " took only " + result.answers() + " leads");
        }
    }

    String name() {
        return server.name();
    }

    double residentAtStart() {
        return residentAtStart;
    }

    double residentAfterRequests() {
        return residentAfterRequests;
    }

    double residentWithSockets() {
        return residentWithSockets;
    }

    private byte[] create() {
        int number = numbers++;
        return api.post("/api/leads", Api.lead(null, "Lead " + number, number));
    }

    private byte[] update() {
        int number = updates++;
        var status = STATUSES.get(number / ids.size() % STATUSES.size());
        var path = "/api/leads/" + ids.get(number % ids.size()) + "/status";
        return api.post(path, "{\"status\":\"" + status + "\"}");
    }

    Sample run(Load load, Duration time) throws IOException {
        return switch (load) {
            case READ -> {
                var random = new Random(SEED);
                yield requests(READERS, () -> reads.get(random.nextInt(reads.size())), time);
            }
            case LIST -> {
                var list = api.get("/api/leads?limit=50");
                yield requests(READERS, () -> list, time);
            }
            case CREATE -> requests(CREATORS, () -> create(), time);
            case BROADCAST -> broadcast(time);
        };
    }

    private Sample requests(int connections, Supplier<byte[]> next, Duration time)
            throws IOException {
        var loop = new ClosedLoop(server.address(), connections);
        double before = server.cpuSeconds();
        var result = loop.run(next, time, Long.MAX_VALUE);
        double used = server.cpuSeconds() - before;
        residentAfterRequests = server.residentMebibytes();
        return new Sample(
                result.answers() / result.seconds(),
                result.latencies().percentileMillis(0.5),
                result.latencies().percentileMillis(0.99),
                used / result.answers() * 1e6,
                (double) result.bodyBytes() / result.answers(),
                result.errors());
    }

    private Sample broadcast(Duration time) throws IOException {
        try (var crowd = new Crowd(server.address(), api.token(), socketCount)) {
            double before = server.cpuSeconds();
            var result = crowd.run(index -> update(), time);
            double used = server.cpuSeconds() - before;
            residentWithSockets = server.residentMebibytes();
            return new Sample(
                    result.deliveries() / result.seconds(),
                    result.latencies().percentileMillis(0.5),
                    result.latencies().percentileMillis(0.99),
                    used / result.deliveries() * 1e6,
                    (double) result.bytes() / result.deliveries(),
                    result.errors());
        }
    }

    /** CPU seconds of this process, to see that the load itself is cheap. */
    static double ownCpuSeconds() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime() / 1e9;
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
