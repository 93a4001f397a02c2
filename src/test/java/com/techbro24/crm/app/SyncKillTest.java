package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that is killed between a savepoint, a commit and an answer: a client that retries the
 * same mutations has each of them once. {@code -Dcrm.sync.kills=20} kills more often.
 */
class SyncKillTest {
    private static final int KILLS = Integer.getInteger("crm.sync.kills", 2);

    /** More than go into one transaction, so that a kill may leave half of them. */
    private static final int MUTATIONS = 200;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void what_is_pushed_again_after_a_kill_is_there_once(TestDatabase kind) throws Exception {
        String database = RunningCrm.address(kind);
        Random random = new Random();
        NodeProcess node = NodeProcess.start(folder, database);
        try {
            Person ann = node.person(node.admin(), "ann");
            String lead = Id.next();
            ObjectNode create = mutation("create", lead);
            create.putObject("set").put("name", "Lee");
            assertThat(push(node, ann, request(create)).status()).isEqualTo(200);

            int cut = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                ObjectNode request = request();
                for (int index = 0; index < MUTATIONS; index++) {
                    // The value before the last: applied twice, it would change the row again.
                    ObjectNode mutation = mutation("update", lead).put("baseVersion", 1);
                    mutation.putObject("set").put("company", "Company " + index % 2);
                    mutation.putObject("was").put("company", "Company " + (index + 1) % 2);
                    ((ArrayNode) request.get("mutations")).add(mutation);
                }
                NodeProcess killed = node;
                var answer = CompletableFuture.supplyAsync(() -> push(killed, ann, request));
                Thread.sleep(Duration.ofMillis(random.nextInt(300)));
                node.close();
                boolean isCut = answer.join().status() != 200;
                cut += isCut ? 1 : 0;
                node = NodeProcess.start(folder, database);
                JsonNode results = push(node, ann, request).expect(200).json().get("results");
                assertThat(results).hasSize(MUTATIONS);
                assertThat(results)
                        .noneMatch(result -> result.get("status").textValue().equals("deferred"));
            }

            JsonNode row = node.ask("GET", "/api/leads/" + lead, ann.token(), null).json();
            assertThat(row.get("version").intValue()).isEqualTo(1 + KILLS * MUTATIONS);
            System.out.printf("%s: %d kills, %d answers lost%n", kind, KILLS, cut);
        } finally {
            node.close();
        }
    }

    private static ObjectNode request(ObjectNode... mutations) {
        ObjectNode request = Json.object().put("deviceId", "phone");
        ArrayNode all = request.putArray("mutations");
        for (ObjectNode each : mutations) {
            all.add(each);
        }
        return request;
    }

    private static ObjectNode mutation(String op, String id) {
        return Json.object().put("mutationId", Id.next()).put("op", op).put("id", id);
    }

    private static RunningCrm.Answer push(NodeProcess node, Person person, ObjectNode request) {
        return node.ask("POST", "/api/leads/sync", person.token(), request.toString());
    }
}
