package com.techbro24.crm.app;

import static com.techbro24.crm.app.Hooks.deliveries;
import static com.techbro24.crm.app.Hooks.hook;
import static com.techbro24.crm.app.Hooks.ids;
import static com.techbro24.crm.app.Hooks.standing;
import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.support.HookReceiver;
import com.techbro24.crm.support.HookReceiver.Received;
import com.techbro24.crm.support.TestClock;
import com.techbro24.crm.support.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks whose receivers fail, in each way. */
@ParameterizedClass
@EnumSource
record WebhookFailuresTest(TestDatabase kind) {
    @Test
    void what_failed_is_sent_again_under_the_same_id() {
        TestClock clock = standing();
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = Hooks.start(RunningCrm.address(kind), clock)) {
            receiver.answers(_ -> 500);
            String id = hook(crm, receiver);
            crm.lead(crm.admin(), "Lee");
            eventually(() -> assertThat(deliveries(crm, id, "?outcome=failed")).hasSize(1));
            receiver.answers(_ -> 200);
            clock.advance(Duration.ofSeconds(7));
            eventually(() -> assertThat(deliveries(crm, id, "?outcome=delivered")).hasSize(1));
            assertThat(receiver.all())
                    .extracting(Received::id)
                    .hasSize(2)
                    .containsOnly(receiver.all().getFirst().id());
            JsonNode webhook = crm.get(crm.admin(), "/api/webhooks/" + id).json();
            assertThat(webhook.get("failingSince").isNull()).isTrue();
        }
    }

    @Test
    void one_that_never_answers_slows_no_other() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (HookReceiver slow = new HookReceiver();
                HookReceiver quick = new HookReceiver();
                RunningCrm crm = Hooks.start(kind)) {
            slow.answers(
                    _ -> {
                        try {
                            end.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return 200;
                    });
            hook(crm, slow);
            hook(crm, quick);
            for (int index = 0; index < 30; index++) {
                crm.lead(crm.admin(), "Lead " + index);
            }
            eventually(() -> assertThat(quick.all()).hasSize(30));
            assertThat(slow.all()).hasSizeLessThanOrEqualTo(8);
            end.countDown();
            eventually(() -> assertThat(ids(slow)).hasSize(30));
        }
    }

    @Test
    void an_ordered_one_gets_events_one_after_another_also_over_failures() {
        TestClock clock = standing();
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = Hooks.start(RunningCrm.address(kind), clock)) {
            receiver.answers(
                    received ->
                            received.line().endsWith(" 3") && ids(receiver).size() == 4
                                    ? 503
                                    : 200);
            String id = hook(crm, crm.admin(), receiver, ",'mode':'ordered'");
            IntStream.range(0, 10).forEach(index -> crm.lead(crm.admin(), "Lead " + index));
            eventually(() -> assertThat(deliveries(crm, id, "?outcome=failed")).isNotEmpty());
            receiver.answers(_ -> 200);
            clock.advance(Duration.ofSeconds(7));
            eventually(() -> assertThat(ids(receiver)).hasSize(10));
            List<String> lines = receiver.lines().stream().distinct().toList();
            assertThat(lines)
                    .isEqualTo(
                            IntStream.range(0, 10)
                                    .mapToObj(index -> "lead.created Lead " + index)
                                    .toList());
        }
    }

    @Test
    void a_receiver_that_is_gone_is_left_alone_and_its_owner_is_told() {
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = Hooks.start(kind)) {
            receiver.answers(_ -> 410);
            String id = hook(crm, receiver);
            crm.lead(crm.admin(), "Lee");
            String path = "/api/webhooks/" + id;
            eventually(
                    () -> {
                        JsonNode webhook = crm.get(crm.admin(), path).json();
                        assertThat(webhook.get("enabled").booleanValue()).isFalse();
                        assertThat(webhook.get("disabledReason").textValue()).isEqualTo("gone");
                    });
            eventually(
                    () ->
                            assertThat(Hooks.notifications(crm, crm.admin()))
                                    .contains("A webhook was disabled"));
            crm.lead(crm.admin(), "Mia");
            receiver.answers(_ -> 200);
            crm.post(crm.admin(), path + "/enable", "{}").expect(200);
            eventually(() -> assertThat(receiver.lines()).contains("lead.created Mia"));
        }
    }

    @Test
    void one_that_fails_for_days_is_disabled_and_goes_on_where_it_was() {
        TestClock clock = standing();
        try (HookReceiver receiver = new HookReceiver();
                RunningCrm crm = Hooks.start(RunningCrm.address(kind), clock)) {
            receiver.answers(_ -> 500);
            String id = hook(crm, receiver);
            String path = "/api/webhooks/" + id;
            IntStream.range(0, 20).forEach(index -> crm.lead(crm.admin(), "Lead " + index));
            eventually(() -> assertThat(receiver.all()).hasSizeGreaterThanOrEqualTo(5));
            clock.advance(Duration.ofHours(2));
            eventually(
                    () ->
                            assertThat(Hooks.notifications(crm, crm.admin()))
                                    .contains("A webhook is failing"));
            for (int day = 0; day < 6; day++) {
                clock.advance(Duration.ofDays(1));
            }
            eventually(
                    () ->
                            assertThat(
                                            new RunningState(
                                                            crm.login(
                                                                    "admin@example.com",
                                                                    RunningCrm.ADMIN_PASSWORD))
                                                    .webhook(crm, path)
                                                    .get("disabledReason")
                                                    .asText())
                                    .isEqualTo("failing"));
            int probes = receiver.all().size();
            assertThat(probes).isLessThan(20); // not each event was tried on a dead receiver
            receiver.answers(_ -> 200);
            String token = crm.login("admin@example.com", RunningCrm.ADMIN_PASSWORD);
            crm.post(token, path + "/enable", "{}").expect(200);
            clock.advance(Duration.ofMinutes(1));
            eventually(
                    () -> {
                        Set<String> names = ConcurrentHashMap.newKeySet();
                        receiver.all().stream()
                                .skip(probes)
                                .forEach(each -> names.add(each.line()));
                        assertThat(names).hasSize(20);
                    });
        }
    }

    /** Nothing is lost between two lives of the server. */
    @Test
    void what_waited_at_the_stop_is_sent_after_the_start() {
        String database = RunningCrm.address(kind);
        try (HookReceiver receiver = new HookReceiver()) {
            try (RunningCrm crm = Hooks.start(database, Clock.systemUTC())) {
                receiver.answers(_ -> 500);
                hook(crm, receiver);
                IntStream.range(0, 20).forEach(index -> crm.lead(crm.admin(), "Lead " + index));
            }
            receiver.answers(_ -> 200);
            TestClock later = standing();
            later.advance(Duration.ofMinutes(2));
            int before = receiver.all().size();
            try (RunningCrm _ = Hooks.start(database, later)) {
                eventually(
                        () -> {
                            Set<String> names = ConcurrentHashMap.newKeySet();
                            receiver.all().stream()
                                    .skip(before)
                                    .forEach(each -> names.add(each.line()));
                            assertThat(names).hasSize(20);
                        });
            }
        }
    }

    /** Sessions end over days; a new one reads. */
    private record RunningState(String token) {
        JsonNode webhook(RunningCrm crm, String path) {
            return crm.get(token, path).expect(200).json();
        }
    }
}
