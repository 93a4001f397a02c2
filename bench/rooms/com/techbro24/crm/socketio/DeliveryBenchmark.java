package com.techbro24.crm.socketio;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Measures what a delivery costs the server: events of 200 bytes to 1,000 websocket clients, which
 * are another process, 50 events a second. Also what an idle client costs it in memory.
 */
final class DeliveryBenchmark {
    private static final int CLIENTS = 1_000;
    private static final int WARM_UP = 500;
    private static final int EVENTS = 1_000;
    private static final long PERIOD_MILLIS = 20;
    private static final String EVENT =
            "[\"lead.updated\",{\"id\":1,\"note\":\"" + "x".repeat(165) + "\"}]";
    private static final int FRAME_BYTES = 4 + 2 + EVENT.length();

    private DeliveryBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) {
            readAll(Integer.parseInt(arguments[0]));
        } else {
            measure();
        }
    }

    private static void measure() throws Exception {
        // The clients answer no pings, so there are none.
        var settings = TestServer.settings();
        var quiet = settings.engine().withPings(Duration.ofHours(1), Duration.ofHours(1));
        try (var server = new TestServer(settings.withEngine(quiet))) {
            connect(server, 50).destroy();
            awaitSockets(server, 0);
            long heapBefore = heapAfterCollection();
            long residentBefore = residentBytes();
            Process clients = connect(server, CLIENTS);
            System.out.printf(
                    "an idle client: %,d bytes of heap, %,d bytes resident%n",
                    (heapAfterCollection() - heapBefore) / CLIENTS,
                    (residentBytes() - residentBefore) / CLIENTS);
            broadcast(server, WARM_UP);
            var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpuBefore = system.getProcessCpuTime();
            broadcast(server, EVENTS);
            int received = clients.waitFor();
            double seconds = (system.getProcessCpuTime() - cpuBefore) / 1e9;
            System.out.printf(
                    "%,d deliveries%s: %.2f CPU seconds a million%n",
                    (long) EVENTS * CLIENTS,
                    received == 0 ? "" : " (NOT ALL RECEIVED)",
                    seconds / EVENTS / CLIENTS * 1e6);
        }
    }

    private static void broadcast(TestServer server, int events) throws InterruptedException {
        for (int i = 0; i < events; i++) {
            server.main().emitEncoded(EVENT);
            Thread.sleep(PERIOD_MILLIS);
        }
    }

    private static Process connect(TestServer server, int clients) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Dclients=" + clients,
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeliveryBenchmark.class.getName(),
                                Integer.toString(server.port()))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                .readLine();
        awaitSockets(server, clients);
        return process;
    }

    private static void awaitSockets(TestServer server, int count) throws InterruptedException {
        while (server.main().size() != count) {
            Thread.sleep(10);
        }
        Thread.sleep(500);
    }

    private static long heapAfterCollection() throws InterruptedException {
        System.gc();
        Thread.sleep(200);
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long residentBytes() throws IOException {
        Path statistics = Path.of("/proc/self/statm");
        return Files.exists(statistics)
                ? 4096 * Long.parseLong(Files.readString(statistics).split(" ", -1)[1])
                : 0;
    }

    /** The other process: connects, says so, and counts bytes until all events have come. */
    private static void readAll(int port) throws IOException {
        int clients = Integer.getInteger("clients");
        Selector selector = Selector.open();
        for (int i = 0; i < clients; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            handshake(channel);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
        System.out.println("connected");
        long wanted = (long) FRAME_BYTES * clients * (WARM_UP + EVENTS);
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
        while (wanted > 0) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys()) {
                buffer.clear();
                int read = ((SocketChannel) key.channel()).read(buffer);
                if (read < 0) {
                    System.exit(1);
                }
                wanted -= read;
            }
            selector.selectedKeys().clear();
        }
    }

    private static void handshake(SocketChannel channel) throws IOException {
        String request =
                "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
                        + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0\r\n"
                        + "Accept-Language: en-US,en;q=0.9\r\nCookie: session=0123456789abcdef0123456789abcdef\r\n"
                        + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        readUntil(channel, "\"maxPayload\":1000000}");
        channel.write(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', '0'}));
        readUntil(channel, "\"}");
    }

    private static void readUntil(SocketChannel channel, String end) throws IOException {
        var text = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (text.length() < end.length()
                || !text.substring(text.length() - end.length()).equals(end)) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new IOException("Closed by the server after " + List.of(text));
            }
            text.append((char) one.get(0));
        }
    }
}
