package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.access.Role;
import com.techbro24.crm.agents.AgentMoves;
import com.techbro24.crm.agents.AgentStatus;
import com.techbro24.crm.base.Id;
import com.techbro24.crm.base.Json;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.base.Words;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Handler;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Receipts;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides the commands of calls. */
public final class CallHandler implements Handler<CallCommand> {
    private static final String TAKEN = "Another call has this providerCallId.";

    private final CallSettings settings;
    private final CallEffects effects;

    public CallHandler(CallSettings settings) {
        this.settings = settings;
        this.effects = new CallEffects(settings);
    }

    @Override
    public Outcome handle(CallCommand command, Context context) {
        return switch (command) {
            case CallCommand.Create create -> create(create, context);
            case CallCommand.Update update -> update(update, context);
            case CallCommand.Delete delete -> delete(delete, context);
            case CallCommand.Restore restore -> restore(restore, context);
            case CallCommand.Start start -> start(start, context);
            case CallCommand.End end -> end(end, context);
            case CallCommand.FinishWrapUp finish -> finishWrapUp(finish, context);
            case CallCommand.TimeOut timeOut -> timeOut(timeOut, context);
        };
    }

    private Outcome create(CallCommand.Create command, Context context) {
        Tx tx = context.tx();
        String print = Receipts.hash(Json.text(command));
        Optional<Call> standing =
                command.id() == null ? Optional.empty() : CallStore.find(tx, command.id());
        if (standing.isPresent()) {
            boolean same = CallStore.wasBroughtAs(tx, standing.get().id(), print);
            return replay(standing.get(), same, "Another call has this id.", context);
        }
        CallEdit edit =
                NewCall.make(
                        command, Objects.requireNonNullElseGet(command.id(), Id::next), context);
        Optional<Call> reported = CallStore.ofProvider(tx, edit.provider, edit.providerCallId);
        if (reported.isPresent()) {
            return replay(reported.get(), true, TAKEN, context);
        }
        if (edit.status.isEnd()) {
            edit.judge(rule(edit, tx));
        }
        Call call = edit.made();
        CallStore.insert(tx, call, command.id() == null ? null : print);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(
                Draft.created(kind(null, call), Call.TYPE, call, CallStore.visibility(tx, call)));
        drafts.addAll(effects.of(null, call, context));
        return new Outcome(call, drafts, true);
    }

    /** The row stands already: the same creation again, or another one that is refused. */
    private static Outcome replay(Call standing, boolean same, String why, Context context) {
        if (same && CallStore.visibility(context.tx(), standing).isSeenBy(context.caller())) {
            return Outcome.unchanged(standing);
        }
        throw Problem.conflict(why);
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
            step(edit, fields.status(), before, context);
        }
        return save(before, edit, context);
    }

    /** The step that an update asks for is taken as the commands of their own take it. */
    private void step(CallEdit edit, CallStatus next, Call before, Context context) {
        before.status().check(next, before.direction());
        if (next.isOpen()) {
            begin(edit, next, false, null, before, context);
        } else {
            edit.end(next, null, context.now());
        }
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

    private Outcome start(CallCommand.Start command, Context context) {
        Call before = load(command.id(), context);
        CallStatus next = Objects.requireNonNullElse(command.status(), CallStatus.IN_PROGRESS);
        if (!next.isOpen()) {
            throw Problem.unprocessable("A call is started as ringing or in_progress.");
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
        return save(before, edit, context);
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
            edit.override =
                    CallPermission.of(edit.leadId, edit.phone, settings, context)
                            .check(override, reason, context);
        }
        // An integration reports what others do; a person starts its own.
        boolean person = context.caller().kind() == Caller.Kind.SESSION;
        edit.start(next, person ? context.caller().agentId() : null, context.now());
    }

    private Outcome end(CallCommand.End command, Context context) {
        Call before = load(command.id(), context);
        if (before.status().isEnd() && before.isOf(command.provider(), command.providerCallId())) {
            return Outcome.unchanged(before);
        }
        context.expect(before);
        CallStatus next = Objects.requireNonNullElse(command.status(), before.usualEnd());
        if (!next.isEnd()) {
            throw Problem.unprocessable("A call does not end as " + Words.of(next) + ".");
        }
        CallEdit edit = new CallEdit(before);
        if (command.providerCallId() != null) {
            edit.identify(command.provider(), command.providerCallId());
        }
        edit.end(next, command.durationSeconds(), context.now());
        edit.notes = command.notes() == null ? edit.notes : command.notes();
        edit.callbackAt = command.callbackAt() == null ? edit.callbackAt : command.callbackAt();
        edit.outcome(command.outcome() == null ? edit.outcome : command.outcome());
        return save(before, edit, context);
    }

    /** Its agent is done with it: available again, where it is still at it. */
    private static Outcome finishWrapUp(CallCommand.FinishWrapUp command, Context context) {
        Call before = load(command.id(), context);
        context.expect(before);
        Instant ended = before.endedAt();
        if (ended == null) {
            throw Problem.conflict("Only a call that took place and has ended is wrapped up.")
                    .with("status", before.status());
        }
        if (before.agentId() == null || before.wrapUpSeconds() != null) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.wrapUpSeconds = CallEdit.seconds(ended, context.now());
        Call after = edit.at(context.now());
        CallStore.update(context.tx(), after);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(changed(before, after, context.tx()));
        AgentMoves.moveFrom(context, before.agentId(), AgentStatus.WRAP_UP, AgentStatus.AVAILABLE)
                .ifPresent(drafts::add);
        return Outcome.changed(after, drafts);
    }

    private Outcome timeOut(CallCommand.TimeOut command, Context context) {
        Call before = load(command.id(), context);
        context.expect(before);
        Instant latest = context.now().minus(settings.callLengthMax());
        if (!before.open() || before.at().isAfter(latest)) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.timeOut(settings.callLengthMax(), context.now());
        return save(before, edit, context);
    }

    private static Outcome delete(CallCommand.Delete command, Context context) {
        Call before = CallStore.get(context.tx(), command.id(), context.caller());
        context.expect(before);
        if (before.isDeleted()) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.delete(context.now());
        return store(before, edit.at(context.now()), context.tx());
    }

    private static Outcome restore(CallCommand.Restore command, Context context) {
        Call before = CallStore.get(context.tx(), command.id(), context.caller());
        context.expect(before);
        if (!before.isDeleted()) {
            return Outcome.unchanged(before);
        }
        CallEdit edit = new CallEdit(before);
        edit.deletedAt = null;
        refuseTaken(edit, before, context.tx());
        return store(before, edit.at(context.now()), context.tx());
    }

    private static Outcome store(Call before, Call after, Tx tx) {
        CallStore.update(tx, after);
        return Outcome.changed(after, changed(before, after, tx));
    }

    /** The call, where it stands and the caller may see it. */
    private static Call load(String id, Context context) {
        Call call = CallStore.get(context.tx(), id, context.caller());
        if (call.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This call is deleted; restore it first.");
        }
        return call;
    }

    /** Stores the changed call, and what it does to its agent and its lead. */
    private Outcome save(Call before, CallEdit edit, Context context) {
        Tx tx = context.tx();
        boolean news = edit.status != before.status() || edit.outcome != before.outcome();
        if (news && edit.status.isEnd()) {
            edit.judge(rule(edit, tx));
        }
        Call after = edit.at(context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        refuseTaken(edit, before, tx);
        if (after.active() && !before.active()) {
            refuseSecond(after, tx);
        }
        CallStore.update(tx, after);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(changed(before, after, tx));
        drafts.addAll(effects.of(before, after, context));
        return Outcome.changed(after, drafts);
    }

    private static @Nullable OutcomeRule rule(CallEdit edit, Tx tx) {
        return edit.outcome == null ? null : CallRuleStore.outcome(tx, edit.outcome);
    }

    private static void refuseTaken(CallEdit edit, Call before, Tx tx) {
        boolean taken =
                CallStore.ofProvider(tx, edit.provider, edit.providerCallId)
                        .filter(other -> !other.id().equals(before.id()))
                        .isPresent();
        if (taken) {
            throw Problem.conflict(TAKEN);
        }
    }

    /** An agent is on one call at a time. */
    private static void refuseSecond(Call call, Tx tx) {
        if (call.agentId() != null) {
            CallStore.activeOf(tx, call.agentId())
                    .ifPresent(
                            other -> {
                                throw Problem.conflict("The agent is on another call.")
                                        .with("callId", other.id());
                            });
        }
    }

    private static Draft changed(Call before, Call after, Tx tx) {
        return Draft.changed(
                kind(before, after), Call.TYPE, before, after, seen(tx, before), seen(tx, after));
    }

    private static Visibility seen(Tx tx, Call call) {
        return call.isDeleted() ? Visibility.NOBODY : CallStore.visibility(tx, call);
    }

    /** The change under its most specific name. */
    private static ChangeKind kind(@Nullable Call before, Call after) {
        if (after.isDeleted()) {
            return ChangeKind.CALL_DELETED;
        }
        if (after.endedAt() != null && (before == null || before.endedAt() == null)) {
            return after.status() == CallStatus.MISSED
                    ? ChangeKind.CALL_MISSED
                    : ChangeKind.CALL_ENDED;
        }
        if (before == null) {
            return ChangeKind.CALL_CREATED;
        }
        return after.active() && !before.active()
                ? ChangeKind.CALL_STARTED
                : ChangeKind.CALL_UPDATED;
    }
}
