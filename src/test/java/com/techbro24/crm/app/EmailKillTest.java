package com.techbro24.crm.app;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.support.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed while it sends: every mail comes, and again only those that were under
 * way at a kill, under the same id. {@code -Dcrm.email.kills=10} kills more often.
 */
class EmailKillTest {
    private static final int KILLS = Integer.getInteger("crm.email.kills", 2);
    private static final int MAILS = 60;

    /** How many a node sends at the same time. */
    private static final int UNDER_WAY_MAX = 4;

    @TempDir private Path folder;

    @Test
    void every_mail_comes_and_only_those_under_way_come_again() throws Exception {
        Random random = new Random();
        try (MailBox mails = new MailBox()) {
            Map<String, String> settings = new HashMap<>(mails.settings());
            // Its own address is the one that it prints then.
            settings.remove("CRM_PUBLIC_URL");
            settings.put("CRM_DATABASE", RunningCrm.address(TestDatabase.SQLITE));
            NodeProcess node = NodeProcess.start(folder, List.of(), settings);
            try {
                String admin = node.admin();
                String channels = "{\"channels\":{\"alert\":[\"in_app\",\"email\"]}}";
                node.ask("PUT", "/api/notifications/preferences/me", admin, channels).expect(200);
                for (int kill = 0; kill < KILLS; kill++) {
                    NodeProcess killed = node;
                    var created =
                            IntStream.range(0, MAILS)
                                    .mapToObj(
                                            number ->
                                                    CompletableFuture.supplyAsync(
                                                            () -> create(killed, admin, number)))
                                    .toList();
                    Thread.sleep(Duration.ofMillis(random.nextInt(50, 700)));
                    node.close();
                    created.forEach(CompletableFuture::join);
                    node = NodeProcess.start(folder, List.of(), settings);
                }
                NodeProcess last = node;
                eventually(() -> assertThat(waiting(last, admin)).isEmpty());
                Map<String, Integer> counts = counts(mails);
                assertThat(counts).hasSize(sent(last, admin));
                int again = counts.values().stream().mapToInt(count -> count - 1).sum();
                assertThat(again).isBetween(0, KILLS * UNDER_WAY_MAX);
            } finally {
                node.close();
            }
        }
    }

    /** How often each mail came, by its id. */
    private static Map<String, Integer> counts(MailBox mails) {
        Map<String, Integer> counts = new HashMap<>();
        mails.received()
                .forEach(mail -> counts.merge(MailBox.header(mail, "Message-ID"), 1, Integer::sum));
        return counts;
    }

    private static JsonNode waiting(NodeProcess node, String token) {
        String path = "/api/messages?status=queued,sending&limit=1";
        return node.ask("GET", path, token, null).expect(200).json().get("data");
    }

    private static int create(NodeProcess node, String token, int number) {
        String body =
                "{\"type\":\"alert\",\"title\":\"Mail\",\"groupKey\":\"%d-%d\"}"
                        .formatted(System.nanoTime(), number);
        return node.ask("POST", "/api/notifications", token, body).status();
    }

    private static int sent(NodeProcess node, String token) {
        return node.ask("GET", "/api/messages?status=sent&limit=1&total=true", token, null)
                .expect(200)
                .json()
                .at("/page/total")
                .intValue();
    }
}
