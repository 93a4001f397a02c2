package com.techbro24.crm.leads;

import com.techbro24.crm.base.Entity;

/**
 * How far all leads have been scored by new rules; it stands in the log only.
 *
 * @param rulesVersion of the rules
 * @param version how many steps there were
 * @param lastRow up to which row number the leads are scored
 * @param changed how many leads had another score in the last step
 */
record Rescoring(int rulesVersion, int version, long lastRow, int changed, boolean done)
        implements Entity {
    static final String TYPE = "lead_rescoring";

    @Override
    public String id() {
        return "rules_" + rulesVersion;
    }
}
