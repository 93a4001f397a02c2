package com.techbro24.crm.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Violations of RFC 6455 are closed with the right code, or rejected at the handshake. */
class ProtocolViolationTest {
    private static final int PAYLOAD_MAX = 10_000;
    private static final int TEXT = 0x1;
    private static final int FINAL = 0x80;
    private static final int CLOSE = 0x8;

    static TestServer server;

    @BeforeAll
    static void start() {
        server =
                new TestServer(
                        TestServer.settings()
                                .withEngine(
                                        TestServer.settings()
                                                .engine()
                                                .withLimits(PAYLOAD_MAX, 1 << 20)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A websocket by hand. */
    private static final class Wire implements AutoCloseable {
        private final Socket socket;
        private final DataInputStream in;
        private final DataOutputStream out;

        Wire() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(20_000);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        /** The lines of the answer's head. */
        List<String> shakeHands(String path, String... versions) throws IOException {
            StringBuilder head =
                    new StringBuilder("GET " + path + "?EIO=4&transport=websocket HTTP/1.1\r\n")
                            .append("Host: localhost\r\nUpgrade: websocket\r\n")
                            .append("Connection: Upgrade\r\n")
                            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
            for (String version : versions) {
                head.append("Sec-WebSocket-Version: ").append(version).append("\r\n");
            }
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
            List<String> lines = new ArrayList<>();
            StringBuilder line = new StringBuilder();
            while (true) {
                int next = in.readUnsignedByte();
                if (next == '\n') {
                    String whole = line.toString().strip();
                    if (whole.isEmpty()) {
                        return lines;
                    }
                    lines.add(whole);
                    line.setLength(0);
                } else {
                    line.append((char) next);
                }
            }
        }

        /** With a mask of zeros, which changes nothing. */
        void frame(int first, byte[] payload) throws IOException {
            out.write(first);
            if (payload.length < 126) {
                out.write(0x80 | payload.length);
            } else {
                out.write(0x80 | 126);
                out.writeShort(payload.length);
            }
            out.writeInt(0);
            out.write(payload);
        }

        /** The code of the close frame, after whatever else comes. */
        int closed() throws IOException {
            while (true) {
                int opcode = in.readUnsignedByte() & 0xf;
                int length = in.readUnsignedByte();
                byte[] payload = in.readNBytes(length == 126 ? in.readUnsignedShort() : length);
                if (opcode == CLOSE) {
                    return payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | payload[1] & 0xff;
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private interface Breach {
        void commit(Wire wire) throws IOException;
    }

    private static void assertCloses(int code, Breach breach) throws IOException {
        try (Wire wire = new Wire()) {
            assertThat(wire.shakeHands("/socket.io/", "13").getFirst()).contains("101");
            wire.frame(FINAL | TEXT, "40".getBytes(StandardCharsets.UTF_8));
            breach.commit(wire);
            assertThat(wire.closed()).isEqualTo(code);
        }
    }

    @Test
    void text_that_is_not_utf8_closes_with_1007() throws IOException {
        byte[] wrong = {'4', '2', (byte) 0xc3, 0x28};
        assertCloses(1007, wire -> wire.frame(FINAL | TEXT, wrong));
        assertCloses(
                1007,
                wire -> {
                    wire.frame(TEXT, "42[\"a".getBytes(StandardCharsets.UTF_8));
                    wire.frame(FINAL, wrong);
                });
        assertCloses(1007, wire -> wire.frame(FINAL | TEXT, new byte[] {'4', (byte) 0xe2}));
    }

    @Test
    void a_character_may_be_cut_in_two_by_frames() throws IOException {
        byte[] text = "42[\"echo\",\"\u20ac\"]".getBytes(StandardCharsets.UTF_8);
        try (Wire wire = new Wire()) {
            assertThat(wire.shakeHands("/socket.io/", "13").getFirst()).contains("101");
            wire.frame(TEXT, java.util.Arrays.copyOf(text, 12));
            wire.frame(FINAL, java.util.Arrays.copyOfRange(text, 12, text.length));
            // Not joined yet, it may send no event, which is no breach of the websocket's rules.
            assertThat(wire.closed()).isEqualTo(1000);
        }
    }

    @Test
    void a_breach_of_the_protocol_closes_with_1002() throws IOException {
        assertCloses(1002, wire -> wire.frame(FINAL | 0x3, new byte[0]));
        assertCloses(1002, wire -> wire.frame(FINAL | 0x40 | TEXT, new byte[] {'4'}));
        assertCloses(1002, wire -> wire.frame(FINAL, new byte[] {'4'}));
        assertCloses(
                1002,
                wire -> {
                    wire.frame(TEXT, new byte[] {'4'});
                    wire.frame(FINAL | TEXT, new byte[] {'4'});
                });
        assertCloses(1002, wire -> wire.out.write(new byte[] {(byte) (FINAL | TEXT), 1, '4'}));
    }

    @Test
    void a_message_that_is_too_big_closes_with_1009_in_one_frame_or_many() throws IOException {
        assertCloses(1009, wire -> wire.frame(FINAL | TEXT, filled(PAYLOAD_MAX + 1)));
        assertCloses(
                1009,
                wire -> {
                    wire.frame(TEXT, filled(PAYLOAD_MAX / 2 + 1));
                    wire.frame(FINAL, filled(PAYLOAD_MAX / 2));
                });
    }

    private static byte[] filled(int bytes) {
        byte[] all = new byte[bytes];
        java.util.Arrays.fill(all, (byte) '4');
        return all;
    }

    @Test
    void a_handshake_with_another_version_gets_the_supported_version() throws IOException {
        for (String[] versions :
                new String[][] {{"8"}, {"7"}, {"0"}, {"14"}, {"x"}, {"13, 8"}, {"13", "8"}, {}}) {
            try (Wire wire = new Wire()) {
                List<String> head = wire.shakeHands("/socket.io/", versions);
                assertThat(head.getFirst()).as(String.join("+", versions)).contains("426");
                assertThat(head).anyMatch("sec-websocket-version: 13"::equalsIgnoreCase);
            }
        }
    }

    @Test
    void a_handshake_on_another_path_is_refused() throws IOException {
        for (String path :
                List.of("/socket.io", "/socket.io/x", "/socket.io//", "/socket.iox/", "/", "/x")) {
            try (Wire wire = new Wire()) {
                assertThat(wire.shakeHands(path, "13").getFirst()).as(path).contains("404");
            }
        }
    }
}
