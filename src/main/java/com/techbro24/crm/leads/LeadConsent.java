package com.techbro24.crm.leads;

import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.consent.ConsentAction;
import com.techbro24.crm.leads.consent.ConsentChannel;
import com.techbro24.crm.leads.consent.ConsentEntry;
import com.techbro24.crm.leads.consent.ConsentStore;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps the ledger of consent equal to what stands on the leads. */
final class LeadConsent {
    /** The evidence of a mark that a lead got with its number. */
    private static final String LISTED_NUMBER = "Its number was marked as do not call.";

    private LeadConsent() {}

    /**
     * Adds the entries of a save that changed the consent or the do-not-call mark of a lead.
     *
     * @param before null for a new lead
     * @param evidence what proves the change; null for nothing
     */
    static void follow(
            Context context, @Nullable Lead before, Lead after, @Nullable String evidence) {
        boolean wasMarked = before != null && before.doNotCall();
        if (wasMarked != after.doNotCall()) {
            ConsentAction action =
                    after.doNotCall()
                            ? ConsentAction.DO_NOT_CALL
                            : ConsentAction.DO_NOT_CALL_LIFTED;
            add(context, after, action, null, null, null, evidence);
        }
        Consent old = before == null ? null : before.consent();
        Consent now = after.consent();
        if (now != null && !now.equals(old)) {
            add(
                    context,
                    after,
                    ConsentAction.GRANTED,
                    now.basis(),
                    now.source(),
                    now.at(),
                    evidence);
        } else if (now == null && old != null) {
            add(context, after, ConsentAction.WITHDRAWN, null, null, null, evidence);
        }
    }

    /** Why a lead is marked that was to be saved without the mark; null if it was not. */
    static @Nullable String inherited(Lead wanted, Lead saved) {
        return saved.doNotCall() && !wanted.doNotCall() ? LISTED_NUMBER : null;
    }

    private static void add(
            Context context,
            Lead lead,
            ConsentAction action,
            @Nullable String basis,
            @Nullable String source,
            @Nullable Instant at,
            @Nullable String evidence) {
        var said = new ConsentEntry.Said(ConsentChannel.CALL, action, basis, source, at, evidence);
        var _ = ConsentStore.add(context.tx(), ConsentEntry.of(lead.id(), said, context));
    }

    /** The lead after an entry: one about calls is what stands on it. */
    static Lead after(Lead lead, ConsentEntry entry, Instant now) {
        if (entry.channel() != ConsentChannel.CALL) {
            return lead;
        }
        LeadEdit edit = new LeadEdit(lead);
        switch (entry.action()) {
            case GRANTED ->
                    edit.consent =
                            new Consent(
                                    Objects.requireNonNull(entry.basis()),
                                    entry.source(),
                                    entry.at());
            case WITHDRAWN -> edit.consent = null;
            case DO_NOT_CALL -> edit.doNotCall = true;
            case DO_NOT_CALL_LIFTED -> edit.doNotCall = false;
        }
        return edit.nextVersion(now);
    }

    /**
     * Carries over to the winner of a merge what the loser said about the channels that a lead has
     * no field for: a withdrawal, or a consent about which the winner has said nothing.
     */
    static void merge(Context context, Lead loser, Lead winner) {
        Tx tx = context.tx();
        for (ConsentEntry theirs : ConsentStore.standing(tx, loser.id())) {
            if (theirs.channel() == ConsentChannel.CALL) {
                continue;
            }
            ConsentEntry own =
                    ConsentStore.standing(tx, winner.id()).stream()
                            .filter(entry -> entry.channel() == theirs.channel())
                            .findFirst()
                            .orElse(null);
            boolean withdraws =
                    theirs.action() == ConsentAction.WITHDRAWN
                            && own != null
                            && own.action() == ConsentAction.GRANTED;
            if (own == null || withdraws) {
                var said =
                        new ConsentEntry.Said(
                                theirs.channel(),
                                theirs.action(),
                                theirs.basis(),
                                theirs.source(),
                                theirs.at(),
                                theirs.evidence());
                var _ = ConsentStore.add(tx, ConsentEntry.of(winner.id(), said, context));
            }
        }
    }
}
