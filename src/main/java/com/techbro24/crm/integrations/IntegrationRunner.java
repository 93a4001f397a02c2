package com.techbro24.crm.integrations;

import com.techbro24.crm.access.Account;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeFeed;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.integrations.Connector.ConnectorException;
import com.techbro24.crm.outbound.OwnThreads;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs due connections, each on a thread of its own; a lease keeps other nodes away. */
public final class IntegrationRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IntegrationRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
    private static final Set<ChangeKind> CHANGES =
            Set.of(IntegrationChange.CREATED, IntegrationChange.UPDATED);

    private final IntegrationServices services;
    private final String node = Id.next();
    private final OwnThreads threads = new OwnThreads();
    private final BackgroundLoop loop;

    public IntegrationRunner(IntegrationServices services, ChangeFeed feed, Clock clock) {
        this.services = services;
        this.loop = new BackgroundLoop("integrations", clock, LOOK_AGAIN, this::run);
        feed.onChange(CHANGES, loop::wake);
    }

    public void start() {
        loop.start();
    }

    private Instant run() {
        List<String> due =
                services.database().read(tx -> IntegrationStore.due(tx, services.runner().now()));
        due.forEach(id -> threads.start(id, () -> run(id)));
        return Instant.MAX;
    }

    /** Runs one connection, unless another node does. */
    void run(String id) {
        Instant now = services.runner().now();
        boolean taken =
                services.writer()
                        .write(
                                tx ->
                                        IntegrationStore.lease(
                                                tx, id, node, now, now.plus(ConnectionRun.LEASE)));
        if (!taken) {
            return;
        }
        Integration of =
                services.database().read(tx -> IntegrationStore.find(tx, id)).orElseThrow();
        Tally tally = new Tally();
        IntegrationCommand.Record end = new IntegrationCommand.Record(id, null, null, false);
        try {
            new ConnectionRun(services, of, owner(of), node, tally, loop::isClosed)
                    .run(connector(of));
        } catch (ConnectorException e) {
            end =
                    new IntegrationCommand.Record(
                            id, e.reason(), e.after().orElse(null), e.isFinal());
        } catch (Problem problem) {
            end = new IntegrationCommand.Record(id, problem.detail(), null, false);
        } catch (RuntimeException e) {
            LOG.error("the connection {} failed", id, e);
            end = new IntegrationCommand.Record(id, "Internal server error.", null, false);
        }
        end(of, end, tally, now);
    }

    private Connector connector(Integration of) {
        String sealed = services.database().read(tx -> IntegrationStore.secret(tx, of.id()));
        String token = services.secrets().open(sealed, Integration.place(of.id()));
        return services.connectors().open(of.provider(), of.url(), token);
    }

    private Caller owner(Integration of) throws ConnectorException {
        Optional<Account> owner =
                services.database()
                        .read(tx -> AccountStore.find(tx, of.agentId()))
                        .filter(account -> account.active() && account.role() == Role.ADMIN);
        if (owner.isEmpty()) {
            throw ConnectorException.forGood(
                    "The account that made the connection is disabled, or no admin any more.");
        }
        return Caller.inNameOf(owner.get(), Caller.Kind.INTEGRATION);
    }

    private void end(
            Integration of, IntegrationCommand.Record end, Tally tally, Instant startedAt) {
        try {
            var _ = services.runner().run(Submission.of(end, Caller.SYSTEM));
            if (!tally.isEmpty() || end.problem() != null) {
                boolean _ =
                        services.writer()
                                .write(tx -> keep(tx, of, end.problem(), tally, startedAt));
            }
        } catch (Problem deleted) {
            LOG.info("the connection {} is gone: {}", of.id(), deleted.detail());
        }
    }

    private boolean keep(
            Tx tx, Integration of, @Nullable String problem, Tally tally, Instant startedAt) {
        RunStore.insert(
                tx,
                new IntegrationRun(
                        Id.next(),
                        1,
                        startedAt,
                        services.runner().now(),
                        of.id(),
                        tally.pulled,
                        tally.created,
                        tally.updated,
                        tally.pushed,
                        tally.conflicts,
                        tally.refused,
                        problem));
        return true;
    }

    /** Deletes old runs; returns whether more may be left. */
    public static boolean purge(Tx tx, Instant now) {
        return RunStore.purge(tx, now);
    }

    /** Stops between two steps; the run goes on after a restart. */
    @Override
    public void close() {
        loop.close();
        threads.close();
    }
}
