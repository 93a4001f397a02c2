package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.CommandRunner;
import com.techbro24.crm.changelog.Submission;
import com.techbro24.crm.database.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps the values of clients that could not simply be taken. */
final class Conflicts {
    private final CommandRunner runner;

    Conflicts(CommandRunner runner) {
        this.runner = runner;
    }

    /** The row to delete was edited since. */
    SyncConflict edited(Tx tx, Pushed pushed, RowHistory history) {
        return record(tx, pushed, whole(pushed, RowCommands.Rule.EDITED, null, history));
    }

    /** The row could not be changed at all. */
    SyncConflict refused(
            Tx tx, Pushed pushed, RowCommands.Rule rule, Problem problem, RowHistory history) {
        JsonNode why = rule.isRefusal() ? Json.tree(Push.failure(problem)) : null;
        return earlier(tx, pushed)
                .orElseGet(() -> record(tx, pushed, whole(pushed, rule, why, history)));
    }

    /** The conflict of the same push before, whose answer was lost. */
    private static Optional<SyncConflict> earlier(Tx tx, Pushed pushed) {
        return pushed.isDerived()
                ? SyncConflictStore.open(
                        tx, pushed.caller().agent(), pushed.mutation().mutationId())
                : Optional.empty();
    }

    private static FieldMerge.Difference whole(
            Pushed pushed, RowCommands.Rule rule, @Nullable JsonNode why, RowHistory history) {
        return new FieldMerge.Difference(
                SyncConflict.WHOLE_ROW,
                null,
                why,
                pushed.set(),
                history.latest(),
                PushResult.Side.SERVER,
                EnumNames.of(rule));
    }

    /** A field on which the two sides differ. */
    SyncConflict record(Tx tx, Pushed pushed, FieldMerge.Difference difference) {
        RowHistory.Writer writer = difference.writer();
        SyncConflict conflict =
                new SyncConflict(
                        Id.next(),
                        1,
                        runner.now(),
                        runner.now(),
                        pushed.caller().agent(),
                        pushed.device(),
                        pushed.mutation().mutationId(),
                        pushed.type().entityType(),
                        pushed.mutation().id(),
                        difference.field(),
                        difference.base(),
                        difference.server(),
                        difference.client(),
                        writer == null ? null : writer.agentId(),
                        writer == null ? null : writer.at(),
                        pushed.at(),
                        difference.winner(),
                        difference.rule(),
                        null,
                        null,
                        null);
        var _ =
                runner.run(
                        tx, Submission.of(new SyncCommand.RecordConflict(conflict), Caller.SYSTEM));
        return conflict;
    }
}
