package com.techbro24.crm.calls;

import com.techbro24.crm.database.Tx;

/** The claims on leads, which another room keeps: a claim ends when its lead is called. */
@FunctionalInterface
public interface LeadClaims {
    /** Ends the claim on the lead, whoever has it. */
    void release(Tx tx, String leadId);
}
