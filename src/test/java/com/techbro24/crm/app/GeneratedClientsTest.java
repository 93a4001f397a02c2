package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.socketio.NodeScript;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that stock generators make of the OpenAPI document do a day's work. */
class GeneratedClientsTest {
    @TempDir static Path folder;
    static RunningCrm crm;
    static Path document;

    @BeforeAll
    static void start() throws Exception {
        crm = RunningCrm.start(TestDatabase.SQLITE);
        document = folder.resolve("openapi.json");
        Files.writeString(document, crm.get(crm.admin(), "/api/openapi.json").body());
    }

    @AfterAll
    static void stop() {
        crm.close();
    }

    /** The second is the generator's default. */
    @ParameterizedTest
    @ValueSource(strings = {"native", "okhttp-gson"})
    void a_generated_java_client_does_a_days_work(String library) throws Exception {
        GeneratedClient client = new GeneratedClient(library, folder);
        client.generate(document);
        client.compile();
        client.work(crm.url(), RunningCrm.ADMIN_PASSWORD);
    }

    @Test
    void a_typescript_client_does_a_days_work() throws Exception {
        String output =
                NodeScript.run(
                        "typescript.js",
                        document.toString(),
                        folder.toString(),
                        crm.url(),
                        RunningCrm.ADMIN_PASSWORD);
        assertThat(output).isEqualTo("0\nall well\n");
    }

    @Test
    void the_linters_find_nothing_in_the_document() throws Exception {
        String output = NodeScript.run("lint.js", document.toString());
        assertThat(output).isEqualTo("0\nredocly: nothing\nspectral: nothing\n");
    }
}
