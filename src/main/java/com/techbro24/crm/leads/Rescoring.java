package com.techbro24.crm.leads;

import com.techbro24.crm.base.Entity;

/**
 * The progress of rescoring all leads; stored in the log only.
 *
 * @param rulesVersion the version of the rules
 * @param version the number of steps so far
 * @param lastRow the row number of the last scored lead
 * @param changed how many scores changed in the last step
 */
record Rescoring(int rulesVersion, int version, long lastRow, int changed, boolean done)
        implements Entity {
    static final String TYPE = "lead_rescoring";

    @Override
    public String id() {
        return "rules_" + rulesVersion;
    }
}
