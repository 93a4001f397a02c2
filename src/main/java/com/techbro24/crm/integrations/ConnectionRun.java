package com.techbro24.crm.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeLog;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.Connector.ConnectorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * One run of a connection: takes what has changed there, then sends what has changed here. Each
 * step stores its result and its position in one transaction, so a killed run goes on where it was.
 */
final class ConnectionRun {
    /** A node that was killed is waited for so long; each step renews it. */
    static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration GONE_EVERY = Duration.ofHours(1);
    private static final int CHANGES_AT_ONCE = 500;

    /** A row that changes all the time is sent at most so often in one run. */
    private static final int ROUNDS_MAX = 1_000;

    private final IntegrationServices services;
    private final Integration of;
    private final Caller owner;
    private final String node;
    private final Tally tally;
    private final BooleanSupplier isStopping;

    ConnectionRun(
            IntegrationServices services,
            Integration of,
            Caller owner,
            String node,
            Tally tally,
            BooleanSupplier isStopping) {
        this.services = services;
        this.of = of;
        this.owner = owner;
        this.node = node;
        this.tally = tally;
        this.isStopping = isStopping;
    }

    void run(Connector connector) throws ConnectorException {
        connector.prepare();
        pull(connector);
        retry(connector);
        gone(connector);
        note();
        push(connector);
        pushCalls(connector);
    }

    /** One transaction, if this node still has the connection. */
    private <T> T step(Function<Tx, T> work) {
        if (isStopping.getAsBoolean()) {
            throw Problem.unavailable("The server stopped.");
        }
        return services.writer()
                .write(
                        tx -> {
                            Instant now = services.runner().now();
                            if (!IntegrationStore.lease(tx, of.id(), node, now, now.plus(LEASE))) {
                                throw Problem.conflict("Another node runs this connection.");
                            }
                            return work.apply(tx);
                        });
    }

    private <T> T read(Function<Tx, T> work) {
        return Objects.requireNonNull(services.database().read(work));
    }

    private IntegrationStore.Position position() {
        return read(tx -> IntegrationStore.position(tx, of.id()));
    }

    private Taking taking(Tx tx) {
        return new Taking(services, of, owner, tx, tally);
    }

    private Sending sending(Tx tx) {
        return new Sending(services, of, owner, tx, tally);
    }

    private void pull(Connector connector) throws ConnectorException {
        boolean hasMore = true;
        while (hasMore) {
            Connector.Pulled pulled = connector.pull(position().pull());
            boolean _ =
                    step(
                            tx -> {
                                Taking taking = taking(tx);
                                pulled.records().forEach(taking::take);
                                IntegrationStore.setPull(tx, of.id(), pulled.cursor());
                                return true;
                            });
            tally.pulled += pulled.records().size();
            hasMore = pulled.hasMore();
        }
    }

    /** Records about which a person has decided. */
    private void retry(Connector connector) throws ConnectorException {
        List<IntegrationLink> links =
                read(tx -> LinkStore.toRetry(tx, of.id(), Connector.ITEMS_MAX));
        if (links.isEmpty()) {
            return;
        }
        List<Connector.Remote> records = connector.read(remoteIds(links));
        boolean _ =
                step(
                        tx -> {
                            Taking taking = taking(tx);
                            records.forEach(taking::take);
                            return true;
                        });
    }

    private static List<String> remoteIds(List<IntegrationLink> links) {
        List<String> ids = new ArrayList<>();
        for (IntegrationLink link : links) {
            if (link.remoteKey() != null) {
                ids.add(link.remoteKey());
            }
        }
        return ids;
    }

    private void gone(Connector connector) throws ConnectorException {
        Instant now = services.runner().now();
        if (position().goneAt().plus(GONE_EVERY).isAfter(now)) {
            return;
        }
        boolean hasMore = true;
        while (hasMore) {
            Connector.Gone gone = connector.deleted(position().gone());
            hasMore = gone.hasMore();
            Instant readAt = hasMore ? Instant.EPOCH : now;
            boolean _ =
                    step(
                            tx -> {
                                gone.ids().forEach(id -> end(tx, id));
                                IntegrationStore.setGone(tx, of.id(), gone.cursor(), readAt);
                                return true;
                            });
        }
    }

    private void end(Tx tx, String remoteId) {
        LinkStore.remote(tx, of.id(), IntegrationHandler.LEAD, remoteId)
                .filter(link -> link.state() != LinkState.GONE)
                .ifPresent(
                        link ->
                                LinkStore.update(
                                        tx, link.in(LinkState.GONE, services.runner().now())));
    }

    /** Marks what has changed here since the last run. */
    private void note() {
        long head = services.database().<Long>read(ChangeLog::head);
        long seq = position().logSeq();
        while (seq < head) {
            long after = seq;
            List<Change> changes = read(tx -> services.reader().after(tx, after, CHANGES_AT_ONCE));
            long reached =
                    changes.size() < CHANGES_AT_ONCE
                            ? Math.max(head, lastOf(changes, after))
                            : lastOf(changes, after);
            boolean _ =
                    step(
                            tx -> {
                                Sending sending = sending(tx);
                                changes.forEach(sending::note);
                                IntegrationStore.setLogSeq(tx, of.id(), reached);
                                return true;
                            });
            seq = reached;
        }
    }

    private static long lastOf(List<Change> changes, long before) {
        return changes.isEmpty() ? before : changes.getLast().seq();
    }

    /** Reads what is there now before it is overwritten, so that nothing is lost unseen. */
    private void push(Connector connector) throws ConnectorException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            List<IntegrationLink> links =
                    read(
                            tx ->
                                    LinkStore.toPush(
                                            tx,
                                            of.id(),
                                            IntegrationHandler.LEAD,
                                            Connector.ITEMS_MAX));
            if (links.isEmpty()) {
                return;
            }
            List<String> ids = remoteIds(links);
            List<Connector.Remote> records = ids.isEmpty() ? List.of() : connector.read(ids);
            List<Connector.Item> items =
                    step(
                            tx -> {
                                Taking taking = taking(tx);
                                records.forEach(taking::take);
                                missing(ids, records).forEach(id -> end(tx, id));
                                return sending(tx).items(links);
                            });
            if (!items.isEmpty()) {
                Map<String, ObjectNode> sent = new HashMap<>();
                items.forEach(item -> sent.put(item.localId(), item.fields()));
                List<Connector.Result> results = connector.push(items);
                boolean _ =
                        step(
                                tx -> {
                                    sending(tx).save(IntegrationHandler.LEAD, results, sent);
                                    return true;
                                });
            }
        }
    }

    private static Set<String> missing(List<String> ids, List<Connector.Remote> found) {
        Set<String> missing = new HashSet<>(ids);
        found.forEach(record -> missing.remove(record.id()));
        return missing;
    }

    private void pushCalls(Connector connector) throws ConnectorException {
        for (int round = 0; round < ROUNDS_MAX; round++) {
            List<IntegrationLink> links =
                    read(tx -> LinkStore.toPush(tx, of.id(), "call", Connector.ITEMS_MAX));
            if (links.isEmpty()) {
                return;
            }
            List<Connector.CallItem> calls = step(tx -> sending(tx).calls(links));
            if (!calls.isEmpty()) {
                List<Connector.Result> results = connector.pushCalls(calls);
                boolean _ =
                        step(
                                tx -> {
                                    sending(tx).save("call", results, Map.of());
                                    return true;
                                });
            }
        }
    }
}
