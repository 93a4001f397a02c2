package com.techbro24.crm.calls;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides the commands of calls. */
public final class CallHandler implements Handler<CallCommand> {
    private final CallSaving saving;
    private final CallSteps steps;

    public CallHandler(CallSettings settings) {
        saving = new CallSaving(settings);
        steps = new CallSteps(settings, saving);
    }

    @Override
    public Outcome handle(CallCommand command, Context context) {
        return switch (command) {
            case CallCommand.Create create -> create(create, context);
            case CallCommand.NotePast past -> saving.notePast(past, context);
            case CallCommand.SumUp sum -> saving.sumUp(sum, context);
            case CallCommand.Update update -> update(update, context);
            case CallCommand.Delete delete -> delete(delete, context);
            case CallCommand.Restore restore -> restore(restore, context);
            case CallCommand.Start start -> steps.start(start, context);
            case CallCommand.End end -> steps.end(end, context);
            case CallCommand.FinishWrapUp finish -> CallSteps.finishWrapUp(finish, context);
            case CallCommand.TimeOut timeOut -> steps.timeOut(timeOut, context);
        };
    }

    private Outcome create(CallCommand.Create command, Context context) {
        Tx tx = context.tx();
        Creation creation = Creation.of(command.id(), command);
        Optional<Outcome> replay =
                creation.replay(
                        id -> CallStore.find(tx, id),
                        (call, hash) ->
                                CallStore.visibility(tx, call).isSeenBy(context.caller())
                                        && CallStore.isCreatedBy(tx, call.id(), hash),
                        Call.TYPE);
        if (replay.isPresent()) {
            return replay.get();
        }
        CallEdit edit = NewCall.make(command, creation.idOrNew(), context);
        Optional<Call> reported = CallStore.ofProvider(tx, edit.provider, edit.providerCallId);
        if (reported.isPresent()) {
            return reported(reported.get(), context);
        }
        return saving.add(edit, creation.hash(), context);
    }

    /** The provider reported the call before; a call that the caller cannot see is a conflict. */
    private static Outcome reported(Call existing, Context context) {
        if (CallStore.visibility(context.tx(), existing).isSeenBy(context.caller())) {
            return Outcome.unchanged(existing);
        }
        throw Problem.conflict("Another call has this providerCallId.");
    }

    private Outcome update(CallCommand.Update command, Context context) {
        Call before = load(command.id(), context);
        context.expect(before);
        CallFields fields = command.fields().values();
        CallEdit edit = new CallEdit(before);
        edit.take(command.fields());
        if (command.fields().has("agentId")) {
            edit.agentId = agent(fields.agentId(), before, context);
        }
        if (edit.leadId != null && !edit.leadId.equals(before.leadId())) {
            NewCall.lead(edit.leadId, context);
        }
        if (command.fields().has("status") && fields.status() != before.status()) {
            steps.step(edit, fields.status(), before, context);
        }
        return saving.save(before, edit, context);
    }

    private static @Nullable String agent(@Nullable String brought, Call before, Context context) {
        if (Objects.equals(brought, before.agentId())) {
            return brought;
        }
        if (before.active()) {
            throw Problem.conflict("A call that goes on keeps its agent.");
        }
        if (brought == null && context.caller().role() == Role.AGENT) {
            throw Problem.forbidden("Only managers take a call from its agent.");
        }
        return brought == null ? null : NewCall.agent(brought, context);
    }

    private static Outcome delete(CallCommand.Delete command, Context context) {
        Call before = reached(command.id(), context);
        context.expect(before);
        if (before.isDeleted()) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.delete(context.now());
        return CallSaving.store(before, edit.at(context.now()), context.tx());
    }

    private static Outcome restore(CallCommand.Restore command, Context context) {
        Call before = reached(command.id(), context);
        context.expect(before);
        if (!before.isDeleted()) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.deletedAt = null;
        CallSaving.refuseTaken(edit, before, context.tx());
        return CallSaving.store(before, edit.at(context.now()), context.tx());
    }

    /** The call, where it stands and the caller may see it. */
    static Call load(String id, Context context) {
        Call call = reached(id, context);
        if (call.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This call is deleted; restore it first.");
        }
        return call;
    }

    /** The call that the caller may see, and change: nobody changes one of a higher role. */
    private static Call reached(String id, Context context) {
        Call call = CallStore.get(context.tx(), id, context.caller());
        String agentId = call.agentId();
        if (agentId != null && !context.caller().is(agentId)) {
            boolean reached =
                    AccountStore.find(context.tx(), agentId)
                            .map(account -> context.caller().canManage(account.role()))
                            .orElse(true);
            if (!reached) {
                throw Problem.forbidden("This call's agent has a higher role than you.");
            }
        }
        return call;
    }
}
