package com.techbro24.crm.webhooks;

import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.webhooks.DeliveryStore.Pending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is being sent to an endpoint, what is tried again, and how far it is. It does no input and
 * no output; its methods are called under the lock of {@link EndpointRunner}.
 */
final class EndpointState {
    /** From one attempt to the next. */
    static final List<Duration> RETRIES =
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(10));

    private static final double JITTER = 0.1;
    private static final int IN_FLIGHT_MAX = 8;

    /** Then the cursor waits: the log is the queue. */
    private static final int PENDING_MAX = 10_000;

    /** After so many failures in a row, one attempt at a time finds out whether it works again. */
    private static final int FAILURES_BEFORE_PROBES = 5;

    /**
     * An event to send.
     *
     * @param change null if it must be read again
     * @param attempts how often it was tried before
     * @param isPending whether it is stored as pending
     */
    record Task(
            long seq,
            @Nullable Change change,
            int attempts,
            boolean isPending,
            boolean isReplayed) {}

    /**
     * The end of an attempt, until it is stored.
     *
     * @param delivery null for an event that the endpoint must not get any more
     * @param retry when it is tried again; null for never
     */
    record Result(Task task, @Nullable Delivery delivery, @Nullable Pending retry) {}

    private final PriorityQueue<Pending> waiting =
            new PriorityQueue<>(
                    Comparator.comparing(Pending::dueAt).thenComparingLong(Pending::seq));
    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<Long> openReplays = new TreeSet<>();
    private final Set<Long> pendingInFlight = new HashSet<>();
    private final List<Result> unsaved = new ArrayList<>();
    private int inFlight;
    private int failuresInRow;
    private @Nullable Instant failingSince;
    private boolean ordered;

    EndpointState(Webhook webhook, Collection<Pending> pending) {
        waiting.addAll(pending);
        failingSince = webhook.failingSince();
        failuresInRow = failingSince == null ? 0 : FAILURES_BEFORE_PROBES;
        ordered = webhook.mode() == WebhookMode.ORDERED;
    }

    void setMode(WebhookMode mode) {
        ordered = mode == WebhookMode.ORDERED;
    }

    /** Adds what a command made pending. */
    void addPending(Collection<Pending> stored) {
        Set<Long> known = new HashSet<>(pendingInFlight);
        waiting.forEach(each -> known.add(each.seq()));
        unsaved.forEach(each -> known.add(each.task().seq()));
        stored.stream().filter(each -> !known.contains(each.seq())).forEach(waiting::add);
    }

    @Nullable Instant failingSince() {
        return failingSince;
    }

    boolean isProbing() {
        return failuresInRow >= FAILURES_BEFORE_PROBES;
    }

    /** When the next pending event is due; empty without one. */
    Optional<Instant> nextDueAt() {
        return Optional.ofNullable(waiting.peek()).map(Pending::dueAt);
    }

    /** The next event to send now; empty if it must wait. */
    Optional<Task> next(Instant now, Supplier<Optional<Task>> fromLog) {
        if (inFlight >= (ordered || isProbing() ? 1 : IN_FLIGHT_MAX)) {
            return Optional.empty();
        }
        Pending first = waiting.peek();
        if (first != null && !first.dueAt().isAfter(now)) {
            waiting.remove(first);
            pendingInFlight.add(first.seq());
            inFlight++;
            return Optional.of(new Task(first.seq(), null, first.attempts(), true, false));
        }
        boolean mustWait = first != null && (ordered || isProbing());
        if (mustWait || waiting.size() + unsaved.size() >= PENDING_MAX) {
            return Optional.empty();
        }
        Optional<Task> task = fromLog.get();
        task.ifPresent(
                each -> {
                    (each.isReplayed() ? openReplays : open).add(each.seq());
                    inFlight++;
                });
        return task;
    }

    /** The event was delivered, or must not be sent any more. */
    void succeeded(Task task, @Nullable Delivery delivery, Instant now) {
        inFlight--;
        unsaved.add(new Result(task, delivery, null));
        if (delivery != null) {
            failingSince = null;
            if (isProbing()) {
                List<Pending> all = List.copyOf(waiting);
                waiting.clear();
                all.forEach(each -> waiting.add(new Pending(each.seq(), each.attempts(), now)));
            }
            failuresInRow = 0;
        }
    }

    /** When a failed event is tried again; empty if that was the last attempt. */
    static Optional<Instant> retryAt(Task task, Optional<Duration> asked, Instant now) {
        if (task.attempts() >= RETRIES.size()) {
            return Optional.empty();
        }
        Duration wait = RETRIES.get(task.attempts());
        double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        Duration own = Duration.ofMillis((long) (wait.toMillis() * factor));
        return Optional.of(now.plus(asked.filter(each -> each.compareTo(own) > 0).orElse(own)));
    }

    void failed(Task task, Delivery delivery, @Nullable Instant retryAt, Instant now) {
        inFlight--;
        failuresInRow++;
        if (failingSince == null) {
            failingSince = now;
        }
        Pending retry = null;
        if (retryAt != null) {
            retry = new Pending(task.seq(), task.attempts() + 1, retryAt);
        } else if (ordered) {
            // It is disabled; enabled again, it goes on with this event.
            retry = new Pending(task.seq(), 0, now);
        }
        if (retry != null) {
            waiting.add(retry);
        }
        unsaved.add(new Result(task, delivery, retry));
    }

    List<Result> unsaved() {
        return List.copyOf(unsaved);
    }

    /** The lowest event that is neither stored nor among these results; empty for none. */
    Optional<Long> firstOpen(List<Result> but, boolean replays) {
        TreeSet<Long> left = new TreeSet<>(replays ? openReplays : open);
        but.stream()
                .filter(each -> each.task().isReplayed() == replays)
                .forEach(each -> left.remove(each.task().seq()));
        return left.isEmpty() ? Optional.empty() : Optional.of(left.first());
    }

    /** The last replayed event that is not stored; 0 for none. */
    long lastOpenReplay() {
        return openReplays.isEmpty() ? 0 : openReplays.last();
    }

    void saved(List<Result> results) {
        unsaved.removeAll(results);
        for (Result each : results) {
            Task task = each.task();
            if (task.isPending()) {
                pendingInFlight.remove(task.seq());
            } else {
                (task.isReplayed() ? openReplays : open).remove(task.seq());
            }
        }
    }

    boolean isIdle() {
        return inFlight == 0;
    }
}
