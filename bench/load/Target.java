package load;

import com.sun.management.OperatingSystemMXBean;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** One running server with its rows, and what each load is on it. */
final class Target implements AutoCloseable {
    private static final int CREATORS = 64;
    private static final int CROWD = 256;
    private static final int AT_ONCE = 8;
    private static final int SEED = 24;
    private static final List<String> STATUSES =
            List.of("contacted", "qualified", "negotiation", "nurture");

    private final Server server;
    private final Api api;
    private final int socketCount;
    private final int readers;
    private final List<String> ids;
    private final List<byte[]> reads;
    private final double residentAtStart;
    private double residentAfterRequests;
    private double residentWithSockets;
    private int numbers;
    private int updates;

    /** Logs in to a server whose leads have, or are to get, the ids. */
    Target(Server server, List<String> ids, int socketCount, int readers)
            throws IOException, InterruptedException {
        this.server = server;
        this.ids = ids;
        this.socketCount = socketCount;
        this.readers = readers;
        residentAtStart = server.residentMebibytes();
        api = Api.of(server);
        reads = ids.stream().map(id -> api.get("/api/leads/" + id)).toList();
        numbers = ids.size();
    }

    /** The lead that the fill makes for each id. */
    static String lead(List<String> ids, int index) {
        return Api.lead(Api.id(ids.get(index)), "Lead " + index, index);
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

    double residentNow() throws IOException {
        return server.residentMebibytes();
    }

    double residentAfterRequests() {
        return residentAfterRequests;
    }

    double residentWithSockets() {
        return residentWithSockets;
    }

    private byte[] create() {
        int number = numbers++;
        return api.post("/api/leads", Api.lead("", "Lead " + number, number));
    }

    private Crowd.Update update() {
        int number = updates++;
        var status = STATUSES.get(number / ids.size() % STATUSES.size());
        var id = ids.get(number % ids.size());
        var body = "{\"status\":\"" + status + "\"}";
        return new Crowd.Update(id, api.post("/api/leads/" + id + "/status", body));
    }

    Sample run(Load load, Duration time) throws IOException {
        return switch (load) {
            case READ -> {
                var random = new Random(SEED);
                yield requests(readers, () -> reads.get(random.nextInt(reads.size())), time);
            }
            case LIST -> {
                var list = api.get("/api/leads?limit=50");
                yield requests(readers, () -> list, time);
            }
            case CREATE -> requests(CREATORS, () -> create(), time);
            case RUSH -> requests(CROWD, () -> create(), time);
            case BROADCAST -> broadcast(1, time);
            case BUSY -> broadcast(AT_ONCE, time);
        };
    }

    private Sample requests(int connections, Supplier<byte[]> next, Duration time)
            throws IOException {
        var loop = new ClosedLoop(server.address(), connections);
        var cpu = new Cpu(server);
        var result = loop.run(next, time, Long.MAX_VALUE);
        cpu.stop();
        residentAfterRequests = server.residentMebibytes();
        return sample(
                cpu,
                result.answers(),
                result.seconds(),
                result.latencies(),
                result.bodyBytes(),
                result.errors());
    }

    private Sample broadcast(int atOnce, Duration time) throws IOException {
        try (var crowd = new Crowd(server.address(), api.token(), socketCount, atOnce)) {
            var cpu = new Cpu(server);
            var result = crowd.run(this::update, time);
            cpu.stop();
            residentWithSockets = server.residentMebibytes();
            return sample(
                    cpu,
                    result.deliveries(),
                    result.seconds(),
                    result.latencies(),
                    result.bytes(),
                    result.errors());
        }
    }

    private static Sample sample(
            Cpu cpu, long count, double seconds, Latencies latencies, long bytes, long errors) {
        return new Sample(
                count / seconds,
                latencies.percentileMillis(0.5),
                latencies.percentileMillis(0.99),
                cpu.server / count * 1e6,
                cpu.client / count * 1e6,
                (double) bytes / count,
                errors);
    }

    /** The CPU seconds that the server and this process use from the making to the stop. */
    private static final class Cpu {
        private final Server of;
        private double server;
        private double client;

        Cpu(Server of) throws IOException {
            this.of = of;
            server = -of.cpuSeconds();
            client = -ownSeconds();
        }

        void stop() throws IOException {
            server += of.cpuSeconds();
            client += ownSeconds();
        }

        private static double ownSeconds() {
            var system = ManagementFactory.getOperatingSystemMXBean();
            return ((OperatingSystemMXBean) system).getProcessCpuTime() / 1e9;
        }
    }

    @Override
    public void close() throws InterruptedException {
        server.close();
    }
}
