package com.techbro24.crm.calls;

import com.techbro24.crm.access.Role;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Creation;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Handles the commands of calls. */
public final class CallHandler implements Handler<CallCommand> {
    private final CallSettings settings;
    private final CallSaving saving;
    private final CallSteps steps;
    private final CallReports reports;

    /**
     * @param claims releases claims when their lead is called
     */
    public CallHandler(CallSettings settings, LeadClaims claims) {
        this.settings = settings;
        saving = new CallSaving(settings, claims);
        steps = new CallSteps(settings, saving);
        reports = new CallReports(saving);
    }

    @Override
    public Outcome handle(CallCommand command, Context context) {
        return switch (command) {
            case CallCommand.Create create -> create(create, context);
            case CallCommand.RecordPast past -> saving.recordPast(past, context);
            case CallCommand.ApplyPast sum -> saving.applyPast(sum, context);
            case CallCommand.Update update -> update(update, context);
            case CallCommand.Delete delete -> delete(delete, context);
            case CallCommand.Restore restore -> restore(restore, context);
            case CallCommand.Start start -> steps.start(start, context);
            case CallCommand.End end -> steps.end(end, context);
            case CallCommand.Report report -> reports.report(report, context);
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
        CallEdit edit = NewCall.create(command, creation.idOrNew(), context);
        Optional<Call> reported = CallStore.ofProvider(tx, edit.provider, edit.providerCallId);
        if (reported.isPresent()) {
            return reported(reported.get(), context);
        }
        edit.violations = violations(edit, context);
        return saving.add(edit, creation.hash(), context);
    }

    /**
     * The rules that an outgoing call broke that took place already. It is a fact, so it is stored
     * all the same.
     */
    private List<CallingRule> violations(CallEdit edit, Context context) {
        Instant began = edit.startedAt;
        Instant ended = edit.endedAt;
        if (edit.direction() != CallDirection.OUTBOUND || began == null || ended == null) {
            return List.of();
        }
        List<CallingRule> broken =
                new ArrayList<>(
                        CallPermission.of(edit.leadId, edit.phone, settings, context.at(began))
                                .broken());
        if (edit.agentId != null && CallStore.isBusy(context.tx(), edit.agentId, began, ended)) {
            broken.add(CallingRule.ONE_CALL_AT_A_TIME);
        }
        return broken;
    }

    /**
     * The provider has reported this call before; if the caller cannot see it, it is a conflict.
     */
    private static Outcome reported(Call existing, Context context) {
        if (CallStore.visibility(context.tx(), existing).isSeenBy(context.caller())) {
            return Outcome.unchanged(existing);
        }
        throw Problem.conflict("Another call has this providerCallId.");
    }

    private Outcome update(CallCommand.Update command, Context context) {
        Call before = CallSaving.load(command.id(), context);
        context.expect(before);
        CallFields fields = command.fields().values();
        CallEdit edit = new CallEdit(before);
        edit.apply(command.fields());
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

    private static @Nullable String agent(
            @Nullable String requested, Call before, Context context) {
        if (Objects.equals(requested, before.agentId())) {
            return requested;
        }
        if (before.active()) {
            throw Problem.conflict("The agent of a call in progress cannot be changed.");
        }
        if (requested == null && context.caller().role() == Role.AGENT) {
            throw Problem.forbidden("Only managers can remove the agent of a call.");
        }
        return requested == null ? null : NewCall.agent(requested, context);
    }

    private static Outcome delete(CallCommand.Delete command, Context context) {
        Call before = CallSaving.accessible(command.id(), context);
        context.expect(before);
        if (before.isDeleted()) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.delete(context.now());
        return CallSaving.store(before, edit.nextVersion(context.now()), context.tx());
    }

    private static Outcome restore(CallCommand.Restore command, Context context) {
        Call before = CallSaving.accessible(command.id(), context);
        context.expect(before);
        if (!before.isDeleted()) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.deletedAt = null;
        CallSaving.refuseDuplicateProviderId(edit, before, context.tx());
        return CallSaving.store(before, edit.nextVersion(context.now()), context.tx());
    }
}
