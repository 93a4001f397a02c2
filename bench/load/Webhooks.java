package load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures webhooks: updates of leads at a fixed rate, without and with webhooks that want each of
 * them; the first of the webhooks never gets an answer. See bench/README.md.
 */
final class Webhooks {
    private static final int LEADS = 1_000;
    private static final Duration ARRIVED_MAX = Duration.ofSeconds(30);
    private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\":\"([^\"]+)\"");

    private final Options options;
    private final int webhooks;
    private final List<Long> lags = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch end = new CountDownLatch(1);
    private Server server;
    private Api api;
    private List<String> ids = List.of();
    private int count;

    private Webhooks(Options options) {
        this.options = options;
        webhooks = options.number("webhooks", 20);
    }

    public static void main(String... arguments) throws Exception {
        new Webhooks(new Options(arguments)).run();
    }

    private void run() throws IOException, InterruptedException {
        var work = options.path("work");
        var launch = Launch.crm(options.path("crm"), "sqlite:" + work.resolve("bench.db"), "error");
        launch.settings().put("CRM_OUTBOUND_ALLOW", "127.0.0.1");
        ids = Stream.generate(Api::newId).limit(LEADS).sorted().toList();
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var receiver =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        receiver.setExecutor(threads);
        receiver.createContext("/", this::take);
        receiver.start();
        try (var started = Server.start(launch, work.resolve("server.log").toFile())) {
            server = started;
            new Target(server, ids, 0, 0).fill();
            api = Api.of(server);
            load();
            double without = load();
            for (int index = 0; index < webhooks; index++) {
                create(receiver.getAddress().getPort(), index);
            }
            load();
            lags.clear();
            int before = count;
            double with = load();
            awaitAll((count - before) * (webhooks - 1));
            print(without, with, count - before);
        } finally {
            end.countDown();
            receiver.stop(0);
            threads.shutdownNow();
        }
    }

    private void create(int port, int index) throws IOException, InterruptedException {
        var path = index == 0 ? "hole" : "hook/" + index;
        var body =
                "{\"url\":\"http://127.0.0.1:%d/%s\",\"events\":[\"lead.updated\"]}"
                        .formatted(port, path);
        var made = api.post(URI.create("/api/webhooks"), body, Api.newId());
        if (made.statusCode() != 201) throw new IOException(made.body());
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (exchange.getRequestURI().getPath().equals("/hole")) {
                end.await();
            }
            Matcher time = TIMESTAMP.matcher(body);
            if (time.find()) {
                lags.add(Duration.between(Instant.parse(time.group(1)), Instant.now()).toMillis());
            }
            exchange.sendResponseHeaders(204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Updates at the rate; returns the CPU seconds that the server took for each second. */
    private double load() throws IOException, InterruptedException {
        int rate = options.number("rate", 50);
        int updates = rate * options.number("seconds", 20);
        long start = System.nanoTime();
        double cpu = -server.cpuSeconds();
        for (int index = 0; index < updates; index++) {
            long due = start + index * 1_000_000_000L / rate;
            long wait = due - System.nanoTime();
            if (wait > 0) Thread.sleep(Duration.ofNanos(wait));
            var body = "{\"notes\":\"noted %d\"}".formatted(count++);
            var done = api.put(URI.create("/api/leads/" + ids.get(index % LEADS)), body);
            if (done.statusCode() != 200) throw new IOException(done.body());
        }
        Thread.sleep(1_000);
        return (cpu + server.cpuSeconds()) / ((System.nanoTime() - start) / 1e9);
    }

    private void awaitAll(int expected) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (lags.size() < expected) {
            if (System.nanoTime() - start > ARRIVED_MAX.toNanos()) {
                throw new IOException(lags.size() + " of " + expected + " events arrived");
            }
            Thread.sleep(20);
        }
    }

    private void print(double without, double with, int updates) {
        var sorted = new ArrayList<>(lags);
        Collections.sort(sorted);
        double deliveries = sorted.size();
        System.out.printf(
                "%,d updates, %d webhooks, one of which never answers: %,d deliveries, none lost%n",
                updates, webhooks, sorted.size());
        System.out.printf(
                "From the change to its arrival: p50 %d ms, p99 %d ms, at most %d ms%n",
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.getLast());
        double seconds = options.number("seconds", 20);
        System.out.printf(
                "CPU: %.3f cores without webhooks, %.3f with them: %.3f cores for %,.0f deliveries/s,"
                        + " %.0f µs each%n",
                without,
                with,
                with - without,
                deliveries / seconds,
                (with - without) * seconds / deliveries * 1e6);
    }
}
