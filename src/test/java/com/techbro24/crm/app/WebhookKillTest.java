package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.techbro24.crm.support.HookReceiver;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A server that is killed while it delivers: each lead that was answered arrives, and an event has
 * one id. {@code -Dcrm.webhooks.kills=10} kills more often.
 */
class WebhookKillTest {
    private static final int KILLS = Integer.getInteger("crm.webhooks.kills", 2);
    private static final int LEADS = 100;

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void each_event_arrives_although_the_server_is_killed(TestDatabase kind) throws Exception {
        Map<String, String> settings =
                Map.of(
                        "CRM_DATABASE", RunningCrm.address(kind),
                        "CRM_OUTBOUND_ALLOW", "127.0.0.1",
                        "CRM_SECRET_KEY", "a key of tests, with 32 characters or more");
        Random random = new Random();
        Set<String> made = ConcurrentHashMap.newKeySet();
        NodeProcess node = NodeProcess.start(folder, java.util.List.of(), settings);
        try (HookReceiver receiver = new HookReceiver()) {
            String hook = "{'url':'%s','events':['lead.created']}".formatted(receiver.url());
            String admin = node.admin();
            node.ask("POST", "/api/webhooks", admin, hook.replace('\'', '"')).expect(201);
            for (int kill = 0; kill < KILLS; kill++) {
                NodeProcess killed = node;
                var created =
                        IntStream.range(0, LEADS)
                                .mapToObj(
                                        _ ->
                                                CompletableFuture.runAsync(
                                                        () -> create(killed, admin, made)))
                                .toList();
                Thread.sleep(Duration.ofMillis(random.nextInt(50, 600)));
                node.close();
                created.forEach(each -> each.exceptionally(_ -> null).join());
                node = NodeProcess.start(folder, java.util.List.of(), settings);
            }
            create(node, admin, made);
            eventually(() -> assertThat(leads(receiver)).containsAll(made));
            assertThat(
                            new HashSet<>(
                                    receiver.all().stream()
                                            .map(HookReceiver.Received::id)
                                            .toList()))
                    .hasSameSizeAs(leads(receiver));
        } finally {
            node.close();
        }
    }

    private static Set<String> leads(HookReceiver receiver) {
        Set<String> leads = new HashSet<>();
        receiver.all().forEach(each -> leads.add(each.json().at("/data/entity/id").textValue()));
        return leads;
    }

    private static void create(NodeProcess node, String token, Set<String> made) {
        String body = "{\"name\":\"Lee\",\"allowDuplicate\":true}";
        RunningCrm.Answer answer = node.ask("POST", "/api/leads", token, body);
        if (answer.status() == 201) {
            made.add(answer.id());
        }
    }
}
