package com.techbro24.crm.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import org.jspecify.annotations.Nullable;

/** Decides the commands of sync. */
public final class SyncHandler implements Handler<SyncCommand> {
    private final RowCommands commands;

    public SyncHandler(RowCommands commands) {
        this.commands = commands;
    }

    @Override
    public Outcome handle(SyncCommand command, Context context) {
        return switch (command) {
            case SyncCommand.RecordConflict found -> recordConflict(found.conflict(), context.tx());
            case SyncCommand.ResolveConflict resolve -> resolve(resolve, context);
            case SyncCommand.Complete pushed -> complete(pushed.run(), context.tx());
        };
    }

    private static Outcome recordConflict(SyncConflict conflict, Tx tx) {
        SyncConflictStore.insert(tx, conflict);
        return Outcome.created(
                conflict,
                Draft.created(
                        SyncChange.CONFLICT_FOUND,
                        SyncConflict.TYPE,
                        conflict,
                        Visibility.personal(tx, conflict.agentId())));
    }

    private static Outcome complete(SyncRun run, Tx tx) {
        SyncLogStore.insert(tx, run);
        SyncLogStore.pushed(tx, run.agentId(), run.deviceId(), run.type(), run.at());
        return Outcome.created(
                run,
                Draft.created(
                        SyncChange.COMPLETED,
                        SyncRun.TYPE,
                        run,
                        Visibility.personal(tx, run.agentId())));
    }

    private Outcome resolve(SyncCommand.ResolveConflict command, Context context) {
        Tx tx = context.tx();
        SyncConflict before = SyncConflictStore.get(tx, command.id(), context.caller());
        context.expect(before);
        if (before.resolvedAt() != null) {
            throw Problem.conflict("This conflict is resolved already.")
                    .with("kept", before.kept());
        }
        boolean client = command.keep() == SyncCommand.Keep.CLIENT;
        if (client && before.winner() == PushResult.Side.SERVER) {
            apply(before, before.client(), context);
        } else if (!client && before.winner() == PushResult.Side.CLIENT) {
            apply(before, before.server(), context);
        }
        SyncConflict after =
                before.resolved(
                        client ? PushResult.Side.CLIENT : PushResult.Side.SERVER,
                        context.caller().agentId(),
                        context.now());
        SyncConflictStore.resolve(tx, after);
        Visibility seen = Visibility.personal(tx, after.agentId());
        return Outcome.changed(
                after,
                Draft.changed(
                        SyncChange.CONFLICT_RESOLVED,
                        SyncConflict.TYPE,
                        before,
                        after,
                        seen,
                        seen));
    }

    /** Gives the row the other value, with the rights of the caller. */
    private void apply(SyncConflict conflict, @Nullable JsonNode value, Context context) {
        SyncType type = SyncType.ofEntity(conflict.entityType());
        ObjectNode set = Json.object();
        String field = conflict.field();
        int dot = field.indexOf('.');
        if (field.equals(SyncConflict.WHOLE_ROW)) {
            commands.applyWhole(type, conflict, value, context);
            return;
        }
        if (dot > 0) {
            set.putObject(field.substring(0, dot)).set(field.substring(dot + 1), value);
        } else {
            set.set(field, value);
        }
        commands.update(type, conflict.entityId(), set, context.tx(), context.caller(), null);
    }
}
