package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.agents.AgentMoves;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.agents.AgentStore;
import com.techbro24.crm.base.EnumNames;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.leads.LeadStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The life cycle of a call: start, end, wrap-up and timeout. */
final class CallSteps {
    private final CallSettings settings;
    private final CallSaving saving;

    CallSteps(CallSettings settings, CallSaving saving) {
        this.settings = settings;
        this.saving = saving;
    }

    Outcome start(CallCommand.Start command, Context context) {
        Call before = CallSaving.load(command.id(), context);
        CallStatus next = Objects.requireNonNullElse(command.status(), CallStatus.IN_PROGRESS);
        if (!next.isOpen()) {
            throw Problem.unprocessable("status must be ringing or in_progress to start a call.");
        }
        boolean past = before.status().isEnd() || before.status().compareTo(next) >= 0;
        if (past && before.isOf(command.provider(), command.providerCallId())) {
            return Outcome.unchanged(before);
        }
        context.expect(before);
        CallEdit edit = new CallEdit(before);
        if (command.providerCallId() != null) {
            edit.identify(command.provider(), command.providerCallId());
        }
        boolean override = Boolean.TRUE.equals(command.override());
        begin(edit, next, override, command.overrideReason(), before, context);
        return saving.save(before, edit, context);
    }

    private void begin(
            CallEdit edit,
            CallStatus next,
            boolean override,
            @Nullable String reason,
            Call before,
            Context context) {
        before.status().check(next, before.direction());
        if (before.direction() == CallDirection.OUTBOUND && before.startedAt() == null) {
            refuseDeleted(edit.leadId, context);
            edit.override =
                    CallPermission.of(edit.leadId, edit.phone, settings, context)
                            .check(override, reason, context);
        }
        // Integrations report calls of others; users start their own.
        boolean person = context.caller().kind() == Caller.Kind.SESSION;
        edit.start(next, person ? context.caller().agentId() : null, context.now());
    }

    private static void refuseDeleted(@Nullable String leadId, Context context) {
        boolean deleted =
                leadId != null
                        && LeadStore.find(context.tx(), leadId)
                                .filter(lead -> lead.deletedAt() != null)
                                .isPresent();
        if (deleted) {
            throw Problem.conflict("The lead of this call is deleted; restore it first.");
        }
    }

    Outcome end(CallCommand.End command, Context context) {
        Call before = CallSaving.load(command.id(), context);
        if (before.status().isEnd() && before.isOf(command.provider(), command.providerCallId())) {
            return Outcome.unchanged(before);
        }
        context.expect(before);
        CallStatus next = Objects.requireNonNullElse(command.status(), before.defaultEnd());
        if (!next.isEnd()) {
            throw Problem.unprocessable("A call cannot end as " + EnumNames.of(next) + ".");
        }
        CallEdit edit = new CallEdit(before);
        if (command.providerCallId() != null) {
            edit.identify(command.provider(), command.providerCallId());
        }
        addMissingAnswer(edit, command, context);
        edit.end(next, command.durationSeconds(), context.now());
        edit.notes = command.notes() == null ? edit.notes : command.notes();
        edit.callbackAt = command.callbackAt() == null ? edit.callbackAt : command.callbackAt();
        edit.outcome(command.outcome() == null ? edit.outcome : command.outcome());
        return saving.save(before, edit, context);
    }

    /** Provider reports may arrive in any order: a completed call was answered before. */
    private static void addMissingAnswer(CallEdit edit, CallCommand.End command, Context context) {
        boolean answered =
                command.providerCallId() != null && command.status() == CallStatus.COMPLETED;
        if (answered
                && (edit.status == CallStatus.SCHEDULED || edit.status == CallStatus.RINGING)) {
            int talk = Objects.requireNonNullElse(command.durationSeconds(), 0);
            Instant then = context.now().minusSeconds(talk);
            Instant started = edit.startedAt;
            edit.start(
                    CallStatus.IN_PROGRESS,
                    null,
                    started != null && then.isBefore(started) ? started : then);
        }
    }

    /** Ends the wrap-up; its agent becomes available, if it is still in this wrap-up. */
    static Outcome finishWrapUp(CallCommand.FinishWrapUp command, Context context) {
        Call before = CallSaving.load(command.id(), context);
        context.expect(before);
        Instant ended = before.endedAt();
        if (ended == null) {
            throw Problem.conflict("Only a call that took place and has ended can be wrapped up.")
                    .with("status", before.status());
        }
        if (before.agentId() == null || before.wrapUpSeconds() != null) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.wrapUpSeconds = CallEdit.seconds(ended, context.now());
        Call after = edit.nextVersion(context.now());
        CallStore.update(context.tx(), after);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(CallSaving.changed(before, after, context.tx()));
        if (isWrappingUp(before.agentId(), ended, context)) {
            AgentMoves.move(context, before.agentId(), AgentStatus.AVAILABLE)
                    .ifPresent(drafts::add);
        }
        return Outcome.changed(after, drafts);
    }

    /** The system only ends the wrap-up of this call; a user can end any. */
    private static boolean isWrappingUp(String agentId, Instant ended, Context context) {
        boolean person = context.caller().kind() != Caller.Kind.SYSTEM;
        return AgentStore.find(context.tx(), agentId)
                .filter(agent -> agent.status() == AgentStatus.WRAP_UP)
                .filter(agent -> person || agent.statusSince().equals(ended))
                .isPresent();
    }

    Outcome timeOut(CallCommand.TimeOut command, Context context) {
        Call before = CallSaving.load(command.id(), context);
        context.expect(before);
        Instant latest = context.now().minus(settings.callLengthMax());
        if (!before.open() || before.at().isAfter(latest)) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.timeOut(settings.callLengthMax(), context.now());
        return saving.save(before, edit, context);
    }

    /** Applies a status of an update in the same way as the start and end commands. */
    void step(CallEdit edit, CallStatus next, Call before, Context context) {
        before.status().check(next, before.direction());
        if (next.isOpen()) {
            begin(edit, next, false, null, before, context);
        } else {
            edit.end(next, null, context.now());
        }
    }
}
