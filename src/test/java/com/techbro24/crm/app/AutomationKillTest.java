package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that is killed while its rules work: each lead has the effect of each rule once. {@code
 * -Dcrm.automation.kills=20} kills more often.
 */
class AutomationKillTest {
    private static final int KILLS = Integer.getInteger("crm.automation.kills", 2);
    private static final int LEADS = 100;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void each_lead_is_answered_once_although_the_server_is_killed(TestDatabase kind)
            throws Exception {
        String database = RunningCrm.address(kind);
        Random random = new Random();
        NodeProcess node = NodeProcess.start(folder, database);
        try {
            String admin = node.admin();
            String rule =
                    """
                    {"name":"Greet","trigger":{"event":"lead.created"},
                     "actions":[{"type":"create_reminder","params":{"leadId":"{{lead.id}}",
                       "title":"Greet {{lead.name}}","in":"P1D"}}]}
                    """;
            node.ask("POST", "/api/automation", admin, rule).expect(201);
            for (int kill = 0; kill < KILLS; kill++) {
                NodeProcess killed = node;
                var created =
                        IntStream.range(0, LEADS)
                                .mapToObj(
                                        _ ->
                                                CompletableFuture.supplyAsync(
                                                        () -> create(killed, admin)))
                                .toList();
                Thread.sleep(Duration.ofMillis(random.nextInt(50, 600)));
                node.close();
                created.forEach(CompletableFuture::join);
                node = NodeProcess.start(folder, database);
            }

            NodeProcess last = node;
            int _ = create(last, admin);
            eventually(
                    () -> {
                        Map<String, Integer> reminders =
                                count(last, admin, "/api/reminders", "leadId");
                        Map<String, Integer> leads = count(last, admin, "/api/leads", "id");
                        assertThat(reminders).isEqualTo(leads);
                    });
        } finally {
            node.close();
        }
    }

    private static int create(NodeProcess node, String token) {
        String body = "{\"name\":\"Lee\",\"allowDuplicate\":true}";
        return node.ask("POST", "/api/leads", token, body).status();
    }

    /** How often each value of a field is there, over all pages. */
    private static Map<String, Integer> count(
            NodeProcess node, String token, String path, String field) {
        Map<String, Integer> counts = new HashMap<>();
        String after = "";
        while (after != null) {
            JsonNode page =
                    node.ask("GET", path + "?limit=100" + after, token, null).expect(200).json();
            for (JsonNode row : page.path("data")) {
                counts.merge(row.path(field).asText(), 1, Integer::sum);
            }
            String cursor = page.at("/page/next").textValue();
            after = cursor == null ? null : "&cursor=" + cursor;
        }
        return counts;
    }
}
