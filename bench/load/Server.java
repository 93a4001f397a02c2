package load;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A server under test: started like by its users, measured by the kernel's figures. */
final class Server implements AutoCloseable {
    static final String EMAIL = "bench@example.com";
    static final String PASSWORD = "a-long-bench-passphrase";

    private static final Duration START_MAX = Duration.ofMinutes(3);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);
    private static final double TICKS_PER_SECOND = 100; // USER_HZ, fixed by Linux's ABI
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
    }

    private final Launch launch;
    private final Process process;
    private final InetSocketAddress address;
    private final Duration startTime;

    private Server(Launch launch, Process process, InetSocketAddress address, Duration startTime) {
        this.launch = launch;
        this.process = process;
        this.address = address;
        this.startTime = startTime;
    }

    /** Starts it on a free port of loopback and returns when it answers 200 on /api/health. */
    static Server start(Launch launch, File log) throws IOException, InterruptedException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        var builder = new ProcessBuilder(launch.command());
        builder.environment().keySet().removeIf(name -> name.startsWith("CRM_"));
        builder.environment().putAll(launch.settings());
        builder.environment().put(launch.portName(), Integer.toString(address.getPort()));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        long started = System.nanoTime();
        var process = builder.start();
        RUNNING.add(process);
        while (!isHealthy(address)) {
            long waited = System.nanoTime() - started;
            if (!process.isAlive() || waited > START_MAX.toNanos()) {
                process.destroyForcibly();
                throw new IOException(
                        launch.name() + " did not start:\n" + Files.readString(log.toPath()));
            }
            Thread.sleep(2);
        }
        return new Server(launch, process, address, Duration.ofNanos(System.nanoTime() - started));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isHealthy(InetSocketAddress address) {
        try (var socket = new Socket()) {
            socket.connect(address, 1000);
            socket.setSoTimeout(1000);
            var request = "GET /api/health HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes());
            return new String(socket.getInputStream().readNBytes(12)).endsWith(" 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    String name() {
        return launch.name();
    }

    InetSocketAddress address() {
        return address;
    }

    String url() {
        return "http://127.0.0.1:" + address.getPort();
    }

    long pid() {
        return process.pid();
    }

    /** From the spawn to the first 200. */
    Duration startTime() {
        return startTime;
    }

    /** CPU seconds, user and system, of all threads since the start. */
    double cpuSeconds() throws IOException {
        var stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
        // After the name, which may hold spaces: field 3 is the first.
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** The resident memory. */
    double residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D+", "")) / 1024)
                .findFirst()
                .orElseThrow(() -> new IOException(name() + " has ended"));
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        RUNNING.remove(process);
    }

    /** SIGTERM; kill -9 where that does not help. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
            System.err.println(name() + " did not stop within " + STOP_MAX.toSeconds() + " s.");
        }
        kill();
    }
}
