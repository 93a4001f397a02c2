package com.techbro24.crm.outbound;

import static com.techbro24.crm.support.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.techbro24.crm.database.Tx;
import com.techbro24.crm.support.Spine;
import com.techbro24.crm.support.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
record OutboundSenderTest(TestDatabase kind) {
    /** A transport that answers as told, and remembers. */
    private static final class Pigeons implements Transport {
        final List<String> sent = Collections.synchronizedList(new ArrayList<>());
        volatile Function<Message, SendResult> how =
                message -> new SendResult.Sent("loft", "p-" + message.recipient());
        volatile Function<Message, Optional<SendResult>> gate = _ -> Optional.empty();

        @Override
        public String channel() {
            return "pigeon";
        }

        @Override
        public Optional<SendResult> gate(Tx tx, Message message, Instant now) {
            return gate.apply(message);
        }

        @Override
        public SendResult send(Message message) {
            sent.add(message.recipient());
            return how.apply(message);
        }
    }

    private static Message queue(Spine spine, String recipient) {
        return spine.writer()
                .write(
                        tx ->
                                Outbox.add(
                                        tx,
                                        NewMessage.to("pigeon", recipient, Map.of("text", "Hi")),
                                        spine.clock().instant()));
    }

    private static OutboundSender sender(Spine spine, Transport transport) {
        OutboundSender sender =
                new OutboundSender(
                        spine.database(), spine.writer(), spine.clock(), List.of(transport));
        sender.start();
        return sender;
    }

    private static Message found(Spine spine, Message of) {
        return spine.database().<Message>read(tx -> Outbox.find(tx, of.id()).orElseThrow());
    }

    private static void awaits(Spine spine, Message of, MessageStatus status) {
        eventually(() -> assertThat(found(spine, of).status()).isEqualTo(status));
    }

    @Test
    void a_message_is_sent_once_and_knows_its_provider() {
        Pigeons pigeons = new Pigeons();
        try (Spine spine = Spine.open(kind);
                OutboundSender _ = sender(spine, pigeons)) {
            Message queued = queue(spine, "Ann");
            awaits(spine, queued, MessageStatus.SENT);
            Message sent = found(spine, queued);
            assertThat(sent.provider()).isEqualTo("loft");
            assertThat(sent.providerReference()).isEqualTo("p-Ann");
            assertThat(sent.attempts()).isEqualTo(1);
            assertThat(pigeons.sent).containsExactly("Ann");
        }
    }

    @Test
    void what_failed_is_tried_again_at_its_times_and_then_given_up() {
        Pigeons pigeons = new Pigeons();
        pigeons.how = _ -> new SendResult.Later("no wind");
        try (Spine spine = Spine.open(kind);
                OutboundSender _ = sender(spine, pigeons)) {
            Message queued = queue(spine, "Ann");
            int attempts = 1;
            for (Duration wait : Message.RETRIES) {
                int made = attempts++;
                eventually(() -> assertThat(found(spine, queued).attempts()).isEqualTo(made));
                awaits(spine, queued, MessageStatus.QUEUED);
                assertThat(found(spine, queued).dueAt())
                        .isEqualTo(spine.clock().instant().plus(wait));
                spine.clock().advance(wait);
            }
            awaits(spine, queued, MessageStatus.FAILED);
            assertThat(found(spine, queued).error()).isEqualTo("no wind");
            assertThat(pigeons.sent).hasSize(Message.RETRIES.size() + 1);
        }
    }

    @Test
    void a_refusal_ends_at_once_and_an_exception_does_not() {
        Pigeons pigeons = new Pigeons();
        pigeons.how =
                message -> {
                    if (message.recipient().equals("Ann")) {
                        return new SendResult.Refused("moved away");
                    }
                    throw new IllegalStateException("lost");
                };
        try (Spine spine = Spine.open(kind);
                OutboundSender _ = sender(spine, pigeons)) {
            Message refused = queue(spine, "Ann");
            Message lost = queue(spine, "Ben");
            awaits(spine, refused, MessageStatus.FAILED);
            eventually(() -> assertThat(found(spine, lost).error()).contains("IllegalState"));
            assertThat(found(spine, lost).status()).isEqualTo(MessageStatus.QUEUED);
        }
    }

    @Test
    void a_suppressed_address_and_a_closed_gate_get_nothing() {
        Pigeons pigeons = new Pigeons();
        try (Spine spine = Spine.open(kind)) {
            Instant later = spine.clock().instant().plus(Duration.ofHours(1));
            pigeons.gate =
                    message ->
                            switch (message.recipient()) {
                                case "Ben" -> Optional.of(new SendResult.Suppressed("was read"));
                                case "Cleo" -> Optional.of(new SendResult.Postponed(later));
                                default -> Optional.empty();
                            };
            spine.writer()
                    .write(
                            tx -> {
                                Suppressions.add(
                                        tx, "pigeon", "Ann", "stop", spine.clock().instant());
                                return true;
                            });
            Message ann = queue(spine, "Ann");
            Message ben = queue(spine, "Ben");
            Message cleo = queue(spine, "Cleo");
            Message dan = queue(spine, "Dan");
            try (OutboundSender _ = sender(spine, pigeons)) {
                awaits(spine, ann, MessageStatus.SUPPRESSED);
                awaits(spine, ben, MessageStatus.SUPPRESSED);
                awaits(spine, dan, MessageStatus.SENT);
                eventually(() -> assertThat(found(spine, cleo).dueAt()).isEqualTo(later));
                assertThat(found(spine, ann).error()).isEqualTo("stop");
                assertThat(found(spine, ben).error()).isEqualTo("was read");
                assertThat(found(spine, cleo).attempts()).isZero();
                assertThat(pigeons.sent).containsExactly("Dan");
            }
        }
    }

    /** A node that ended while it sent leaves the message to the next one. */
    @Test
    void a_message_of_a_node_that_ended_is_sent_by_another() {
        Pigeons pigeons = new Pigeons();
        try (Spine spine = Spine.open(kind)) {
            Message queued = queue(spine, "Ann");
            Instant now = spine.clock().instant();
            spine.writer()
                    .write(
                            tx ->
                                    MessageStore.lease(
                                            tx,
                                            "pigeon",
                                            "a node that ended",
                                            now,
                                            now.plus(Duration.ofMinutes(2)),
                                            10));
            try (OutboundSender _ = sender(spine, pigeons)) {
                if (kind == TestDatabase.POSTGRESQL) {
                    spine.clock().advance(Duration.ofMinutes(3));
                }
                awaits(spine, queued, MessageStatus.SENT);
                assertThat(found(spine, queued).attempts()).isEqualTo(2);
            }
        }
    }

    @Test
    void two_nodes_send_each_message_once() {
        Pigeons one = new Pigeons();
        Pigeons other = new Pigeons();
        assumeTrue(kind == TestDatabase.POSTGRESQL, "one process a file");
        try (Spine first = Spine.open(kind)) {
            try (Spine second = Spine.open(first.url(), first.clock());
                    OutboundSender _ = sender(first, one);
                    OutboundSender _ = sender(second, other)) {
                Set<Message> queued = new HashSet<>();
                for (int index = 0; index < 200; index++) {
                    queued.add(queue(first, "bird " + index));
                }
                queued.forEach(message -> awaits(first, message, MessageStatus.SENT));
                List<String> all = new ArrayList<>(one.sent);
                all.addAll(other.sent);
                assertThat(all).hasSize(200).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void a_slow_one_does_not_hold_the_others() {
        Pigeons pigeons = new Pigeons();
        CountDownLatch gone = new CountDownLatch(1);
        pigeons.how =
                message -> {
                    if (message.recipient().equals("Slow")) {
                        try {
                            gone.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                    return new SendResult.Sent("loft", null);
                };
        try (Spine spine = Spine.open(kind);
                OutboundSender _ = sender(spine, pigeons)) {
            Message slow = queue(spine, "Slow");
            for (int index = 0; index < 30; index++) {
                awaits(spine, queue(spine, "quick " + index), MessageStatus.SENT);
            }
            assertThat(found(spine, slow).status()).isEqualTo(MessageStatus.SENDING);
            gone.countDown();
            awaits(spine, slow, MessageStatus.SENT);
        }
    }

    @Test
    void receipts_come_late_doubled_and_in_any_order() {
        try (Spine spine = Spine.open(kind);
                OutboundSender _ = sender(spine, new Pigeons())) {
            Message queued = queue(spine, "Ann");
            awaits(spine, queued, MessageStatus.SENT);
            for (MessageStatus told :
                    List.of(MessageStatus.DELIVERED, MessageStatus.SENT, MessageStatus.DELIVERED)) {
                Optional<Message> _ =
                        spine.writer()
                                .write(
                                        tx ->
                                                Outbox.receipt(
                                                        tx,
                                                        "loft",
                                                        "p-Ann",
                                                        told,
                                                        null,
                                                        spine.clock().instant()));
            }
            assertThat(found(spine, queued).status()).isEqualTo(MessageStatus.DELIVERED);
        }
    }

    @Test
    void what_a_restore_holds_waits_until_it_is_released() {
        Pigeons pigeons = new Pigeons();
        try (Spine spine = Spine.open(kind)) {
            Message held = queue(spine, "Ann");
            assertThat(spine.writer().<Integer>write(tx -> Outbox.hold(tx, Instant.EPOCH)))
                    .isEqualTo(1);
            try (OutboundSender _ = sender(spine, pigeons)) {
                awaits(spine, queue(spine, "Ben"), MessageStatus.SENT);
                assertThat(found(spine, held).status()).isEqualTo(MessageStatus.HELD);
                int _ =
                        spine.writer()
                                .<Integer>write(
                                        tx ->
                                                MessageStore.releaseHeld(
                                                        tx, "pigeon", Instant.EPOCH));
                awaits(spine, held, MessageStatus.SENT);
            }
        }
    }
}
