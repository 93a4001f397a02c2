package load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The figures of both servers, side by side, as a table in Markdown. */
final class Report {
    private static final Map<Load, Double> CPU_AIMS =
            Map.of(
                    Load.READ, 1 / 4.0,
                    Load.CREATE, 1 / 4.0,
                    Load.RUSH, 1 / 4.0,
                    Load.BROADCAST, 2 / 3.0,
                    Load.BUSY, 2 / 3.0);
    private static final double START_SECONDS_AIM = 1.5;
    private static final double REST_MEBIBYTES_AIM = 250;

    /** All that was measured of one server. */
    static final class Column {
        String name = "";
        final List<Double> freshStartSeconds = new ArrayList<>();
        final List<Double> startSeconds = new ArrayList<>();
        final Map<Load, List<Sample>> samples = new EnumMap<>(Load.class);
        double residentAtStart;
        double residentAfterRequests;
        double residentAfterRest;
        double residentWithSockets;

        void add(Load load, Sample sample) {
            samples.computeIfAbsent(load, key -> new ArrayList<>()).add(sample);
        }

        double median(Load load, ToDoubleFunction<Sample> figure) {
            return Report.median(samples.get(load).stream().map(figure::applyAsDouble).toList());
        }
    }

    private final Column ours;
    private final Column peer;
    private final int sockets;

    Report(Column ours, Column peer, int sockets) {
        this.ours = ours;
        this.peer = peer;
        this.sockets = sockets;
    }

    void print() throws IOException {
        System.out.println(machine());
        System.out.println();
        System.out.printf("| load | figure | %s | %s | ratio | aim |%n", ours.name, peer.name);
        System.out.println("|---|---|--:|--:|--:|---|");
        for (var load : ours.samples.keySet()) print(load);
        start("Start on a fresh database", ours.freshStartSeconds, peer.freshStartSeconds);
        start("Start again", ours.startSeconds, peer.startSeconds);
        row("Memory", "MiB resident, started", ours.residentAtStart, peer.residentAtStart, "");
        row(
                "",
                "MiB resident, after the requests",
                ours.residentAfterRequests,
                peer.residentAfterRequests,
                "");
        row(
                "",
                "MiB resident, with %,d sockets".formatted(sockets),
                ours.residentWithSockets,
                peer.residentWithSockets,
                "");
        row(
                "",
                "MiB resident, a minute after all loads",
                ours.residentAfterRest,
                peer.residentAfterRest,
                "≤ 250: " + met(ours.residentAfterRest <= REST_MEBIBYTES_AIM));
    }

    private static void start(String title, List<Double> our, List<Double> peers) {
        if (our.isEmpty()) return;
        double seconds = median(our);
        var aim = "≤ 1.5: " + met(seconds <= START_SECONDS_AIM);
        row(title, "s to the first 200 on /api/health", seconds, median(peers), aim);
    }

    private void print(Load load) {
        row(load.title.formatted(sockets), load.rate, load, Sample::perSecond, "");
        row("", "p50 ms", load, Sample::p50Millis, "");
        row("", "p99 ms", load, Sample::p99Millis, "");
        double ratio =
                ours.median(load, Sample::cpuSeconds) / peer.median(load, Sample::cpuSeconds);
        var aim = CPU_AIMS.get(load);
        row(
                "",
                "CPU s a million",
                load,
                Sample::cpuSeconds,
                aim == null ? "" : String.format(Locale.ROOT, "< %.2f: %s", aim, met(ratio < aim)));
        row("", "bytes each", load, Sample::bytesEach, "");
        long errors = errors(ours, load) + errors(peer, load);
        if (errors > 0) row("", "errors", errors(ours, load), errors(peer, load), "0: missed");
    }

    private static long errors(Column column, Load load) {
        return column.samples.get(load).stream().mapToLong(Sample::errors).sum();
    }

    private void row(
            String load, String figure, Load of, ToDoubleFunction<Sample> value, String aim) {
        row(load, figure, ours.median(of, value), peer.median(of, value), aim);
    }

    private static void row(String load, String figure, double our, double peers, String aim) {
        if (our == 0 && peers == 0) return; // not measured
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %s | %.2f | %s |%n",
                load,
                figure,
                number(our),
                number(peers),
                our / peers,
                aim);
    }

    private static String number(double value) {
        return String.format(
                Locale.ROOT, value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private static String met(boolean met) {
        return met ? "met" : "missed";
    }

    private static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        if (sorted.size() % 2 == 1) return sorted.get(middle);
        return (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String machine() throws IOException {
        var processor =
                Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                        .filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 2))
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
        return "%d cores (%s), Linux %s, Java %s, Node %s; the load generator runs on the same machine."
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor,
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        new String(
                                        new ProcessBuilder("node", "-p", "process.versions.node")
                                                .start()
                                                .getInputStream()
                                                .readAllBytes())
                                .strip());
    }
}
