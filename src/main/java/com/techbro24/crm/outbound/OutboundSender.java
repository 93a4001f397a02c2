package com.techbro24.crm.outbound;

import com.techbro24.crm.base.Id;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Housekeeping;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the queued messages. A node takes due messages in one write, sends each on its own virtual
 * thread, and notes the results in one write. A message that a node took and did not end is taken
 * by another one later.
 */
public final class OutboundSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboundSender.class);

    /** The queue is not in the log, so nothing wakes the sender; the look is one indexed read. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private static final Duration LEASE = Transport.ATTEMPT_MAX.multipliedBy(2);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final int TAKEN_MAX = 50;

    /** Deletes old messages. */
    public static final Housekeeping.Chore CHORE = MessageStore::purge;

    private record Ended(Message message, SendResult result) {}

    private final Database database;
    private final GroupCommit writer;
    private final Clock clock;
    private final List<Transport> transports;
    private final String node = Id.next();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final ConcurrentLinkedQueue<Ended> ended = new ConcurrentLinkedQueue<>();
    private final Phaser sending = new Phaser(1);
    private final BackgroundLoop loop;
    private boolean released;

    public OutboundSender(
            Database database, GroupCommit writer, Clock clock, List<Transport> transports) {
        this.database = database;
        this.writer = writer;
        this.clock = clock;
        this.transports = List.copyOf(transports);
        this.loop = new BackgroundLoop("outbound", clock, LOOK_AGAIN, this::run);
    }

    public void start() {
        if (!transports.isEmpty()) {
            loop.start();
        }
    }

    private Instant run() {
        List<Ended> results = drain();
        Instant now = clock.instant();
        if (!results.isEmpty() || !released || database.<Boolean>read(tx -> isDue(tx, now))) {
            try {
                List<Message> taken = writer.write(tx -> step(tx, results, now));
                released = true;
                results.forEach(each -> inFlight.merge(each.message().channel(), -1, Integer::sum));
                taken.forEach(this::begin);
            } catch (RuntimeException e) {
                ended.addAll(results);
                throw e;
            }
        }
        return Instant.MAX;
    }

    private List<Ended> drain() {
        List<Ended> results = new ArrayList<>();
        for (Ended next = ended.poll(); next != null; next = ended.poll()) {
            results.add(next);
        }
        return results;
    }

    private boolean isDue(Tx tx, Instant now) {
        return transports.stream()
                        .filter(transport -> free(transport) > 0)
                        .flatMap(each -> MessageStore.nextDueAt(tx, each.channel()).stream())
                        .anyMatch(due -> !due.isAfter(now))
                || MessageStore.hasExpired(tx, now);
    }

    private int free(Transport transport) {
        return transport.inFlightMax() - inFlight.getOrDefault(transport.channel(), 0);
    }

    private List<Message> step(Tx tx, List<Ended> results, Instant now) {
        for (Ended each : results) {
            if (MessageStore.isLeased(tx, each.message().id(), node)) {
                MessageStore.update(tx, each.message().after(each.result(), now));
            }
        }
        if (!released && database.dialect() == Dialect.SQLITE) {
            MessageStore.releaseAll(tx, now);
        } else {
            MessageStore.releaseExpired(tx, now);
        }
        List<Message> taken = new ArrayList<>();
        for (Transport transport : transports) {
            long back =
                    results.stream()
                            .filter(each -> each.message().channel().equals(transport.channel()))
                            .count();
            int free = Math.min(TAKEN_MAX, free(transport) + (int) back);
            if (free > 0 && !loop.isClosed()) {
                taken.addAll(
                        MessageStore.lease(
                                tx, transport.channel(), node, now, now.plus(LEASE), free));
            }
        }
        return taken;
    }

    private void begin(Message message) {
        inFlight.merge(message.channel(), 1, Integer::sum);
        int _ = sending.register();
        Thread.ofVirtual().name("send-" + message.channel()).start(() -> run(message));
    }

    private void run(Message message) {
        try {
            ended.add(new Ended(message, send(message)));
            loop.wake();
        } finally {
            int _ = sending.arriveAndDeregister();
        }
    }

    private SendResult send(Message message) {
        Transport transport =
                transports.stream()
                        .filter(each -> each.channel().equals(message.channel()))
                        .findFirst()
                        .orElseThrow();
        try {
            Optional<SendResult> instead =
                    database.read(tx -> gate(tx, transport, message, clock.instant()));
            return instead.orElseGet(() -> transport.send(message));
        } catch (RuntimeException e) {
            LOG.warn("a message of {} could not be sent", message.channel(), e);
            return new SendResult.Later("Internal error: " + e.getClass().getSimpleName());
        }
    }

    private static Optional<SendResult> gate(
            Tx tx, Transport transport, Message message, Instant now) {
        return Suppressions.find(tx, message.channel(), message.recipient())
                .<SendResult>map(SendResult.Suppressed::new)
                .or(() -> transport.gate(tx, message, now));
    }

    /** Ends what is being sent, and notes its results. */
    @Override
    public void close() {
        loop.close();
        try {
            int phase = sending.arrive();
            int _ =
                    sending.awaitAdvanceInterruptibly(
                            phase, STOP_MAX.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.TimeoutException e) {
            LOG.warn("messages are still being sent; they may be sent again");
        }
        List<Ended> results = drain();
        if (!results.isEmpty()) {
            try {
                List<Message> _ = writer.write(tx -> step(tx, results, clock.instant()));
            } catch (RuntimeException e) {
                LOG.warn("results of messages were not noted; they may be sent again");
            }
        }
        transports.forEach(Transport::close);
    }
}
