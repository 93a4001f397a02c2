package com.techbro24.crm.integrations.telephony;

import com.techbro24.crm.database.BackgroundLoop;
import com.techbro24.crm.database.Database;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.OutboundException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the provider for calls that it has not told of for long: a provider that cannot reach this
 * server does not tell again. It may run on every node, since what is told twice counts once.
 */
public final class CallReconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallReconciler.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final int CALLS_AT_ONCE_MAX = 20;

    private final Database database;
    private final GroupCommit writer;
    private final CallReporting reporting;
    private final TelephonyProvider provider;
    private final TelephonySettings settings;
    private final BackgroundLoop loop;

    CallReconciler(
            Database database,
            GroupCommit writer,
            CallReporting reporting,
            TelephonyProvider provider,
            TelephonySettings settings) {
        this.database = database;
        this.writer = writer;
        this.reporting = reporting;
        this.provider = provider;
        this.settings = settings;
        loop = new BackgroundLoop("calls-silent", Clock.systemUTC(), LOOK_AGAIN, this::run);
    }

    public void start() {
        loop.start();
    }

    private Instant run() {
        sweep();
        return Instant.MAX;
    }

    /** Asks for each call that is silent. */
    void sweep() {
        Instant until = reporting.now().minus(settings.silence());
        List<TelephonyCall> silent =
                database.read(
                        tx ->
                                TelephonyStore.silentSince(
                                        tx, provider.name(), until, CALLS_AT_ONCE_MAX));
        for (TelephonyCall call : silent) {
            if (loop.isClosed()) {
                return;
            }
            ask(call);
        }
    }

    private void ask(TelephonyCall call) {
        List<CallLeg> known = database.read(tx -> TelephonyStore.legs(tx, call.id()));
        try {
            List<CallLeg.Told> told = provider.ask(call, known);
            boolean _ =
                    writer.write(
                            tx -> {
                                TelephonyStore.find(tx, call.id())
                                        .filter(now -> now.heardAt().equals(call.heardAt()))
                                        .ifPresent(now -> conclude(tx, now, known, told));
                                return true;
                            });
        } catch (OutboundException | TelephonyProvider.RefusedException e) {
            LOG.warn(
                    "{} could not be asked for call {}: {}",
                    provider.name(),
                    call.id(),
                    e.getMessage());
            wait(call);
        }
    }

    private void conclude(Tx tx, TelephonyCall call, List<CallLeg> known, List<CallLeg.Told> told) {
        if (call.state() == TelephonyCall.State.PLACING && known.isEmpty()) {
            // The provider was never heard of: the call was not placed.
            reporting.fail(tx, call);
            return;
        }
        TelephonyCall current = call;
        for (CallLeg.Told each : told) {
            reporting.take(tx, current, each, "asked:" + each.id() + ":" + each.status());
            current = TelephonyStore.find(tx, call.id()).orElse(current);
        }
        if (current.state() == TelephonyCall.State.ENDED) {
            return;
        }
        boolean isOver = !told.isEmpty() && told.stream().allMatch(each -> each.status().isEnd());
        if (isOver) {
            // Every leg has ended, and none says how the call ended: nobody talked.
            reporting.close(tx, current);
        } else {
            TelephonyStore.update(tx, current.heard(current.state(), reporting.now()));
        }
    }

    /** Asks again after the same time. */
    private void wait(TelephonyCall call) {
        boolean _ =
                writer.write(
                        tx -> {
                            TelephonyStore.find(tx, call.id())
                                    .ifPresent(
                                            now ->
                                                    TelephonyStore.update(
                                                            tx,
                                                            now.heard(
                                                                    now.state(), reporting.now())));
                            return true;
                        });
    }

    @Override
    public void close() {
        loop.close();
    }
}
