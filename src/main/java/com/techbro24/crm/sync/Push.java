package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.LogMeta;
import com.techbro24.crm.database.DatabaseException;
import com.techbro24.crm.database.GroupCommit;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the mutations of a push, in their order and a few in each transaction, so that a long push
 * does not hold up the writer. Each runs under a savepoint of its own: one that is refused leaves
 * nothing behind, and the others go on. Its result is stored in the transaction of its change.
 */
final class Push {
    private static final Logger LOG = LoggerFactory.getLogger(Push.class);
    private static final int MUTATIONS_AT_ONCE_MAX = 20;
    private static final int HASH_BYTES = 16;

    private final GroupCommit writer;
    private final CommandRunner runner;
    private final Mutations mutations;

    Push(GroupCommit writer, CommandRunner runner, Mutations mutations) {
        this.writer = writer;
        this.runner = runner;
        this.mutations = mutations;
    }

    /** One push under way: rows whose mutations are to be deferred, and what the client knows. */
    private static final class Rows {
        private final Set<String> deferred = new HashSet<>();
        private final @Nullable SyncCursor cursor;

        Rows(@Nullable SyncCursor cursor) {
            this.cursor = cursor;
        }

        /** Whether the client's versions are of the history that the log has. */
        boolean isOfThisLog(Tx tx) {
            return cursor == null || cursor.epoch().equals(LogMeta.read(tx).epoch());
        }
    }

    PushResult push(SyncType type, PushRequest request, Caller caller, @Nullable String device) {
        return push(type, request, caller, device, false);
    }

    /** For clients that do not number their mutations; see {@link Pushed#isDerived}. */
    PushResult pushDerived(
            SyncType type,
            List<PushRequest.Mutation> mutations,
            Caller caller,
            @Nullable String device) {
        return push(type, new PushRequest(device, null, null, mutations), caller, device, true);
    }

    private PushResult push(
            SyncType type,
            PushRequest request,
            Caller caller,
            @Nullable String device,
            boolean isDerived) {
        Instant received = runner.now();
        Duration ahead =
                request.sentAt() == null
                        ? Duration.ZERO
                        : Duration.between(request.sentAt(), received);
        List<PushResult.Result> results = new ArrayList<>(request.mutations().size());
        String cursor = request.cursor();
        Rows rows = new Rows(cursor == null ? null : SyncCursor.read(cursor, type.name()));
        List<PushRequest.Mutation> all = request.mutations();
        for (int from = 0; from < all.size(); from += MUTATIONS_AT_ONCE_MAX) {
            List<PushRequest.Mutation> some =
                    all.subList(from, Math.min(from + MUTATIONS_AT_ONCE_MAX, all.size()));
            results.addAll(
                    some(
                            some.stream()
                                    .map(
                                            each ->
                                                    new Pushed(
                                                            type,
                                                            each,
                                                            corrected(each, ahead, received),
                                                            caller,
                                                            device,
                                                            isDerived))
                                    .toList(),
                            rows));
        }
        return new PushResult(results, received);
    }

    /** When a person did it, by the server's clock; never after it came in. */
    private static Instant corrected(
            PushRequest.Mutation mutation, Duration ahead, Instant received) {
        if (mutation.at() == null) {
            return received;
        }
        Instant at = mutation.at().plus(ahead);
        return at.isBefore(received) ? at : received;
    }

    private List<PushResult.Result> some(List<Pushed> some, Rows rows) {
        Set<String> before = Set.copyOf(rows.deferred);
        try {
            return writer.write(
                    tx -> {
                        // The batch may begin again, with nothing of this work done.
                        rows.deferred.retainAll(before);
                        boolean isBased = rows.isOfThisLog(tx);
                        return some.stream()
                                .map(each -> one(tx, isBased ? each : each.withoutBase(), rows))
                                .toList();
                    });
        } catch (RuntimeException e) {
            if (!DatabaseException.isOutage(e)) {
                throw e;
            }
            some.forEach(each -> rows.deferred.add(each.mutation().id()));
            return some.stream().map(each -> deferred(each, "The database is busy.")).toList();
        }
    }

    private PushResult.Result one(Tx tx, Pushed pushed, Rows rows) {
        String agentId = pushed.caller().agent();
        String hash = hash(pushed);
        var kept = MutationStore.find(tx, agentId, pushed.mutation().mutationId());
        if (kept.isPresent()) {
            return kept.get().hash().equals(hash)
                    ? mutations.replayed(tx, pushed, kept.get().result())
                    : rejected(
                            pushed,
                            Problem.unprocessable(
                                    "This mutationId was used before, for another mutation."));
        }
        if (rows.deferred.contains(pushed.mutation().id())) {
            return deferred(pushed, "An earlier mutation of this row is to be tried again.");
        }
        PushResult.Result result;
        try {
            result = runner.attempt(tx, () -> mutations.run(tx, pushed));
        } catch (Problem problem) {
            if (problem.code() == Problem.Code.UNAVAILABLE) {
                throw problem;
            }
            result = mutations.refused(tx, pushed, problem);
        } catch (RuntimeException e) {
            if (DatabaseException.isOutage(e)) {
                throw e;
            }
            LOG.error("mutation {} failed", pushed.mutation().mutationId(), e);
            rows.deferred.add(pushed.mutation().id());
            return deferred(pushed, "Something went wrong on our side.");
        }
        boolean isRefused = result.status() == PushResult.Status.REJECTED;
        if (!isRefused || !pushed.isDerived()) {
            MutationStore.keep(tx, agentId, hash, result, runner.now());
        }
        return result;
    }

    static PushResult.Result rejected(Pushed pushed, Problem problem) {
        return PushResult.Result.of(pushed.mutation(), PushResult.Status.REJECTED, List.of())
                .failed(failure(problem), null);
    }

    static PushResult.Failure failure(Problem problem) {
        List<InputError> errors = new ArrayList<>(problem.errors());
        if (problem.members().get("errors") instanceof List<?> more) {
            more.forEach(each -> errors.add((InputError) each));
        }
        return new PushResult.Failure(EnumNames.of(problem.code()), problem.detail(), errors);
    }

    private static PushResult.Result deferred(Pushed pushed, String detail) {
        return PushResult.Result.of(pushed.mutation(), PushResult.Status.DEFERRED, List.of())
                .failed(failure(Problem.unavailable(detail)), null);
    }

    /**
     * Of what the mutation does. After a restored backup a client sends it again without the
     * version that it had changed, which was of another history.
     */
    private static String hash(Pushed pushed) {
        ObjectNode content = Json.tree(pushed.mutation());
        content.remove("baseVersion");
        content.put("type", pushed.type().name());
        return Digest.hex(content.toString(), HASH_BYTES);
    }
}
