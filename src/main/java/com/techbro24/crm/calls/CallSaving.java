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
import com.techbro24.crm.leads.LeadOperations;
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

    /** The call, checked for visibility, rights and deletion. */
    static Call load(String id, Context context) {
        Call call = accessible(id, context);
        if (call.isDeleted()) {
            throw Problem.of(Problem.Code.GONE, "This call is deleted; restore it first.");
        }
        return call;
    }

    /** The call, checked for visibility and rights: calls of a higher role cannot be changed. */
    static Call accessible(String id, Context context) {
        Call call = CallStore.get(context.tx(), id, context.caller());
        String agentId = call.agentId();
        if (agentId != null && !context.caller().is(agentId)) {
            boolean accessible =
                    AccountStore.find(context.tx(), agentId)
                            .map(account -> context.caller().canManage(account.role()))
                            .orElse(true);
            if (!accessible) {
                throw Problem.forbidden("This call's agent has a higher role than you.");
            }
        }
        return call;
    }

    Outcome add(CallEdit edit, @Nullable String creationHash, Context context) {
        Tx tx = context.tx();
        if (edit.status.isEnd()) {
            edit.classify(rule(edit, tx));
        }
        Call call = edit.firstVersion();
        CallStore.insert(tx, call, creationHash);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(
                Draft.created(kind(null, call), Call.TYPE, call, CallStore.visibility(tx, call)));
        drafts.addAll(effects.of(null, call, context));
        return new Outcome(call, drafts, true);
    }

    /** Records past calls, each at the time of its end. */
    Outcome recordPast(CallCommand.RecordPast command, Context context) {
        Tx tx = context.tx();
        Map<String, Visibility> seen = new HashMap<>();
        List<Call> calls = new ArrayList<>();
        List<Draft> drafts = new ArrayList<>();
        for (CallCommand.Create each : command.calls()) {
            CallEdit edit = NewCall.past(each, context);
            if (CallStore.ofProvider(tx, edit.provider, edit.providerCallId).isPresent()) {
                throw Problem.conflict("Another call has this providerCallId.");
            }
            edit.classify(rule(edit, tx));
            Call call = edit.firstVersion();
            calls.add(call);
            Visibility by =
                    seen.computeIfAbsent(
                            String.valueOf(call.agentId()), _ -> CallStore.visibility(tx, call));
            drafts.add(Draft.created(kind(null, call), Call.TYPE, call, by).at(call.createdAt()));
        }
        CallStore.insertAll(tx, calls);
        return Outcome.changed(new CallCommand.Recorded(calls.size()), drafts);
    }

    /**
     * Applies the lead's past calls to it in order. Each status change is logged at the end of its
     * call; the rest is one change. A call that ended before the current status started does not
     * change the status, so applying the calls again is safe.
     */
    Outcome applyPast(CallCommand.ApplyPast command, Context context) {
        Lead before = NewCall.lead(command.leadId(), context);
        boolean isFirstStatus = before.statusSince().equals(before.createdAt());
        List<Draft> drafts = new ArrayList<>();
        Lead stored = before;
        Lead lead = LeadOperations.withoutCalls(context.at(before.updatedAt()), before);
        for (Call call : CallStore.ofLead(context.tx(), before.id())) {
            Instant ended = call.endedAt();
            if (call.isDeleted() || ended == null) {
                continue;
            }
            boolean setsStatus = isFirstStatus || ended.isAfter(before.statusSince());
            for (Lead step : effects.steps(lead, call, setsStatus, context.at(ended))) {
                if (step.status() != lead.status()) {
                    Lead next = LeadOperations.asOneVersion(context, stored, step);
                    drafts.add(LeadOperations.save(context, stored, next).at(ended));
                    stored = next;
                }
                lead = step;
            }
        }
        Lead after = LeadOperations.asOneVersion(context, stored, lead);
        if (after != stored) {
            drafts.add(LeadOperations.save(context, stored, after).at(after.updatedAt()));
        }
        return drafts.isEmpty() ? Outcome.unchanged(before) : Outcome.changed(after, drafts);
    }

    /** Stores a changed call and its effects on agent and lead. */
    Outcome save(Call before, CallEdit edit, Context context) {
        Tx tx = context.tx();
        boolean resultChanged = edit.status != before.status() || edit.outcome != before.outcome();
        if (resultChanged && edit.status.isEnd()) {
            edit.classify(rule(edit, tx));
        }
        Call after = edit.nextVersion(context.now());
        if (after == before) {
            return Outcome.unchanged(before);
        }
        refuseDuplicateProviderId(edit, before, tx);
        if (after.active() && !before.active()) {
            refuseSecondActive(after, tx);
        }
        CallStore.update(tx, after);
        List<Draft> drafts = new ArrayList<>();
        drafts.add(changed(before, after, tx));
        drafts.addAll(effects.of(before, after, context));
        return Outcome.changed(after, drafts);
    }

    /** Stores a changed call without effects on other rows. */
    static Outcome store(Call before, Call after, Tx tx) {
        CallStore.update(tx, after);
        return Outcome.changed(after, changed(before, after, tx));
    }

    private static @Nullable OutcomeRule rule(CallEdit edit, Tx tx) {
        return edit.outcome == null ? null : CallRuleStore.outcome(tx, edit.outcome);
    }

    static void refuseDuplicateProviderId(CallEdit edit, Call before, Tx tx) {
        boolean taken =
                CallStore.ofProvider(tx, edit.provider, edit.providerCallId)
                        .filter(other -> !other.id().equals(before.id()))
                        .isPresent();
        if (taken) {
            throw Problem.conflict("Another call has this providerCallId.");
        }
    }

    /** An agent is on one call at a time. */
    private static void refuseSecondActive(Call call, Tx tx) {
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

    /** The most specific kind of the change. */
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
