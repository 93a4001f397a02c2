package com.techbro24.crm.imports;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.bulk.BulkUndo;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.AssigneeCheck;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Handles the commands of imports. */
public final class LeadImportHandler implements Handler<LeadImportCommand> {
    /** Progress is published at most this often. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(500);

    /** Per agent, so that nobody fills the disk or delays others. */
    static final int RUNNING_MAX = 5;

    @Override
    public Outcome handle(LeadImportCommand command, Context context) {
        return switch (command) {
            case LeadImportCommand.Begin begin -> begin(begin, context);
            case LeadImportCommand.Advance advance -> advance(advance, context);
            case LeadImportCommand.Fail fail -> fail(fail, context);
            case LeadImportCommand.Cancel cancel -> cancel(cancel, context);
            case LeadImportCommand.Undo undo -> undo(undo, context);
        };
    }

    private static Outcome begin(LeadImportCommand.Begin command, Context context) {
        Tx tx = context.tx();
        String agentId = context.caller().agent();
        checkRunning(tx, agentId);
        checkAssignee(tx, command.assignedAgentId(), context.caller());
        int rows = ImportChunkStore.countRows(tx, command.id());
        LeadImport begun = LeadImport.begin(command, agentId, rows, context.now());
        LeadImportStore.insert(tx, begun);
        return Outcome.created(
                begun,
                Draft.created(
                        ImportChange.CREATED,
                        LeadImport.TYPE,
                        begun,
                        LeadImportStore.visibility(tx, begun)));
    }

    /** Rejects an import above the limit of running ones. */
    static void checkRunning(Tx tx, String agentId) {
        if (LeadImportStore.countRunning(tx, agentId) >= RUNNING_MAX) {
            throw Problem.conflict(
                    "You have "
                            + RUNNING_MAX
                            + " running imports, the maximum; wait for one or cancel it.");
        }
    }

    /** Refuses an agent to whom the importer may not give leads, as each row would be refused. */
    static void checkAssignee(Tx tx, @Nullable String agentId, Caller caller) {
        if (agentId == null || caller.is(agentId)) {
            return;
        }
        if (caller.role() == Role.AGENT) {
            throw Problem.forbidden("An agent can only import leads for themselves.");
        }
        AssigneeCheck.checkAssignee(tx, agentId, caller);
    }

    private static Outcome advance(LeadImportCommand.Advance command, Context context) {
        Tx tx = context.tx();
        LeadImport before = load(command.id(), context);
        if (before.status() != ImportStatus.RUNNING) {
            throw Problem.conflict("This import is no longer running.");
        }
        LeadImportStore.setProgress(tx, before.id(), command.progress());
        LeadImport after = before.at(command.progress(), context.now());
        boolean due = !context.now().isBefore(before.updatedAt().plus(PUBLISH_EVERY));
        if (after.status() == ImportStatus.RUNNING && !due) {
            return Outcome.unchanged(before);
        }
        if (after.status() == ImportStatus.DONE) {
            ImportChunkStore.delete(tx, after.id());
        }
        return save(before, after, tx);
    }

    private static Outcome fail(LeadImportCommand.Fail command, Context context) {
        LeadImport before = load(command.id(), context);
        ImportProgress progress = LeadImportStore.progress(context.tx(), before.id());
        return save(
                before, before.failed(progress, command.problem(), context.now()), context.tx());
    }

    private static Outcome cancel(LeadImportCommand.Cancel command, Context context) {
        LeadImport before = load(command.id(), context);
        boolean allowed =
                AccountStore.find(context.tx(), before.agentId())
                        .map(account -> context.caller().canManage(account.role()))
                        .orElse(true);
        if (!allowed) {
            throw Problem.forbidden(
                    "The agent who started this import has a higher role than you.");
        }
        context.expect(before);
        ImportProgress progress = LeadImportStore.progress(context.tx(), before.id());
        return save(before, before.cancelled(progress, context.now()), context.tx());
    }

    private static Outcome undo(LeadImportCommand.Undo command, Context context) {
        LeadImport before = load(command.id(), context);
        BulkUndo.Target target =
                new BulkUndo.Target(
                        LeadImport.NOUN,
                        before.agentId(),
                        before.via(),
                        before.created() + before.updated(),
                        before.status() == ImportStatus.RUNNING,
                        before.undoneBy());
        target.check(context);
        context.expect(before);
        BulkUndo begun = BulkUndo.begin(target, context);
        LeadImport after = before.undoneBy(begun.run().id(), context.now());
        LeadImportStore.update(context.tx(), after);
        Visibility seen = LeadImportStore.visibility(context.tx(), after);
        // The answer is the new run, but 202: it has only begun.
        return Outcome.changed(
                begun.run(),
                begun.change(),
                Draft.changed(ImportChange.UPDATED, LeadImport.TYPE, before, after, seen, seen));
    }

    private static LeadImport load(String id, Context context) {
        return LeadImportStore.get(context.tx(), id, context.caller());
    }

    private static Outcome save(LeadImport before, LeadImport after, Tx tx) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        LeadImportStore.update(tx, after);
        Visibility seen = LeadImportStore.visibility(tx, after);
        return Outcome.changed(
                after,
                Draft.changed(after.kindOfChange(), LeadImport.TYPE, before, after, seen, seen));
    }
}
