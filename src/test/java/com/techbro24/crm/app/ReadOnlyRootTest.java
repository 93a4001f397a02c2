package com.techbro24.crm.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The program where nothing can be written but one folder. */
class ReadOnlyRootTest {
    /** Makes all read-only but the folder of the data, for the rest of the line. */
    private static final String READ_ONLY =
            """
            set -e
            mount --bind data data
            for place in /tmp /var/tmp /dev/shm; do
                if mountpoint -q "$place"; then mount -o remount,bind,ro "$place"; fi
            done
            mount -o remount,bind,ro /
            exec "$@"
            """;

    /** In a namespace of its own, which neither needs an administrator nor touches the machine. */
    private static final List<String> IN_READ_ONLY =
            List.of("unshare", "--map-root-user", "--mount", "sh", "-c", READ_ONLY, "sh");

    @TempDir private Path folder;

    private Path data;

    @BeforeEach
    void a_folder_for_the_data() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
    }

    @ParameterizedTest
    @EnumSource
    void without_a_temporary_folder_everything_works_and_stays_beside_the_data(TestDatabase kind)
            throws IOException {
        String nowhere = folder.resolve("nowhere").toString();
        Map<String, String> settings =
                Map.of(
                        "CRM_DATABASE",
                        database(kind),
                        "JAVA_TOOL_OPTIONS",
                        "-Djava.io.tmpdir=" + nowhere,
                        "TMPDIR",
                        nowhere,
                        "SQLITE_TMPDIR",
                        nowhere);
        try (NodeProcess node = NodeProcess.start(folder, List.of(), settings)) {
            work(node);
            try (Stream<Path> found = Files.list(folder)) {
                assertThat(found).containsExactly(data);
            }
        }
    }

    @Test
    void with_a_read_only_root_the_first_start_and_the_work_succeed() throws Exception {
        List<String> probe = new ArrayList<>(IN_READ_ONLY);
        probe.addAll(
                List.of("sh", "-c", "! touch /tmp/probe && ! touch probe && touch data/probe"));
        Process tried =
                new ProcessBuilder(probe)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(tried.getInputStream().readAllBytes(), UTF_8);
        Assumptions.assumeTrue(tried.waitFor() == 0, () -> "no mounts of one's own here: " + said);

        Map<String, String> settings = Map.of("CRM_DATABASE", "sqlite:data/crm.db");
        try (NodeProcess node = NodeProcess.start(folder, IN_READ_ONLY, settings)) {
            work(node);
        }
    }

    /** What makes SQLite, the compression and the uploads want temporary files. */
    private static void work(NodeProcess node) {
        String admin = node.admin();
        var body = Json.object().put("name", "Ada").put("notes", "x".repeat(5_000));
        node.ask("POST", "/api/leads", admin, body.toString()).expect(201);
        node.ask("GET", "/api/leads", admin, null).expect(200);
        node.connect(admin).next("ready");
        assertThat(node.ask("GET", "/api/health/ready", null, null).status()).isEqualTo(200);
    }

    private static String database(TestDatabase kind) {
        return switch (kind) {
            case SQLITE -> "sqlite:data/crm.db";
            case POSTGRESQL -> RunningCrm.address(kind);
        };
    }
}
