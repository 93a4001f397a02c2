package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Entity;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Change;
import com.techbro24.crm.changelog.ChangeReader;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.RowCatalog;
import com.techbro24.crm.database.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies one mutation within a transaction, and says what became of it. */
final class Mutations {
    private static final int CHANGES_MAX = 200;

    private final RowCatalog rows;
    private final ChangeReader reader;
    private final Conflicts conflicts;
    private final RowCommands commands;

    Mutations(RowCatalog rows, ChangeReader reader, CommandRunner runner, RowCommands commands) {
        this.rows = rows;
        this.reader = reader;
        this.conflicts = new Conflicts(runner);
        this.commands = commands;
    }

    /** What became of it; a refusal is thrown, and nothing of it stays. */
    PushResult.Result run(Tx tx, Pushed pushed) {
        checkFields(pushed);
        return switch (pushed.mutation().op()) {
            case CREATE -> create(tx, pushed);
            case UPDATE -> update(tx, pushed);
            case DELETE -> delete(tx, pushed);
        };
    }

    private static void checkFields(Pushed pushed) {
        boolean takesAll = pushed.mutation().op() == PushRequest.Op.CREATE;
        List<InputError> errors = new ArrayList<>();
        pushed.set()
                .fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!takesAll && !pushed.type().fields().containsKey(name)) {
                                String message = "set." + name + " cannot be pushed.";
                                errors.add(new InputError("set." + name, "unknown_field", message));
                            }
                        });
        if (pushed.mutation().op() == PushRequest.Op.UPDATE && pushed.set().isEmpty()) {
            errors.add(new InputError("set", "required", "set must have a field."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }

    private PushResult.Result create(Tx tx, Pushed pushed) {
        commands.create(
                pushed.type(),
                pushed.mutation().id(),
                pushed.set(),
                tx,
                pushed.caller(),
                pushed.device());
        return result(tx, pushed, PushResult.Status.APPLIED, List.of());
    }

    private PushResult.Result update(Tx tx, Pushed pushed) {
        Entity row = visible(tx, pushed).orElseThrow(() -> hidden(tx, pushed));
        RowHistory history = history(tx, pushed);
        FieldMerge merge =
                new FieldMerge(
                        pushed.type(),
                        pushed.type().record(row),
                        history,
                        pushed.was(),
                        pushed.at());
        merge.merge(pushed.set());
        if (!merge.apply().isEmpty()) {
            commands.update(
                    pushed.type(), row.id(), merge.apply(), tx, pushed.caller(), pushed.device());
        }
        List<PushResult.Conflict> conflicts =
                merge.differences().stream()
                        .map(difference -> this.conflicts.record(tx, pushed, difference).shown())
                        .toList();
        boolean lost =
                merge.differences().stream()
                        .anyMatch(each -> each.winner() == PushResult.Side.SERVER);
        PushResult.Status status =
                lost
                        ? PushResult.Status.CONFLICT
                        : merge.isMerged() || !conflicts.isEmpty()
                                ? PushResult.Status.MERGED
                                : PushResult.Status.APPLIED;
        return result(tx, pushed, status, conflicts);
    }

    private PushResult.Result delete(Tx tx, Pushed pushed) {
        Optional<? extends Entity> row = visible(tx, pushed);
        if (row.isEmpty()) {
            if (isDeleted(tx, pushed)) {
                return result(tx, pushed, PushResult.Status.APPLIED, List.of());
            }
            throw hidden(tx, pushed);
        }
        if (pushed.mutation().baseVersion() != null && !history(tx, pushed).isUnchanged()) {
            SyncConflict conflict = conflicts.edited(tx, pushed, history(tx, pushed));
            return result(tx, pushed, PushResult.Status.CONFLICT, List.of(conflict.shown()));
        }
        commands.delete(
                pushed.type(), pushed.mutation().id(), tx, pushed.caller(), pushed.device());
        return result(tx, pushed, PushResult.Status.APPLIED, List.of());
    }

    /** The result of a mutation that was refused; what its agent entered is kept in a conflict. */
    PushResult.Result refused(Tx tx, Pushed pushed, Problem problem) {
        Optional<RowCommands.Rule> rule =
                rule(tx, pushed, problem).or(() -> pushed.keptAs(problem));
        if (rule.isEmpty()) {
            return withRow(tx, pushed, Push.rejected(pushed, problem));
        }
        SyncConflict conflict =
                conflicts.refused(tx, pushed, rule.get(), problem, history(tx, pushed));
        Object existing = problem.members().get("existingId");
        boolean isDuplicate = rule.get() == RowCommands.Rule.DUPLICATE;
        PushResult.Status status =
                isDuplicate ? PushResult.Status.CONFLICT : PushResult.Status.REJECTED;
        PushResult.Failure failure =
                isDuplicate
                        ? Push.failure(problem)
                        : new PushResult.Failure(
                                EnumNames.of(rule.get()), problem.detail(), List.of());
        return withRow(
                tx,
                pushed,
                PushResult.Result.of(pushed.mutation(), status, List.of(conflict.shown()))
                        .failed(failure, existing == null ? null : existing.toString()));
    }

    private Optional<RowCommands.Rule> rule(Tx tx, Pushed pushed, Problem problem) {
        if (pushed.mutation().op() == PushRequest.Op.CREATE) {
            boolean isDuplicate =
                    problem.code() == Problem.Code.CONFLICT
                            && problem.members().containsKey("errors");
            return isDuplicate ? Optional.of(RowCommands.Rule.DUPLICATE) : Optional.empty();
        }
        return switch (problem.code()) {
            case GONE -> Optional.of(RowCommands.Rule.GONE);
            case NOT_FOUND ->
                    wasSeen(tx, pushed)
                            ? Optional.of(RowCommands.Rule.OUT_OF_SCOPE)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** A row that the caller does not see: deleted, out of its scope, or never seen. */
    private Problem hidden(Tx tx, Pushed pushed) {
        return isDeleted(tx, pushed)
                ? Problem.of(Problem.Code.GONE, "This row is deleted.")
                : Problem.notFound(pushed.type().entityType());
    }

    /** Whether the caller saw the row when it was deleted. */
    private boolean isDeleted(Tx tx, Pushed pushed) {
        List<Change> changes =
                reader.of(
                        tx, pushed.type().entityType(), pushed.mutation().id(), Long.MAX_VALUE, 1);
        return !changes.isEmpty()
                && changes.getFirst().kind().isDeletion()
                && changes.getFirst().seenBefore().isSeenBy(caller(tx, pushed));
    }

    private boolean wasSeen(Tx tx, Pushed pushed) {
        Caller caller = caller(tx, pushed);
        return reader
                .of(
                        tx,
                        pushed.type().entityType(),
                        pushed.mutation().id(),
                        Long.MAX_VALUE,
                        CHANGES_MAX)
                .stream()
                .anyMatch(
                        change ->
                                change.seenBefore().isSeenBy(caller)
                                        || change.seenAfter().isSeenBy(caller));
    }

    private RowHistory history(Tx tx, Pushed pushed) {
        return RowHistory.since(tx, reader, pushed);
    }

    private Optional<? extends Entity> visible(Tx tx, Pushed pushed) {
        return rows.get(pushed.type().entityType())
                .find(tx, caller(tx, pushed), pushed.mutation().id());
    }

    private static Caller caller(Tx tx, Pushed pushed) {
        return AccountStore.asOf(tx, pushed.caller());
    }

    private PushResult.Result result(
            Tx tx, Pushed pushed, PushResult.Status status, List<PushResult.Conflict> conflicts) {
        return withRow(tx, pushed, PushResult.Result.of(pushed.mutation(), status, conflicts));
    }

    /** The result of then, with the row of now: a row that left the caller's sight is not sent. */
    PushResult.Result replayed(Tx tx, Pushed pushed, PushResult.Result kept) {
        return withRow(tx, pushed, kept).asReplayed();
    }

    /** With the row as it is now, where the caller sees it. */
    private PushResult.Result withRow(Tx tx, Pushed pushed, PushResult.Result result) {
        @Nullable Entity row = visible(tx, pushed).orElse(null);
        @Nullable ObjectNode record = row == null ? null : pushed.type().record(row);
        JsonNode version = record == null ? null : record.get("version");
        return new PushResult.Result(
                result.mutationId(),
                result.id(),
                version == null ? null : version.intValue(),
                result.status(),
                false,
                record,
                result.conflicts(),
                result.existingId(),
                result.error());
    }
}
