package com.techbro24.crm.webhooks;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Dialect;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each enabled endpoint to one node, runs those of this node, and stores their results: those
 * of all endpoints together, at most ten times a second.
 */
public final class WebhookDispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LEASE_KEPT = Duration.ofSeconds(20);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);

    /** The owner hears of it after this time. */
    private static final Duration FAILING_TOLD = Duration.ofHours(1);

    private static final Duration FAILING_MAX = Duration.ofDays(5);

    /** Tells the owner of an endpoint. */
    public interface Notices {
        /** It has been failing for a while, and is still tried. */
        void failing(Webhook webhook, Instant since);

        void disabled(Webhook webhook, DisabledReason why);
    }

    private final WebhookServices services;
    private final Notices notices;
    private final String node = Id.next();
    private final Map<String, EndpointRunner> runners = new ConcurrentHashMap<>();
    private final Map<String, Instant> told = new ConcurrentHashMap<>();
    private final BackgroundLoop loop;
    private Instant lookedAt = Instant.EPOCH;
    private volatile boolean changed = true;
    private boolean begun;

    public WebhookDispatcher(WebhookServices services, Notices notices) {
        this.services = services;
        this.notices = notices;
        this.loop = new BackgroundLoop("webhooks", services.clock(), STEP, this::run);
        services.feed()
                .onChange(
                        services.reader().kinds().all(),
                        () -> runners.values().forEach(EndpointRunner::signal));
        services.feed().onChange(java.util.Set.copyOf(WebhookChange.ALL), () -> changed = true);
    }

    public void start() {
        loop.start();
    }

    /** How many events the endpoint that is furthest behind has not looked at. */
    public double lag() {
        return runners.values().stream().mapToLong(EndpointRunner::lag).max().orElse(0);
    }

    private Instant run() {
        flush();
        Instant now = services.clock().instant();
        boolean isDue = !now.isBefore(lookedAt.plus(LOOK_AGAIN)) || now.isBefore(lookedAt);
        boolean mustEnd =
                runners.values().stream().anyMatch(each -> each.mustBeDisabled().isPresent());
        if (changed || isDue || mustEnd) {
            changed = false;
            lookedAt = now;
            look(now);
        }
        return Instant.MAX;
    }

    private void look(Instant now) {
        if (!begun && services.database().dialect() == Dialect.SQLITE) {
            boolean _ = services.writer().<Boolean>write(WebhookDispatcher::releaseAll);
        }
        begun = true;
        List<WebhookStore.Leased> enabled = services.database().read(WebhookStore::enabled);
        List<String> ids = enabled.stream().map(each -> each.webhook().id()).toList();
        for (String id : List.copyOf(runners.keySet())) {
            if (!ids.contains(id)) {
                drop(id);
            }
        }
        for (WebhookStore.Leased each : enabled) {
            boolean isOwn = node.equals(each.node());
            Instant until = each.until();
            boolean isFree = until == null || !until.isAfter(now);
            boolean isShort = isOwn && until != null && until.isBefore(now.plus(LEASE_KEPT));
            boolean has = isOwn && !isFree;
            if (isFree || isShort) {
                String id = each.webhook().id();
                Instant then = now.plus(LEASE);
                has =
                        services.writer()
                                .<Boolean>write(tx -> WebhookStore.lease(tx, id, node, now, then));
            }
            if (has) {
                keep(each.webhook(), now);
            } else {
                drop(each.webhook().id());
            }
        }
    }

    private static boolean releaseAll(Tx tx) {
        WebhookStore.releaseAll(tx);
        return true;
    }

    private void drop(String id) {
        EndpointRunner runner = runners.remove(id);
        if (runner != null) {
            runner.stop();
        }
        told.remove(id);
    }

    private void keep(Webhook webhook, Instant now) {
        EndpointRunner running = runners.get(webhook.id());
        if (running == null) {
            EndpointRunner fresh =
                    services.database()
                            .read(
                                    tx ->
                                            new EndpointRunner(
                                                    services,
                                                    webhook,
                                                    WebhookStore.cursor(tx, webhook.id()),
                                                    DeliveryStore.pending(tx, webhook.id()),
                                                    services.secrets()
                                                            .signing(tx, webhook.id(), now)));
            runners.put(webhook.id(), fresh);
            fresh.start();
            return;
        }
        boolean oldSecretEnded =
                running.webhook().previousSecretUntil() != null
                        && !now.isBefore(running.webhook().previousSecretUntil());
        if (running.webhook().version() != webhook.version() || oldSecretEnded) {
            services.database()
                    .read(
                            tx -> {
                                running.update(
                                        webhook,
                                        WebhookStore.cursor(tx, webhook.id()),
                                        DeliveryStore.pending(tx, webhook.id()),
                                        services.secrets().signing(tx, webhook.id(), now));
                                return true;
                            });
        }
        watch(running, now);
    }

    private void watch(EndpointRunner running, Instant now) {
        Webhook webhook = running.webhook();
        Instant since = running.failingSince();
        boolean isTooLong = since != null && !now.isBefore(since.plus(FAILING_MAX));
        DisabledReason why =
                running.mustBeDisabled().orElse(isTooLong ? DisabledReason.FAILING : null);
        if (why != null) {
            flush();
            drop(webhook.id());
            try {
                var _ =
                        services.runner()
                                .run(
                                        Submission.of(
                                                new WebhookCommand.Disable(webhook.id(), why),
                                                Caller.SYSTEM));
                notices.disabled(webhook, why);
            } catch (Problem problem) {
                LOG.warn("the webhook {} was not disabled: {}", webhook.id(), problem.detail());
            }
        } else if (since == null) {
            told.remove(webhook.id());
        } else if (!now.isBefore(since.plus(FAILING_TOLD))
                && told.put(webhook.id(), since) == null) {
            notices.failing(webhook, since);
        }
    }

    /** Stores what ended since the last time. */
    private void flush() {
        Instant now = services.clock().instant();
        Map<EndpointRunner, EndpointRunner.Flush> all = new java.util.LinkedHashMap<>();
        runners.values()
                .forEach(runner -> runner.flush(now).ifPresent(flush -> all.put(runner, flush)));
        if (all.isEmpty()) {
            return;
        }
        List<String> lost =
                services.writer()
                        .write(
                                tx ->
                                        all.values().stream()
                                                .filter(flush -> !store(tx, flush))
                                                .map(EndpointRunner.Flush::webhookId)
                                                .toList());
        all.forEach(EndpointRunner::flushed);
        lost.forEach(this::drop);
    }

    /** False if another node has the endpoint by now; it stores its own results. */
    private boolean store(Tx tx, EndpointRunner.Flush flush) {
        String id = flush.webhookId();
        if (!WebhookStore.advance(tx, id, node, flush.cursor(), flush.failingSince())) {
            return false;
        }
        WebhookStore.setReplay(tx, id, flush.replayNext(), flush.replayTo());
        List<DeliveryStore.Pending> pending = new ArrayList<>();
        for (EndpointState.Result result : flush.results()) {
            if (result.delivery() != null) {
                DeliveryStore.insert(tx, result.delivery());
            }
            if (result.retry() != null) {
                pending.add(result.retry());
            } else if (result.task().isPending()) {
                DeliveryStore.removePending(tx, id, result.task().seq());
            }
        }
        if (!pending.isEmpty()) {
            DeliveryStore.putPending(tx, id, pending);
        }
        return true;
    }

    /** Sends nothing more, and stores what was sent. */
    @Override
    public void close() {
        runners.values().forEach(EndpointRunner::stop);
        long end = System.nanoTime() + STOP_MAX.toNanos();
        while (System.nanoTime() < end
                && !runners.values().stream().allMatch(EndpointRunner::isIdle)) {
            loop.pause(Duration.ofMillis(20));
        }
        loop.close();
        try {
            flush();
            boolean _ =
                    services.writer()
                            .<Boolean>write(
                                    tx -> {
                                        WebhookStore.release(tx, node);
                                        return true;
                                    });
        } catch (RuntimeException e) {
            LOG.warn("results of webhooks were not stored; their events may be sent again");
        }
    }
}
