package com.techbro24.crm.sync;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what was synced. Nobody waits for it: an answer does not depend on it, and it shares
 * the commit of other work. A pull that brought nothing is not written down; a push that brought
 * something is a change of the log.
 */
final class SyncJournal {
    private static final Logger LOG = LoggerFactory.getLogger(SyncJournal.class);

    /** The name of a device that gives itself none. */
    static final String UNNAMED = "unnamed";

    private final GroupCommit writer;
    private final CommandRunner runner;
    private final Clock clock;

    SyncJournal(GroupCommit writer, CommandRunner runner, Clock clock) {
        this.writer = writer;
        this.runner = runner;
        this.clock = clock;
    }

    /** Who synced what, and since when it takes. */
    record Entry(String agentId, @Nullable String device, String type, long startedNanos) {
        private String deviceId() {
            return device == null ? UNNAMED : device;
        }

        private int milliseconds() {
            return (int) ((System.nanoTime() - startedNanos) / 1_000_000);
        }
    }

    void pulled(Entry entry, int sent, int removed, long bytes, long seq) {
        if (sent == 0 && removed == 0) {
            return;
        }
        Instant now = now();
        SyncRun run =
                new SyncRun(
                        Id.next(),
                        now,
                        entry.agentId(),
                        entry.deviceId(),
                        entry.type(),
                        SyncRun.Direction.PULL,
                        sent,
                        removed,
                        0,
                        0,
                        0,
                        bytes,
                        entry.milliseconds(),
                        null);
        write(
                tx -> {
                    SyncLogStore.insert(tx, run);
                    SyncLogStore.pulled(
                            tx, entry.agentId(), entry.deviceId(), entry.type(), seq, now);
                });
    }

    void pushed(Entry entry, PushResult result, long bytes) {
        Instant now = now();
        int conflicts = count(result, PushResult.Status.CONFLICT);
        int applied =
                count(result, PushResult.Status.APPLIED) + count(result, PushResult.Status.MERGED);
        int rejected =
                count(result, PushResult.Status.REJECTED)
                        + count(result, PushResult.Status.DEFERRED);
        SyncRun run =
                new SyncRun(
                        Id.next(),
                        now,
                        entry.agentId(),
                        entry.deviceId(),
                        entry.type(),
                        SyncRun.Direction.PUSH,
                        0,
                        0,
                        applied,
                        conflicts,
                        rejected,
                        bytes,
                        entry.milliseconds(),
                        null);
        boolean isNew = result.results().stream().anyMatch(each -> !each.replayed());
        if (isNew) {
            var complete = Submission.of(new SyncCommand.Complete(run), Caller.SYSTEM);
            unwatched(runner.submit(complete.from(entry.device())));
        } else {
            write(
                    tx -> {
                        SyncLogStore.insert(tx, run);
                        SyncLogStore.pushed(
                                tx, entry.agentId(), entry.deviceId(), entry.type(), now);
                    });
        }
    }

    private static int count(PushResult result, PushResult.Status status) {
        return (int)
                result.results().stream()
                        .filter(each -> each.status() == status && !each.replayed())
                        .count();
    }

    private interface Work {
        void run(Tx tx);
    }

    private void write(Work work) {
        unwatched(
                writer.<@Nullable Void>submit(
                        tx -> {
                            work.run(tx);
                            return null;
                        }));
    }

    private static void unwatched(CompletableFuture<?> written) {
        var _ =
                written.exceptionally(
                        e -> {
                            LOG.warn("a sync was not written down: {}", e.toString());
                            return null;
                        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
