package com.techbro24.crm.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Eventually;
import com.techbro24.crm.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A body that is read as it comes in: its limit, its packing, and a client that leaves. */
class ImportUploadTest {
    private static final String PATH = "/api/leads/import";
    private static final byte[] TOO_LARGE =
            ("name\n" + "Somebody with a name\n".repeat(250_000)).getBytes(UTF_8);

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static void assertNothingIsKept(ImportRoom room) {
        // What was received is dropped by the writer, which does one thing after the other.
        room.spine.writer().write(tx -> 0);
        assertThat(room.spine.count("SELECT COUNT(*) FROM lead_imports")).isZero();
        assertThat(room.spine.count("SELECT COUNT(*) FROM lead_import_chunks")).isZero();
    }

    @Test
    void a_file_beyond_the_limit_is_refused_however_it_comes_and_nothing_is_kept()
            throws IOException {
        try (ImportRoom room = new ImportRoom(TestDatabase.SQLITE)) {
            Agent admin = Agents.admin().in(room.spine);
            assertThat(TOO_LARGE.length).isGreaterThan(ImportRoom.BYTES_MAX);
            assertThat(room.post(admin, PATH, TOO_LARGE).statusCode()).isEqualTo(413);
            assertNothingIsKept(room);
            var chunked =
                    room.served.send(
                            "POST",
                            PATH,
                            admin,
                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(TOO_LARGE)),
                            "Content-Type",
                            "text/csv");
            assertThat(chunked.statusCode()).isEqualTo(413);
            assertNothingIsKept(room);
            byte[] packed = gzip(TOO_LARGE);
            assertThat(packed.length).isLessThan(ImportRoom.BYTES_MAX);
            var bomb = room.post(admin, PATH, packed, "Content-Encoding", "gzip");
            assertThat(bomb.statusCode()).isEqualTo(413);
            assertNothingIsKept(room);
            assertThat(room.send(admin, "", "name\nStill there\n")).isNotEmpty();
        }
    }

    @Test
    void a_file_of_too_many_rows_is_refused_and_nothing_is_kept() throws IOException {
        try (ImportRoom room = new ImportRoom(TestDatabase.SQLITE)) {
            Agent admin = Agents.admin().in(room.spine);
            byte[] rows = ("name\n" + "a\n".repeat(ChunkWriter.ROWS_MAX + 1)).getBytes(UTF_8);
            assertThat(rows.length).isLessThan(ImportRoom.BYTES_MAX);
            var refused = room.post(admin, PATH, gzip(rows), "Content-Encoding", "gzip");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(ImportRoom.text(refused)).contains("more than 1000000 rows");
            assertNothingIsKept(room);
        }
    }

    @Test
    void many_short_rows_are_stored_in_few_transactions() {
        try (ImportRoom room = new ImportRoom(TestDatabase.POSTGRESQL)) {
            Agent admin = Agents.admin().in(room.spine);
            String id = room.send(admin, "", "name\n" + "a\n".repeat(100_000));
            assertThat(room.get(id).rowsTotal()).isEqualTo(100_000);
            assertThat(
                            room.spine.count(
                                    "SELECT COUNT(DISTINCT xmin::text) FROM lead_import_chunks"))
                    .isLessThan(10);
        }
    }

    @Test
    void a_file_larger_than_other_bodies_is_taken_packed_or_not() throws IOException {
        try (ImportRoom room = new ImportRoom(TestDatabase.SQLITE)) {
            Agent admin = Agents.admin().in(room.spine);
            String csv = "name,notes\n" + ("Ann," + "n".repeat(999) + "\n").repeat(2_000);
            assertThat(csv.length()).isGreaterThan(1 << 20);
            String id = room.send(admin, "", csv);
            assertThat(room.get(id).rowsTotal()).isEqualTo(2_000);
            var packed =
                    room.post(admin, PATH, gzip(csv.getBytes(UTF_8)), "Content-Encoding", "gzip");
            assertThat(packed.statusCode()).isEqualTo(202);
            assertThat(
                            room.post(admin, PATH, csv.getBytes(UTF_8), "Content-Encoding", "gzip")
                                    .statusCode())
                    .isEqualTo(400);
            assertThat(
                            room.post(admin, PATH, csv.getBytes(UTF_8), "Content-Encoding", "br")
                                    .statusCode())
                    .isEqualTo(415);
            var json =
                    room.served.send(
                            "POST",
                            PATH,
                            admin,
                            BodyPublishers.ofString("{}"),
                            "Content-Type",
                            "application/json");
            assertThat(json.statusCode()).isEqualTo(415);
        }
    }

    @Test
    void a_client_that_leaves_in_the_middle_leaves_nothing_behind() throws IOException {
        try (ImportRoom room = new ImportRoom(TestDatabase.SQLITE)) {
            Agent admin = Agents.admin().in(room.spine);
            try (Socket socket = new Socket("127.0.0.1", room.served.port())) {
                String head =
                        "POST %s HTTP/1.1\r\nHost: crm\r\nAuthorization: Bearer %s\r\n"
                                + "Content-Type: text/csv\r\nContent-Length: 2000000\r\n\r\nname\n";
                socket.getOutputStream().write(head.formatted(PATH, admin.id()).getBytes(UTF_8));
                socket.getOutputStream().write("Half\n".repeat(20_000).getBytes(UTF_8));
                Eventually.eventually(
                        () ->
                                assertThat(
                                                room.spine.count(
                                                        "SELECT COUNT(*) FROM lead_import_chunks"))
                                        .isPositive());
            }
            Eventually.eventually(() -> assertThat(inFlight(room)).isZero());
            assertNothingIsKept(room);
        }
    }

    static double inFlight(ImportRoom room) {
        return room.spine.metrics().get("crm.http.requests.in_flight").gauge().value();
    }
}
