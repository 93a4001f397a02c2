package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.TestDatabase;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void a_server_that_works_says_so_and_its_parts_to_an_admin() {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            RunningCrm.Answer open = crm.ask("GET", "/api/health", null, null).expect(200);
            assertThat(open.json().get("status").asText()).isEqualTo("ok");
            assertThat(open.json().has("parts")).isFalse();
            assertThat(crm.get(crm.admin(), "/api/health").json().path("parts").path("database"))
                    .hasToString("\"sqlite\"");
        }
    }

    @Test
    void probes_are_never_refused_for_their_number() {
        try (RunningCrm crm =
                new RunningCrm(
                        RunningCrm.address(TestDatabase.SQLITE),
                        Clock.systemUTC(),
                        Map.of("CRM_RATE_LIMIT_ANONYMOUS", "3"))) {
            for (String path : List.of("/api/health", "/api/health/live", "/api/health/ready")) {
                for (int probe = 0; probe < 5; probe++) {
                    crm.ask("GET", path, null, null).expect(200);
                }
            }
        }
    }

    @Test
    void a_server_whose_database_is_gone_says_so_and_can_be_stopped() {
        String address = RunningCrm.address(TestDatabase.POSTGRESQL);
        try (RunningCrm crm = RunningCrm.over(address)) {
            String name = address.substring(address.lastIndexOf('/') + 1);
            TestDatabase.execute("DROP DATABASE " + name + " WITH (FORCE)");

            RunningCrm.Answer answer = crm.ask("GET", "/api/health", null, null).expect(503);
            assertThat(answer.json().get("code").asText()).isEqualTo("unavailable");
        }
    }
}
