package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.app.settings.Settings;
import com.techbro24.crm.support.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record ResetPasswordTest(TestDatabase kind) {
    /** Returns what it printed. */
    private static String reset(String database, String email, String typed) throws Exception {
        StringWriter out = new StringWriter();
        new ResetPasswordCommand(email, !typed.isEmpty())
                .reset(
                        Settings.read(Map.of("CRM_DATABASE", database)),
                        new ByteArrayInputStream(typed.getBytes(UTF_8)),
                        new PrintWriter(out));
        return out.toString();
    }

    @Test
    void it_works_while_the_server_runs_and_ends_the_sessions() throws Exception {
        String database = RunningCrm.address(kind);
        try (RunningCrm crm = RunningCrm.over(database)) {
            Person ann = crm.person("Ann", "agent", null);
            String ofOther = crm.person("Bob", "agent", null).token();
            String key = "{\"name\":\"Key\",\"scopes\":[\"read\"]}";
            crm.post(ann.token(), "/api/api-keys", key).expect(201);

            String printed = reset(database, "ANN@example.com", "");

            String password = printed.replaceFirst("(?s).*shown this once\\): (\\S+).*", "$1");
            eventually(() -> crm.get(ann.token(), "/api/auth/me").expect(401));
            crm.get(ofOther, "/api/auth/me").expect(200);
            String again = crm.login("ann@example.com", password);
            assertThat(crm.get(again, "/api/api-keys").json().get("data")).isEmpty();
            String old = "{\"email\":\"ann@example.com\",\"password\":\"a-password-of-Ann\"}";
            crm.ask("POST", "/api/auth/login", null, old).expect(401);
        }
    }

    @Test
    void it_works_while_no_server_runs_and_the_log_says_so() throws Exception {
        String database = RunningCrm.address(kind);
        RunningCrm.over(database).close();

        String printed = reset(database, "admin@example.com", "another good password\n");

        assertThat(printed).doesNotContain("another good password");
        try (RunningCrm crm = RunningCrm.over(database);
                DatabaseState stand = new DatabaseState(database)) {
            String token = crm.login("admin@example.com", "another good password");
            assertThat(crm.get(token, "/api/auth/me").expect(200).json().get("version").asInt())
                    .isEqualTo(2);
            assertThat(stand.changes("agent.updated")).isEqualTo(1);
        }
    }

    @Test
    void the_start_says_that_another_password_is_configured_but_not_which() {
        String database = RunningCrm.address(kind);
        RunningCrm.over(database).close();
        for (String configured : new String[] {RunningCrm.ADMIN_PASSWORD, "not-the-one-in-use"}) {
            Settings settings =
                    Settings.read(
                            Map.of(
                                    "CRM_HOST",
                                    "127.0.0.1",
                                    "CRM_PORT",
                                    "0",
                                    "CRM_DATABASE",
                                    database,
                                    "CRM_ADMIN_PASSWORD",
                                    configured));
            Wiring running = Wiring.start(settings, Clock.systemUTC());
            StringWriter out = new StringWriter();
            try {
                ServeCommand.greet(new PrintWriter(out), settings, running);
            } finally {
                running.stop(RunningCrm.WAIT_MAX);
            }
            boolean same = configured.equals(RunningCrm.ADMIN_PASSWORD);
            assertThat(out.toString().contains("reset-password")).isEqualTo(!same);
            assertThat(out.toString()).doesNotContain(configured);
        }
    }

    @Test
    void what_is_wrong_is_said_and_changes_nothing() throws Exception {
        String database = RunningCrm.address(kind);
        RunningCrm.over(database).close();

        assertThat(refusal(database, "nobody@example.com", "")).contains("nobody@example.com");
        assertThat(refusal(database, "admin@example.com", "short\n")).contains("10 to 200");
        assertThat(refusal(database, "admin@example.com", "admin@example.com\n")).contains("email");
        try (RunningCrm crm = RunningCrm.over(database)) {
            crm.admin();
        }
    }

    private static String refusal(String database, String email, String typed) {
        StringWriter err = new StringWriter();
        try {
            reset(database, email, typed);
            throw new AssertionError("not refused");
        } catch (Exception refused) {
            Failures.print(refused, new PrintWriter(err));
        }
        assertThat(err.toString()).startsWith("crm: ");
        return err.toString();
    }
}
