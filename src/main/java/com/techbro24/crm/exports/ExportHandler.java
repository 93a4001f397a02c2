package com.techbro24.crm.exports;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of exports. */
public final class ExportHandler implements Handler<ExportCommand> {
    /** Per agent, so that nobody fills the disk or delays others. */
    static final int OPEN_MAX = 3;

    /** A node that was killed is waited for so long; a living one renews its lease all the time. */
    static final Duration LEASE = Duration.ofMinutes(1);

    /** An export that ends its node each time must not do so for ever. */
    static final int ATTEMPTS_MAX = 3;

    @Override
    public Outcome handle(ExportCommand command, Context context) {
        return switch (command) {
            case ExportCommand.Create create -> create(create, context);
            case ExportCommand.Delete delete -> delete(delete, context);
            case ExportCommand.Begin begin -> begin(begin, context);
            case ExportCommand.Advance advance -> advance(advance, context);
            case ExportCommand.Release release -> release(release, context);
            case ExportCommand.Finish finish -> finish(finish, context);
            case ExportCommand.Fail fail -> fail(fail, context);
        };
    }

    private static Outcome create(ExportCommand.Create command, Context context) {
        Tx tx = context.tx();
        String requestedBy = context.caller().agent();
        String agentId = agentId(command, requestedBy);
        ExportRights.check(tx, command.scope(), agentId, context.caller());
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> existing =
                creation.replay(
                        id -> ExportStore.find(tx, id),
                        (row, hash) ->
                                row.requestedBy().equals(requestedBy)
                                        && ExportStore.isCreatedBy(tx, row.id(), hash),
                        Export.TYPE);
        if (existing.isPresent()) {
            return existing.get();
        }
        if (ExportStore.countOpen(tx, requestedBy) >= OPEN_MAX) {
            throw Problem.conflict(
                    "You have "
                            + OPEN_MAX
                            + " exports that are not done, the maximum; wait for one or delete it.");
        }
        Export queued =
                Export.queued(
                        creation.idOrNew(),
                        requestedBy,
                        command.scope(),
                        agentId,
                        command.format(),
                        context.now());
        ExportStore.insert(tx, queued, creation.hash());
        return Outcome.created(
                queued,
                Draft.created(
                        ExportChange.CREATED,
                        Export.TYPE,
                        queued,
                        ExportRights.visibility(tx, queued)));
    }

    private static @Nullable String agentId(ExportCommand.Create command, String requestedBy) {
        if (command.scope() == ExportScope.ACCOUNT) {
            if (command.agentId() != null) {
                String message = "agentId is only for the scope agent.";
                throw Problem.invalid(List.of(new InputError("agentId", "not_allowed", message)));
            }
            return null;
        }
        return command.agentId() == null ? requestedBy : command.agentId();
    }

    private static Outcome delete(ExportCommand.Delete command, Context context) {
        Tx tx = context.tx();
        Export before = ExportStore.get(tx, command.id(), context.caller());
        context.expect(before);
        if (before.status().isOpen()) {
            return save(before, before.cancelled(context.now()), tx);
        }
        boolean hasFile = before.expiresAt() != null && before.expiresAt().isAfter(context.now());
        return hasFile
                ? save(before, before.expired(context.now()), tx)
                : Outcome.unchanged(before);
    }

    private static Outcome begin(ExportCommand.Begin command, Context context) {
        Tx tx = context.tx();
        Export before = load(command.id(), tx);
        ExportStore.Lease lease = ExportStore.lease(tx, before.id());
        if (!before.status().isOpen() || lease.until().isAfter(context.now())) {
            throw Problem.conflict("This export is not waiting.");
        }
        Optional<String> lost = ExportRights.lost(tx, before);
        if (lost.isPresent()) {
            return save(before, before.failed(lost.get(), context.now()), tx);
        }
        if (lease.attempts() >= ATTEMPTS_MAX) {
            String why = "The server stopped " + ATTEMPTS_MAX + " times while it was written.";
            return save(before, before.failed(why, context.now()), tx);
        }
        Instant until = context.now().plus(LEASE);
        ExportStore.setLease(
                tx,
                before.id(),
                new ExportStore.Lease(command.node(), until, lease.attempts() + 1));
        return save(before, before.running(0, context.now()), tx);
    }

    private static Outcome advance(ExportCommand.Advance command, Context context) {
        Tx tx = context.tx();
        Export before = leased(tx, command.id(), command.node());
        renew(tx, before.id(), context.now());
        return before.rowsDone() == command.rows()
                ? Outcome.unchanged(before)
                : save(before, before.running(command.rows(), context.now()), tx);
    }

    private static Outcome release(ExportCommand.Release command, Context context) {
        Tx tx = context.tx();
        Export before = leased(tx, command.id(), command.node());
        int attempts = ExportStore.lease(tx, before.id()).attempts();
        ExportStore.setLease(
                tx, before.id(), new ExportStore.Lease(null, Instant.EPOCH, attempts - 1));
        return save(before, before.queuedAgain(context.now()), tx);
    }

    private static Outcome finish(ExportCommand.Finish command, Context context) {
        Tx tx = context.tx();
        Export before = leased(tx, command.id(), command.node());
        return save(before, before.done(command, context.now()), tx);
    }

    private static Outcome fail(ExportCommand.Fail command, Context context) {
        Export before = load(command.id(), context.tx());
        return before.status().isOpen()
                ? save(before, before.failed(command.problem(), context.now()), context.tx())
                : Outcome.unchanged(before);
    }

    private static Export load(String id, Tx tx) {
        return ExportStore.find(tx, id).orElseThrow(() -> Problem.notFound(Export.TYPE));
    }

    /** The export, if the node is the one that writes it. */
    static Export leased(Tx tx, String id, String node) {
        Export export = load(id, tx);
        if (export.status() != ExportStatus.RUNNING
                || !node.equals(ExportStore.lease(tx, id).node())) {
            throw Problem.conflict("This node does not write the export.");
        }
        return export;
    }

    static void renew(Tx tx, String id, Instant now) {
        ExportStore.Lease lease = ExportStore.lease(tx, id);
        ExportStore.setLease(
                tx, id, new ExportStore.Lease(lease.node(), now.plus(LEASE), lease.attempts()));
    }

    private static Outcome save(Export before, Export after, Tx tx) {
        ExportStore.update(tx, after);
        Visibility seen = ExportRights.visibility(tx, after);
        return Outcome.changed(
                after, Draft.changed(after.kindOfChange(), Export.TYPE, before, after, seen, seen));
    }
}
