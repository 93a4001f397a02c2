package com.techbro24.crm.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.app.RunningCrm.Person;
import com.techbro24.crm.support.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** From the last page of a pull to the socket: no change is missed, and none comes twice. */
class SyncHandOverTest {
    @Test
    void a_client_that_has_pulled_goes_on_with_its_socket() throws Exception {
        try (RunningCrm crm = RunningCrm.start(TestDatabase.SQLITE)) {
            Person ann = crm.person("Ann", "agent", null);
            List<String> made = new ArrayList<>();
            CountDownLatch some = new CountDownLatch(20);
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        for (int count = 0; count < 80; count++) {
                                            made.add(crm.lead(ann.token(), "Lead " + count));
                                            some.countDown();
                                        }
                                    });
            some.await();
            List<String> got = new ArrayList<>();
            JsonNode page = crm.get(ann.token(), "/api/leads/sync/me?limit=7").expect(200).json();
            page.get("data").forEach(item -> got.add(item.get("id").textValue()));
            while (page.get("hasMore").booleanValue()) {
                String next = page.get("cursor").textValue();
                String path = "/api/leads/sync/me?limit=7&cursor=" + next;
                page = crm.get(ann.token(), path).expect(200).json();
                page.get("data").forEach(item -> got.add(item.get("id").textValue()));
            }
            LiveClient live = crm.connect(ann.token(), page.get("head").longValue(), "websocket");
            writer.join();
            String last = crm.lead(ann.token(), "Last");
            made.add(last);
            List<String> heard = new ArrayList<>();
            live
                    .until(
                            event ->
                                    event.name().equals("lead.created")
                                            && event.entityId().equals(last))
                    .stream()
                    .filter(event -> event.name().equals("lead.created"))
                    .forEach(event -> heard.add(event.entityId()));
            assertThat(heard).doesNotContainAnyElementsOf(got).doesNotHaveDuplicates();
            // Rows that were made while the snapshot was read may come in it and in the delta.
            got.addAll(heard);
            assertThat(got.stream().distinct()).containsExactlyInAnyOrderElementsOf(made);
        }
    }
}
