package com.techbro24.crm.calls;

import com.techbro24.crm.database.Tx;

/** Releases claims, which another room stores: a claim ends when its lead is called. */
@FunctionalInterface
public interface LeadClaims {
    /** Releases the claim on the lead, if there is one. */
    void release(Tx tx, String leadId);
}
