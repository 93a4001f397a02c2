package com.techbro24.crm.bulk;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.time.Duration;

/** Handles the commands of bulk changes. */
public final class LeadBulkHandler implements Handler<LeadBulkCommand> {
    /** Progress is published at most this often. */
    private static final Duration PUBLISH_EVERY = Duration.ofMillis(500);

    /** Per agent, so that nobody delays others. */
    static final int RUNNING_MAX = 5;

    @Override
    public Outcome handle(LeadBulkCommand command, Context context) {
        return switch (command) {
            case LeadBulkCommand.Begin begin -> begin(begin, context);
            case LeadBulkCommand.Advance advance -> advance(advance, context);
            case LeadBulkCommand.Fail fail -> fail(fail, context);
            case LeadBulkCommand.Cancel cancel -> cancel(cancel, context);
            case LeadBulkCommand.Undo undo -> undo(undo, context);
        };
    }

    private static Outcome begin(LeadBulkCommand.Begin command, Context context) {
        Tx tx = context.tx();
        String agentId = context.caller().agent();
        checkRunning(tx, agentId);
        int leads = BulkChunkStore.countLeads(tx, command.id());
        LeadBulk begun = LeadBulk.begin(command, agentId, leads, context.now());
        return Outcome.created(begun, insert(tx, begun));
    }

    static Draft insert(Tx tx, LeadBulk begun) {
        LeadBulkStore.insert(tx, begun);
        Visibility seen = LeadBulkStore.visibility(tx, begun);
        return Draft.created(BulkChange.CREATED, LeadBulk.TYPE, begun, seen);
    }

    /** Rejects a run above the limit of running ones. */
    static void checkRunning(Tx tx, String agentId) {
        if (LeadBulkStore.countRunning(tx, agentId) >= RUNNING_MAX) {
            throw Problem.conflict(
                    "You have "
                            + RUNNING_MAX
                            + " running bulk changes, the maximum; wait for one or cancel it.");
        }
    }

    private static Outcome advance(LeadBulkCommand.Advance command, Context context) {
        Tx tx = context.tx();
        LeadBulk before = load(command.id(), context);
        if (before.status() != BulkStatus.RUNNING) {
            throw Problem.conflict("This bulk change is no longer running.");
        }
        LeadBulkStore.setProgress(tx, before.id(), command.progress());
        LeadBulk after = before.at(command.progress(), command.last(), context.now());
        boolean due = !context.now().isBefore(before.updatedAt().plus(PUBLISH_EVERY));
        if (after.status() == BulkStatus.RUNNING && !due) {
            return Outcome.unchanged(before);
        }
        if (after.status() == BulkStatus.DONE) {
            BulkChunkStore.delete(tx, after.id());
        }
        return save(before, after, tx);
    }

    private static Outcome fail(LeadBulkCommand.Fail command, Context context) {
        LeadBulk before = load(command.id(), context);
        BulkProgress progress = LeadBulkStore.progress(context.tx(), before.id());
        return save(
                before, before.failed(progress, command.problem(), context.now()), context.tx());
    }

    private static Outcome cancel(LeadBulkCommand.Cancel command, Context context) {
        LeadBulk before = load(command.id(), context);
        boolean allowed =
                AccountStore.find(context.tx(), before.agentId())
                        .map(account -> context.caller().canManage(account.role()))
                        .orElse(true);
        if (!allowed) {
            throw Problem.forbidden(
                    "The agent who started this bulk change has a higher role than you.");
        }
        context.expect(before);
        BulkProgress progress = LeadBulkStore.progress(context.tx(), before.id());
        return save(before, before.cancelled(progress, context.now()), context.tx());
    }

    private static Outcome undo(LeadBulkCommand.Undo command, Context context) {
        LeadBulk before = load(command.id(), context);
        if (before.action() == BulkAction.UNDO) {
            throw Problem.conflict("An undo cannot be undone.");
        }
        BulkUndo.Target target =
                new BulkUndo.Target(
                        LeadBulk.NOUN,
                        before.agentId(),
                        before.via(),
                        before.changed() + before.deleted(),
                        before.status() == BulkStatus.RUNNING,
                        before.undoneBy());
        target.check(context);
        if (before.action() == BulkAction.DELETE && context.caller().role() == Role.AGENT) {
            throw Problem.forbidden("Only managers can restore deleted leads.");
        }
        context.expect(before);
        BulkUndo begun = BulkUndo.begin(target, context);
        LeadBulk after = before.undoneBy(begun.run().id(), context.now());
        LeadBulkStore.update(context.tx(), after);
        Visibility seen = LeadBulkStore.visibility(context.tx(), after);
        // The answer is the new run, but 202: it has only begun.
        return Outcome.changed(
                begun.run(),
                begun.change(),
                Draft.changed(BulkChange.UPDATED, LeadBulk.TYPE, before, after, seen, seen));
    }

    private static LeadBulk load(String id, Context context) {
        return LeadBulkStore.get(context.tx(), id, context.caller());
    }

    private static Outcome save(LeadBulk before, LeadBulk after, Tx tx) {
        if (after == before) {
            return Outcome.unchanged(before);
        }
        LeadBulkStore.update(tx, after);
        Visibility seen = LeadBulkStore.visibility(tx, after);
        return Outcome.changed(
                after,
                Draft.changed(after.kindOfChange(), LeadBulk.TYPE, before, after, seen, seen));
    }
}
