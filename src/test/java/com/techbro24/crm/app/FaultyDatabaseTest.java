package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Answer;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.database.DatabaseUrl;
import com.techbro24.crm.support.TestDatabase;
import com.techbro24.crm.support.WriterLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is answered while the database can't be written, or is damaged. */
class FaultyDatabaseTest {
    private static final String LEAD = "{\"name\":\"Ada\",\"allowDuplicate\":true}";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void while_writes_fail_the_server_is_not_ready_and_gives_the_reason(TestDatabase kind) {
        String database = RunningCrm.address(kind);
        try (RunningCrm crm = RunningCrm.over(database)) {
            String admin = crm.admin();
            assertThat(ready(crm).status()).isEqualTo(200);
            try (var _ = new WriterLock(DatabaseUrl.parse(database))) {
                eventually(() -> assertThat(ready(crm).status()).isEqualTo(503));
                assertThat(detail(ready(crm))).contains("can't be written");
                assertThat(crm.get(admin, "/api/leads").status()).isEqualTo(200);
            }
            eventually(() -> assertThat(ready(crm).status()).isEqualTo(200));
        }
    }

    @Test
    void a_read_only_database_is_reported_clearly_and_reads_continue() {
        String database = RunningCrm.address(TestDatabase.POSTGRESQL);
        String name = database.substring(database.lastIndexOf('/') + 1);
        try (RunningCrm crm = RunningCrm.over(database)) {
            String admin = crm.admin();
            TestDatabase.execute(
                    "ALTER DATABASE " + name + " SET default_transaction_read_only = on");
            TestDatabase.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '"
                            + name
                            + "'");
            eventually(() -> assertThat(detail(ready(crm))).contains("read-only"));
            Answer write = crm.post(admin, "/api/leads", LEAD).expect(503);
            assertThat(detail(write)).contains("the database is read-only");
            crm.get(admin, "/api/leads").expect(200);
        }
    }

    @Test
    void a_full_disk_is_logged_once_and_reads_continue() {
        // No file of the process may grow beyond 4 MB.
        List<String> limited = List.of("bash", "-c", "ulimit -f 4000; exec \"$@\"", "bash");
        Map<String, String> settings = Map.of("CRM_DATABASE", "sqlite:data/crm.db");
        try (NodeProcess node = NodeProcess.start(folder, limited, settings)) {
            String admin = node.admin();
            String big = LEAD.replace("}", ",\"notes\":\"" + "x".repeat(4_000) + "\"}");
            eventually(
                    () -> {
                        Answer answer = node.ask("POST", "/api/leads", admin, big);
                        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                        assertThat(detail(answer)).contains("the disk");
                    });
            eventually(
                    () -> {
                        Answer answer = node.ask("GET", "/api/health/ready", null, null);
                        assertThat(answer.status()).isEqualTo(503);
                        assertThat(detail(answer)).contains("the disk");
                    });
            node.ask("GET", "/api/leads?limit=1", admin, null).expect(200);
            node.connect(admin).next("ready");
            assertThat(node.output().lines().filter(line -> line.contains("can't be written: the")))
                    .as("told in the log")
                    .hasSizeBetween(1, 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void damaged_rows_are_503_with_the_reason_and_the_rest_goes_on(TestDatabase kind)
            throws Exception {
        String database = RunningCrm.address(kind);
        try (RunningCrm crm = RunningCrm.over(database)) {
            String admin = crm.admin();
            String lead = crm.lead(admin, "Ada");
            damage(database);

            Answer read = crm.get(admin, "/api/leads/" + lead).expect(503);
            assertThat(detail(read)).contains("damaged");
            assertThat(detail(crm.get(admin, "/api/leads").expect(503))).contains("damaged");
            Answer write = crm.post(admin, "/api/leads", LEAD).expect(503);
            assertThat(detail(write)).contains("damaged");
            var client = crm.connect(admin);
            client.next("ready");
            assertThat(client.ask("lead.create", Json.read(LEAD)).at("/problem/detail").asText())
                    .contains("damaged");
            assertThat(detail(ready(crm).expect(503))).contains("damaged");
            assertThat(detail(crm.get(admin, "/api/health").expect(503))).contains("damaged");
            crm.get(admin, "/api/agents").expect(200);
            crm.person("Bob", "agent", null);
        }
    }

    /** Makes every look into the table of leads fail as it does on a page that was overwritten. */
    private static void damage(String database) throws Exception {
        try (DatabaseState stand = new DatabaseState(database)) {
            switch (DatabaseUrl.parse(database)) {
                case DatabaseUrl.Sqlite sqlite -> {
                    stand.run("PRAGMA wal_checkpoint(TRUNCATE)");
                    for (long page :
                            stand.numbers(
                                    "SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'leads'"
                                            + " AND rootpage > 0")) {
                        overwrite(
                                sqlite.file(), page, stand.numbers("PRAGMA page_size").getFirst());
                    }
                }
                case DatabaseUrl.Postgres _ -> {
                    stand.run(
                            "CREATE FUNCTION unreadable() RETURNS boolean LANGUAGE plpgsql AS $$"
                                    + " BEGIN RAISE EXCEPTION 'invalid page in block 0'"
                                    + " USING ERRCODE = 'XX001'; END $$");
                    stand.run("ALTER TABLE leads RENAME TO leads_on_disk");
                    stand.run(
                            "CREATE VIEW leads AS SELECT * FROM leads_on_disk WHERE unreadable()");
                    stand.run(
                            "CREATE FUNCTION unwritable() RETURNS trigger LANGUAGE plpgsql AS $$"
                                    + " BEGIN RAISE EXCEPTION 'invalid page in block 0'"
                                    + " USING ERRCODE = 'XX001'; END $$");
                    stand.run(
                            "CREATE TRIGGER unwritable INSTEAD OF INSERT OR UPDATE ON leads"
                                    + " FOR EACH ROW EXECUTE FUNCTION unwritable()");
                }
            }
        }
    }

    /** By another process: closing the file in this one would give up SQLite's locks. */
    private static void overwrite(Path file, long page, long pageBytes)
            throws IOException, InterruptedException {
        int code =
                new ProcessBuilder(
                                "dd",
                                "if=/dev/urandom",
                                "of=" + file,
                                "bs=" + pageBytes,
                                "seek=" + (page - 1),
                                "count=1",
                                "conv=notrunc",
                                "status=none")
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(code).isZero();
    }

    private static Answer ready(RunningCrm crm) {
        return crm.ask("GET", "/api/health/ready", null, null);
    }

    private static String detail(Answer answer) {
        return answer.json().path("detail").asText();
    }
}
