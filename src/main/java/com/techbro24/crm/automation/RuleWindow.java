package com.techbro24.crm.automation;

import com.techbro24.crm.automation.time.Window;
import org.jspecify.annotations.Nullable;

/**
 * When a rule may act.
 *
 * @param own the rule's own window; null for the calling hours of the lead
 */
record RuleWindow(@Nullable Window own) {
    static final RuleWindow CALLING_HOURS = new RuleWindow(null);
}
