package com.techbro24.crm.calls;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.changelog.Context;
import com.techbro24.crm.changelog.Draft;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.Lead;
import com.techbro24.crm.leads.LeadBelongings;
import java.util.ArrayList;
import java.util.List;

/** The calls with a lead, and the claim on it. */
public final class CallsOfLead implements LeadBelongings {
    private final LeadClaims claims;

    public CallsOfLead(LeadClaims claims) {
        this.claims = claims;
    }

    @Override
    public String entityType() {
        return Call.TYPE;
    }

    /**
     * A lead that somebody speaks with is not taken away; whoever was handed it holds it no more.
     */
    @Override
    public List<Draft> move(Lead loser, Lead winner, Context context) {
        Tx tx = context.tx();
        List<Draft> changes = new ArrayList<>();
        for (Call before : CallStore.ofLead(tx, loser.id())) {
            if (before.open()) {
                throw Problem.conflict("A call with the duplicate goes on; end it first.")
                        .with("callId", before.id());
            }
            CallEdit edit = new CallEdit(before);
            edit.leadId = winner.id();
            changes.addAll(CallSaving.store(before, edit.at(context.now()), tx).changes());
        }
        claims.release(tx, loser.id());
        return changes;
    }

    /** What was spoken with a lead is for all who look after it, whoever spoke. */
    @Override
    public boolean isToldTo(Caller caller, String entityId, Tx tx) {
        return true;
    }

    /** Whether a call of the lead's sold. */
    static boolean hasSale(Tx tx, String leadId) {
        return tx.exists(
                "SELECT 1 FROM calls WHERE lead_id = ? AND sale AND deleted_at IS NULL LIMIT 1",
                leadId);
    }
}
