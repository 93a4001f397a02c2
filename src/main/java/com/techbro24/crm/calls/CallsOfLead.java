package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadDependents;
import java.util.ArrayList;
import java.util.List;

/** The calls of a lead. */
public final class CallsOfLead implements LeadDependents {
    private final LeadClaims claims;

    public CallsOfLead(LeadClaims claims) {
        this.claims = claims;
    }

    @Override
    public String entityType() {
        return Call.TYPE;
    }

    /** Refuses to merge a lead with an open call; releases the claim on the loser. */
    @Override
    public List<Draft> move(Lead loser, Lead winner, Context context) {
        Tx tx = context.tx();
        List<Draft> changes = new ArrayList<>();
        for (Call before : CallStore.ofLead(tx, loser.id())) {
            if (before.open()) {
                throw Problem.conflict("The duplicate has an open call; end it first.")
                        .with("callId", before.id());
            }
            CallEdit edit = new CallEdit(before);
            edit.leadId = winner.id();
            changes.addAll(CallSaving.store(before, edit.nextVersion(context.now()), tx).changes());
        }
        claims.release(tx, loser.id());
        return changes;
    }

    /** The calls of a lead are visible to everyone who can see the lead. */
    @Override
    public boolean isVisibleTo(Caller caller, String entityId, Tx tx) {
        return true;
    }

    /** Whether a call of the lead is a sale. */
    static boolean hasSale(Tx tx, String leadId) {
        return tx.exists(
                "SELECT 1 FROM calls WHERE lead_id = ? AND sale AND deleted_at IS NULL LIMIT 1",
                leadId);
    }
}
