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
    private static final int LEADS = 800;
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
            String change = "{\"action\":\"change\",\"priority\":\"high\",\"addTags\":[\"vip\"]}";
            String delete = "{\"action\":\"delete\"}";
            int version = 1;
            for (String body : List.of(change, delete)) {
                String path = "/api/leads/bulk";
                String id = node.ask("POST", path + "?source=fair", token, body).expect(202).id();
                node = killed(node, database, random);
                assertThat(finished(node, token, id)).isEqualTo(LEADS);
                version++;
                if (body.equals(change)) {
                    assertThat(versions(node, token)).hasSize(LEADS).containsOnly(version);
                } else {
                    assertThat(versions(node, token)).isEmpty();
                }
                String undo = node.ask("DELETE", path + "/" + id, token, null).expect(202).id();
                node = killed(node, database, random);
                assertThat(finished(node, token, undo)).isEqualTo(LEADS);
                version++;
                assertThat(versions(node, token)).hasSize(LEADS).containsOnly(version);
            }
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

    /** Waits for its end; returns how many leads it changed in any way. */
    private static int finished(NodeProcess node, String token, String id) {
        String path = "/api/leads/bulk/" + id;
        eventually(
                () ->
                        assertThat(get(node, token, path).get("status").textValue())
                                .isEqualTo("done"));
        JsonNode run = get(node, token, path);
        assertThat(run.get("leadsDone").intValue()).isEqualTo(LEADS);
        return run.get("changed").intValue()
                + run.get("deleted").intValue()
                + run.get("restored").intValue();
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
