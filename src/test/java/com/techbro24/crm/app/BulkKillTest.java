package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is killed in the middle of a run: each lead is changed once, and back once. */
class BulkKillTest {
    private static final int LEADS = 600;
    private static final int LEADS_AT_ONCE = 200;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_run_and_its_undo_go_on_after_a_kill_with_every_lead_once(TestDatabase kind)
            throws Exception {
        String database = RunningCrm.address(kind);
        Random random = new Random();
        NodeProcess node = NodeProcess.start(folder, database);
        try {
            String token = node.admin();
            create(node, token);
            String path = "/api/leads/bulk";
            String change = "{\"action\":\"change\",\"priority\":\"high\",\"addTags\":[\"vip\"]}";
            String id = node.ask("POST", path + "?source=fair", token, change).expect(202).id();
            node = killed(node, database, random);
            assertThat(changed(node, token, id)).isEqualTo(LEADS);
            assertThat(versions(node, token)).hasSize(LEADS).containsOnly(2);
            String undo = node.ask("DELETE", path + "/" + id, token, null).expect(202).id();
            node = killed(node, database, random);
            assertThat(changed(node, token, undo)).isEqualTo(LEADS);
            assertThat(versions(node, token)).hasSize(LEADS).containsOnly(3);
        } finally {
            node.close();
        }
    }

    private NodeProcess killed(NodeProcess node, String database, Random random)
            throws InterruptedException {
        Thread.sleep(Duration.ofMillis(random.nextInt(200)));
        node.close();
        return NodeProcess.start(folder, database);
    }

    private static void create(NodeProcess node, String token) {
        for (int from = 0; from < LEADS; from += LEADS_AT_ONCE) {
            ObjectNode request = Json.object().put("deviceId", "phone");
            ArrayNode mutations = request.putArray("mutations");
            for (int index = from; index < from + LEADS_AT_ONCE; index++) {
                ObjectNode mutation = mutations.addObject();
                mutation.put("mutationId", Id.next()).put("op", "create").put("id", Id.next());
                mutation.putObject("set").put("name", "Lead " + index).put("source", "fair");
            }
            var _ = node.ask("POST", "/api/leads/sync", token, request.toString()).expect(200);
        }
    }

    /** Waits for its end, however long, as long as it goes on; returns how many it changed. */
    private static int changed(NodeProcess node, String token, String id) {
        String path = "/api/leads/bulk/" + id;
        JsonNode run = get(node, token, path);
        while (!isDone(run)) {
            int reached = run.get("leadsDone").intValue();
            eventually(
                    () -> {
                        JsonNode now = get(node, token, path);
                        assertThat(isDone(now) || now.get("leadsDone").intValue() > reached)
                                .as(now + "\n" + node.output())
                                .isTrue();
                    });
            run = get(node, token, path);
        }
        return run.get("changed").intValue();
    }

    private static boolean isDone(JsonNode run) {
        return run.get("status").textValue().equals("done");
    }

    private static List<Integer> versions(NodeProcess node, String token) {
        List<Integer> versions = new ArrayList<>();
        String path = "/api/leads?limit=200&sort=createdAt";
        @Nullable String next = "";
        while (next != null) {
            JsonNode page = get(node, token, path + next);
            page.get("data").forEach(lead -> versions.add(lead.get("version").intValue()));
            String cursor = page.at("/page/next").textValue();
            next = cursor == null ? null : "&cursor=" + cursor;
        }
        return versions;
    }

    private static JsonNode get(NodeProcess node, String token, String path) {
        return node.ask("GET", path, token, null).expect(200).json();
    }
}
