package com.techbro24.crm.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.Agent;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Sha256;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.support.Agents;
import com.techbro24.crm.support.Leads;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The life of an export's file: written once, by one node, and kept for an hour. */
@ParameterizedClass
@EnumSource
record ExportFileTest(TestDatabase kind) {
    /** Enough text that does not compress, for several parts. */
    private static void fill(ExportRoom room) {
        Random random = new Random(1);
        for (int lead = 0; lead < 120; lead++) {
            byte[] bytes = new byte[6_000];
            random.nextBytes(bytes);
            String notes = Base64.getEncoder().encodeToString(bytes);
            var _ = Leads.lead().named("Lead " + lead).with("notes", notes).in(room.spine);
        }
    }

    private static String detail(ExportRoom room, Agent as, String id, int status) {
        var answer = room.file(as, id);
        String body = new String(answer.body(), UTF_8);
        assertThat(answer.statusCode()).as(body).isEqualTo(status);
        return Json.read(body).get("detail").textValue();
    }

    private static void purge(ExportRoom room) {
        while (room.spine
                .writer()
                .write(tx -> ExportRunner.purge(tx, room.spine.clock().instant()))) {
            // There is more.
        }
    }

    @Test
    void a_file_of_several_parts_is_sent_as_it_was_written_and_is_gone_after_an_hour() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            fill(room);
            String id = room.ask(admin, "account", "ndjson").id();
            assertThat(detail(room, admin, id, 409)).contains("waits for its turn");
            room.runner.export(id);
            Export done = room.get(id);
            assertThat(room.chunks()).isGreaterThan(2);
            byte[] zip = room.file(admin, id).body();
            assertThat((long) zip.length).isEqualTo(done.bytes());
            assertThat(Sha256.of(zip)).isEqualTo(done.sha256());

            room.spine.clock().advance(Duration.ofMinutes(59));
            purge(room);
            assertThat(room.file(admin, id).statusCode()).isEqualTo(200);
            room.spine.clock().advance(Duration.ofMinutes(1));
            assertThat(detail(room, admin, id, 410)).contains("kept for an hour");
            purge(room);
            assertThat(room.chunks()).isZero();
            assertThat(room.get(id).status()).isEqualTo(ExportStatus.DONE);
            room.spine.clock().advance(Duration.ofDays(31));
            purge(room);
            assertThat(room.served.get(admin, "/api/exports/" + id).status()).isEqualTo(404);
        }
    }

    @Test
    void two_nodes_write_an_export_once() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            fill(room);
            String id = room.ask(admin, "account", "ndjson").id();
            ExportRunner other = room.runner();
            Thread second = Thread.ofVirtual().start(() -> other.export(id));
            room.runner.export(id);
            join(second);
            Export done = room.get(id);
            assertThat(done.status()).isEqualTo(ExportStatus.DONE);
            assertThat(Sha256.of(room.file(admin, id).body())).isEqualTo(done.sha256());
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_export_of_a_killed_node_is_written_by_another_when_the_lease_has_ended() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            fill(room);
            String id = room.ask(admin, "account", "ndjson").id();
            run(room, new ExportCommand.Begin(id, "killed"));
            // It was killed after the first part of the file.
            var _ =
                    room.spine
                            .writer()
                            .write(
                                    tx -> {
                                        ExportStore.insertChunk(tx, id, 0, new byte[] {1});
                                        return 1;
                                    });
            room.runner.export(id);
            assertThat(room.get(id).status()).isEqualTo(ExportStatus.RUNNING);
            assertThat(detail(room, admin, id, 409)).contains("is being written");
            room.spine.clock().advance(ExportHandler.LEASE);
            room.runner.export(id);
            Export done = room.get(id);
            assertThat(done.status()).isEqualTo(ExportStatus.DONE);
            assertThat(Sha256.of(room.file(admin, id).body())).isEqualTo(done.sha256());
        }
    }

    @Test
    void an_export_that_ends_its_node_each_time_fails_at_last() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent admin = room.admin();
            String id = room.ask(admin, "account", "ndjson").id();
            for (int attempt = 0; attempt < ExportHandler.ATTEMPTS_MAX; attempt++) {
                run(room, new ExportCommand.Begin(id, "killed"));
                room.spine.clock().advance(ExportHandler.LEASE);
            }
            room.runner.export(id);
            assertThat(room.get(id).status()).isEqualTo(ExportStatus.FAILED);
            assertThat(detail(room, admin, id, 409)).contains("The export failed: The server");
        }
    }

    private static void run(ExportRoom room, ExportCommand command) {
        var _ = room.spine.runner().run(Submission.of(command, Caller.SYSTEM));
    }

    @Test
    void an_export_that_waits_is_cancelled_and_a_file_is_deleted_early() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent ann = Agents.agent().in(room.spine);
            String waiting = room.ask(ann, "agent", "csv").id();
            String done = room.exported(ann, "agent", "csv").id();
            for (String id : List.of(waiting, done)) {
                assertThat(room.served.ask("DELETE", "/api/exports/" + id, ann, null).status())
                        .isEqualTo(200);
            }
            room.runner.export(waiting);
            assertThat(room.get(waiting).status()).isEqualTo(ExportStatus.CANCELLED);
            assertThat(detail(room, ann, waiting, 410)).contains("was cancelled");
            assertThat(detail(room, ann, done, 410)).contains("was deleted");
            purge(room);
            assertThat(room.chunks()).isZero();
        }
    }

    @Test
    void nobody_has_more_than_three_waiting() {
        try (ExportRoom room = new ExportRoom(kind)) {
            Agent ann = Agents.agent().in(room.spine);
            for (int count = 0; count < ExportHandler.OPEN_MAX; count++) {
                assertThat(room.ask(ann, "agent", "csv").status()).isEqualTo(201);
            }
            assertThat(room.ask(ann, "agent", "csv").status()).isEqualTo(409);
        }
    }
}
