package com.techbro24.crm.webhooks;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.webhooks.DeliveryStore.Pending;
import com.techbro24.crm.webhooks.EndpointState.Result;
import com.techbro24.crm.webhooks.EndpointState.Task;
import com.techbro24.crm.webhooks.WebhookSender.Attempt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the events of the log to one endpoint, from its cursor on. */
final class EndpointRunner {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration RIGHTS_KEPT = Duration.ofSeconds(1);
    private static final Duration CURSOR_SAVED_EVERY = Duration.ofSeconds(5);

    private final WebhookServices services;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final Thread thread;
    private final EndpointState state;
    private final LogPosition position;
    private volatile Webhook webhook;
    private volatile List<String> secrets;
    private Optional<Caller> owner = Optional.empty();
    private Instant ownerReadAt = Instant.EPOCH;
    private volatile @Nullable DisabledReason disable;
    private long savedCursor;
    private Instant savedAt = Instant.EPOCH;
    private volatile boolean stopped;

    EndpointRunner(
            WebhookServices services,
            Webhook webhook,
            WebhookStore.Cursor cursor,
            List<Pending> pending,
            List<String> secrets) {
        this.services = services;
        this.webhook = webhook;
        this.secrets = secrets;
        this.position = new LogPosition(services, webhook, cursor);
        this.savedCursor = cursor.seq();
        this.state = new EndpointState(webhook, pending);
        this.thread = Thread.ofVirtual().name("webhook-" + webhook.id()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** There may be something to send; never blocks. */
    void signal() {
        signalled.set(true);
        LockSupport.unpark(thread);
    }

    /** Sends nothing more; what is being sent may end. */
    void stop() {
        stopped = true;
        signal();
    }

    Webhook webhook() {
        return webhook;
    }

    /** Takes over what a command changed. */
    void update(
            Webhook changed,
            WebhookStore.Cursor cursor,
            List<Pending> pending,
            List<String> newSecrets) {
        lock.lock();
        try {
            webhook = changed;
            secrets = newSecrets;
            state.setMode(changed.mode());
            state.addPending(pending);
            position.replay(cursor);
        } finally {
            lock.unlock();
        }
        signal();
    }

    private void run() {
        while (!stopped) {
            try {
                Instant due = sendDue();
                if (!signalled.getAndSet(false) && !stopped) {
                    Duration wait = Duration.between(services.clock().instant(), due);
                    long nanos =
                            Math.min(LOOK_AGAIN.toNanos(), Math.max(1_000_000, wait.toNanos()));
                    LockSupport.parkNanos(nanos);
                    signalled.set(false);
                }
            } catch (RuntimeException e) {
                LOG.warn("the webhook {} waits: {}", webhook.id(), e.toString());
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            }
        }
    }

    /** Starts what can be sent; returns when the next attempt is due. */
    private Instant sendDue() {
        lock.lock();
        try {
            Instant now = services.clock().instant();
            Optional<Caller> sight = owner(now);
            if (sight.isEmpty()) {
                disable = DisabledReason.OWNER_INACTIVE;
            }
            while (!stopped && disable == null) {
                Optional<Task> task = state.next(now, () -> position.next(sight.orElseThrow()));
                if (task.isEmpty()) {
                    break;
                }
                Thread.ofVirtual().start(() -> deliver(task.get(), sight.orElseThrow()));
            }
            return state.nextDueAt().orElse(now.plus(LOOK_AGAIN));
        } finally {
            lock.unlock();
        }
    }

    private Optional<Caller> owner(Instant now) {
        if (!now.isBefore(ownerReadAt.plus(RIGHTS_KEPT)) || now.isBefore(ownerReadAt)) {
            owner =
                    services.database()
                            .read(tx -> AccountStore.find(tx, webhook.ownerId()))
                            .filter(Account::active)
                            .filter(account -> account.role() != Role.AGENT)
                            .map(account -> Caller.inNameOf(account, Caller.Kind.RULE));
            ownerReadAt = now;
        }
        return owner;
    }

    private void deliver(Task task, Caller sight) {
        Deliverer.Ended ended =
                services.deliverer().deliver(task, webhook, position.filter(), secrets, sight);
        Instant now = services.clock().instant();
        Attempt attempt = ended.attempt();
        if (attempt == null) {
            ended(task, null, null, now);
            return;
        }
        if (attempt.isGone()) {
            disable = DisabledReason.GONE;
        }
        Optional<Instant> retryAt =
                attempt.isDelivered() || attempt.isGone()
                        ? Optional.empty()
                        : EndpointState.retryAt(task, attempt.retryAfter(), now);
        Delivery delivery =
                Delivery.of(
                        webhook.id(),
                        task,
                        ended.event(),
                        ended.eventKey(),
                        attempt,
                        retryAt.isEmpty(),
                        now);
        ended(task, delivery, retryAt.orElse(null), now);
    }

    private void ended(
            Task task, @Nullable Delivery delivery, @Nullable Instant retryAt, Instant now) {
        lock.lock();
        try {
            if (delivery == null || delivery.outcome() == Delivery.Outcome.DELIVERED) {
                state.succeeded(task, delivery, now);
            } else {
                state.failed(task, delivery, retryAt, now);
                if (retryAt == null && webhook.mode() == WebhookMode.ORDERED && disable == null) {
                    disable = DisabledReason.FAILING;
                }
            }
        } finally {
            lock.unlock();
        }
        signal();
    }

    /**
     * What is to be stored of an endpoint, in one transaction.
     *
     * @param cursor each event up to it is done or pending
     */
    record Flush(
            String webhookId,
            long cursor,
            @Nullable Long replayNext,
            @Nullable Long replayTo,
            @Nullable Instant failingSince,
            List<Result> results) {}

    /** What is not stored yet; empty for nothing worth a write. */
    Optional<Flush> flush(Instant now) {
        lock.lock();
        try {
            List<Result> results = state.unsaved();
            long cursor =
                    state.firstOpen(results, false).map(seq -> seq - 1).orElse(position.seq());
            boolean isOld = !now.isBefore(savedAt.plus(CURSOR_SAVED_EVERY));
            if (results.isEmpty() && (cursor == savedCursor || !isOld)) {
                return Optional.empty();
            }
            savedAt = now;
            Long next = state.firstOpen(results, true).orElse(position.replayNext());
            Long to = next == null ? null : position.replayTo(state.lastOpenReplay());
            return Optional.of(
                    new Flush(webhook.id(), cursor, next, to, state.failingSince(), results));
        } finally {
            lock.unlock();
        }
    }

    void flushed(Flush flush) {
        lock.lock();
        try {
            state.saved(flush.results());
            savedCursor = flush.cursor();
        } finally {
            lock.unlock();
        }
    }

    /** Why it must be disabled; empty if it works. */
    Optional<DisabledReason> mustBeDisabled() {
        return Optional.ofNullable(disable);
    }

    @Nullable Instant failingSince() {
        lock.lock();
        try {
            return state.failingSince();
        } finally {
            lock.unlock();
        }
    }

    /** How many events of the log it has not looked at. */
    long lag() {
        return Math.max(0, services.feed().head() - position.seq());
    }

    boolean isIdle() {
        lock.lock();
        try {
            return state.isIdle();
        } finally {
            lock.unlock();
        }
    }
}
