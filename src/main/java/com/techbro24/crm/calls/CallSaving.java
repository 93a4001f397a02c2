package com.techbro24.crm.calls;

import com.techbro24.crm.access.AccountStore;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.ChangeKind;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.changelog.Outcome;
import com.techbro24.crm.changelog.Visibility;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadMoves;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Loads the call that a command changes, and saves it together with its effects. */
final class CallSaving {
    private final CallEffects effects;

    CallSaving(CallSettings settings, LeadClaims claims) {
        effects = new CallEffects(settings, claims);
    }

    /** The call that a command changes: the caller sees it, and it is not deleted. */
    static Call load(String id, Context context) {
        Call call = reached(id, context);
        if (call.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This call is deleted; restore it first.");
        }
        return call;
    }

    /** The call that the caller may see, and change: nobody changes one of a higher role. */
    static Call reached(String id, Context context) {
        Call call = CallStore.get(context.tx(), id, context.caller());
        String agentId = call.agentId();
        if (agentId != null && !context.caller().is(agentId)) {
            boolean reached =
                    AccountStore.find(context.tx(), agentId)
                            .map(account -> context.caller().reaches(account.role()))
                            .orElse(true);
            if (!reached) {
                throw Problem.forbidden("This call's agent has a higher role than you.");
            }
        }
        return call;
    }

    /** A new call. */
    Outcome add(CallEdit edit, @Nullable String creationHash, Context context) {
        Tx tx = context.tx();
        if (edit.status.isEnd()) {
            edit.judge(rule(edit, tx));
        }
        Call call = edit.made();
        CallStore.insert(tx, call, creationHash);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(
                Draft.created(kind(null, call), Call.TYPE, call, CallStore.visibility(tx, call)));
        drafts.addAll(effects.of(null, call, context));
        return new Outcome(call, drafts, true);
    }

    /** Calls that took place elsewhere, each with the time at which it was over. */
    Outcome notePast(CallCommand.NotePast command, Context context) {
        Tx tx = context.tx();
        Map<String, Visibility> seen = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        for (CallCommand.Create each : command.calls()) {
            CallEdit edit = NewCall.past(each, context);
            if (CallStore.ofProvider(tx, edit.provider, edit.providerCallId).isPresent()) {
                throw Problem.conflict("Another call has this providerCallId.");
            }
            edit.judge(rule(edit, tx));
            Call call = edit.made();
            calls.add(call);
            Visibility by =
                    seen.computeIfAbsent(
                            String.valueOf(call.agentId()), _ -> CallStore.visibility(tx, call));
            drafts.add(Draft.created(kind(null, call), Call.TYPE, call, by).at(call.createdAt()));
        }
        CallStore.insertAll(tx, calls);
        return Outcome.changed(new CallCommand.Noted(calls.size()), drafts);
    }

    /**
     * Applies the lead's past calls to it, one after the other. Each change of status is logged at
     * the end of its call; the rest is one change. A call that ended before the lead entered its
     * present status changes the status no more, so that the same calls can be applied again.
     */
    Outcome sumUp(CallCommand.SumUp command, Context context) {
        Lead before = NewCall.lead(command.leadId(), context);
        boolean isFirstStatus = before.statusSince().equals(before.createdAt());
        List<Draft> drafts = new ArrayList<>();
        Lead stored = before;
        Lead lead = LeadMoves.uncalled(context.at(before.updatedAt()), before);
        for (Call call : CallStore.ofLead(context.tx(), before.id())) {
            Instant ended = call.endedAt();
            if (call.isDeleted() || ended == null) {
                continue;
            }
            boolean setsStatus = isFirstStatus || ended.isAfter(before.statusSince());
            for (Lead step : effects.steps(lead, call, setsStatus, context.at(ended))) {
                if (step.status() != lead.status()) {
                    Lead next = LeadMoves.atOnce(context, stored, step);
                    drafts.add(LeadMoves.save(context, stored, next).at(ended));
                    stored = next;
                }
                lead = step;
            }
        }
        Lead after = LeadMoves.atOnce(context, stored, lead);
        if (after != stored) {
            drafts.add(LeadMoves.save(context, stored, after).at(after.updatedAt()));
        }
        return drafts.isEmpty() ? Outcome.unchanged(before) : Outcome.changed(after, drafts);
    }

    /** A changed call, and what it does to its agent and its lead. */
    Outcome save(Call before, CallEdit edit, Context context) {
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

    /** A changed call that touches nothing else. */
    static Outcome store(Call before, Call after, Tx tx) {
        CallStore.update(tx, after);
        return Outcome.changed(after, changed(before, after, tx));
    }

    private static @Nullable OutcomeRule rule(CallEdit edit, Tx tx) {
        return edit.outcome == null ? null : CallRuleStore.outcome(tx, edit.outcome);
    }

    static void refuseTaken(CallEdit edit, Call before, Tx tx) {
        boolean taken =
                CallStore.ofProvider(tx, edit.provider, edit.providerCallId)
                        .filter(other -> !other.id().equals(before.id()))
                        .isPresent();
        if (taken) {
            throw Problem.conflict("Another call has this providerCallId.");
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

    static Draft changed(Call before, Call after, Tx tx) {
        return Draft.changed(
                kind(before, after), Call.TYPE, before, after, seen(tx, before), seen(tx, after));
    }

    private static Visibility seen(Tx tx, Call call) {
        return call.isDeleted() ? Visibility.NOBODY : CallStore.visibility(tx, call);
    }

    /** The change under its most specific name. */
    private static ChangeKind kind(@Nullable Call before, Call after) {
        if (after.isDeleted()) {
            return CallChange.DELETED;
        }
        if (after.endedAt() != null && (before == null || before.endedAt() == null)) {
            return after.status() == CallStatus.MISSED ? CallChange.MISSED : CallChange.ENDED;
        }
        if (before == null) {
            return CallChange.CREATED;
        }
        return after.active() && !before.active() ? CallChange.STARTED : CallChange.UPDATED;
    }
}
