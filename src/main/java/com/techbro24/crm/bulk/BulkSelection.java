package com.techbro24.crm.bulk;

import com.techbro24.crm.access.Caller;
import com.techbro24.crm.base.InputError;
import com.techbro24.crm.base.Problem;
import com.techbro24.crm.database.Tx;
import com.techbro24.crm.leads.LeadFilter;
import com.techbro24.crm.leads.LeadStatus;
import com.techbro24.crm.leads.LeadStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leads of a bulk change: those with the given ids, or those that a filter matches when it
 * begins.
 *
 * @param ids null to use the filter
 */
record BulkSelection(@Nullable List<String> ids, LeadFilter filter, Caller caller) {
    static final int LEADS_MAX = 100_000;

    /** The ids, each once; a problem if there are too many. */
    List<String> leads(Tx tx) {
        if (ids != null) {
            return List.copyOf(new LinkedHashSet<>(ids));
        }
        List<String> found = LeadStore.ids(tx, filter, LEADS_MAX + 1);
        if (found.size() > LEADS_MAX) {
            String message =
                    "The filters match more than " + LEADS_MAX + " leads; change them in parts.";
            throw Problem.unprocessable(message)
                    .with("errors", List.of(new InputError("", "too_many", message)));
        }
        return found;
    }

    /**
     * How many of the leads cannot be changed so.
     *
     * @param status the new status; empty for none
     */
    int refused(Tx tx, List<String> leads, Optional<LeadStatus> status) {
        Map<LeadStatus, Integer> counts =
                ids == null
                        ? LeadStore.statusCounts(tx, filter)
                        : LeadStore.statusCounts(tx, leads, caller);
        int seen = counts.values().stream().mapToInt(Integer::intValue).sum();
        int stuck =
                counts.entrySet().stream()
                        .filter(each -> status.isPresent())
                        .filter(each -> each.getKey() != status.orElseThrow())
                        .filter(each -> !each.getKey().transitions().contains(status.orElseThrow()))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        return Math.max(0, leads.size() - seen) + stuck;
    }
}
