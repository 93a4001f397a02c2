package com.techbro24.crm.imports;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.outbound.AddressGuard;
import com.techbro24.crm.outbound.SecretBox;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of schedules of imports. */
public final class ImportScheduleHandler implements Handler<ImportScheduleCommand> {
    /** More would load the same machine all day. */
    static final int SCHEDULES_MAX = 50;

    private final AddressGuard guard;
    private final SecretBox secrets;

    public ImportScheduleHandler(AddressGuard guard, SecretBox secrets) {
        this.guard = guard;
        this.secrets = secrets;
    }

    /** Why the URL is refused; its name is resolved, which may take a while. */
    @Override
    public @Nullable Object prepare(ImportScheduleCommand command) {
        return switch (command) {
            case ImportScheduleCommand.Create create -> guard.refusal(create.url());
            case ImportScheduleCommand.Update update when update.fields().has("url") ->
                    guard.refusal(update.fields().values().url());
            default -> Optional.empty();
        };
    }

    @Override
    public Outcome handle(ImportScheduleCommand command, Context context) {
        if (context.prepared() instanceof Optional<?> refusal && refusal.isPresent()) {
            throw Problem.invalid(
                    List.of(new InputError("url", "forbidden_url", "url " + refusal.get() + ".")));
        }
        return switch (command) {
            case ImportScheduleCommand.Create create -> create(create, context);
            case ImportScheduleCommand.Update update -> update(update, context);
            case ImportScheduleCommand.Run run -> run(run, context);
            case ImportScheduleCommand.Delete delete -> delete(delete, context);
            case ImportScheduleCommand.Record result -> result(result, context);
        };
    }

    private Outcome create(ImportScheduleCommand.Create command, Context context) {
        Tx tx = context.tx();
        LeadImportHandler.checkAssignee(tx, command.assignedAgentId(), context.caller());
        if (ImportScheduleStore.count(tx) >= SCHEDULES_MAX) {
            throw Problem.conflict("There can be at most " + SCHEDULES_MAX + " schedules.");
        }
        ImportSchedule schedule =
                ImportSchedule.create(command, Id.next(), context.caller().agent(), context.now());
        ImportScheduleStore.insert(
                tx, schedule, sealed(tx, schedule.id(), command.authorization()));
        return Outcome.created(
                schedule,
                Draft.created(
                        ImportScheduleChange.CREATED,
                        ImportSchedule.TYPE,
                        schedule,
                        ImportScheduleStore.visibility(tx, schedule)));
    }

    private @Nullable String sealed(Tx tx, String id, @Nullable String plain) {
        return plain == null ? null : secrets.seal(tx, plain, ImportSchedule.place(id));
    }

    private Outcome update(ImportScheduleCommand.Update command, Context context) {
        Tx tx = context.tx();
        ImportSchedule before = managed(command.id(), context);
        ImportScheduleFields fields = command.fields().values();
        boolean elsewhere = command.fields().has("url") && !fields.url().equals(before.url());
        if (command.fields().has("authorization") || elsewhere) {
            // A secret is never sent to another address than the one it was entered for.
            ImportScheduleStore.setAuthorization(
                    tx, before.id(), sealed(tx, before.id(), fields.authorization()));
            ImportScheduleStore.setEtag(tx, before.id(), null);
        }
        return save(
                ImportScheduleChange.UPDATED,
                before,
                before.with(command.fields(), context.now()),
                tx);
    }

    private static Outcome run(ImportScheduleCommand.Run command, Context context) {
        ImportSchedule before = managed(command.id(), context);
        ImportScheduleStore.runOnce(context.tx(), before.id());
        return save(ImportScheduleChange.UPDATED, before, before.due(context.now()), context.tx());
    }

    private static Outcome delete(ImportScheduleCommand.Delete command, Context context) {
        Tx tx = context.tx();
        ImportSchedule before = managed(command.id(), context);
        Visibility seen = ImportScheduleStore.visibility(tx, before);
        ImportScheduleStore.delete(tx, before.id());
        ImportSchedule after = before.due(context.now());
        return Outcome.changed(
                after,
                Draft.changed(
                        ImportScheduleChange.DELETED,
                        ImportSchedule.TYPE,
                        before,
                        after,
                        seen,
                        Visibility.NOBODY));
    }

    private static Outcome result(ImportScheduleCommand.Record command, Context context) {
        Tx tx = context.tx();
        ImportSchedule before =
                ImportScheduleStore.find(tx, command.id())
                        .orElseThrow(() -> Problem.notFound(ImportSchedule.NOUN));
        ImportScheduleStore.release(tx, before.id());
        if (command.problem() != null) {
            return save(
                    ImportScheduleChange.FAILED,
                    before,
                    before.failed(command.problem(), command.isFinal(), context.now()),
                    tx);
        }
        if (command.importId() != null) {
            ImportScheduleStore.setEtag(tx, before.id(), command.etag());
        }
        return save(
                ImportScheduleChange.LOADED,
                before,
                before.loaded(command.importId(), context.now()),
                tx);
    }

    /** A schedule acts in its owner's name, so nobody of a lower role may change it. */
    private static ImportSchedule managed(String id, Context context) {
        ImportSchedule found = ImportScheduleStore.get(context.tx(), id, context.caller());
        boolean allowed =
                AccountStore.find(context.tx(), found.agentId())
                        .map(account -> context.caller().canManage(account.role()))
                        .orElse(true);
        if (!allowed) {
            throw Problem.forbidden("The agent who made this schedule has a higher role than you.");
        }
        context.expect(found);
        return found;
    }

    private static Outcome save(
            ChangeKind kind, ImportSchedule before, ImportSchedule after, Tx tx) {
        ImportScheduleStore.update(tx, after);
        Visibility seen = ImportScheduleStore.visibility(tx, after);
        return Outcome.changed(
                after, Draft.changed(kind, ImportSchedule.TYPE, before, after, seen, seen));
    }
}
