package com.techbro24.crm.bulk;

import com.techbro24.crm.base.InputError;
import com.techbro24.crm.bulk.BulkProgress.Result;
import java.util.List;

/**
 * The preview of a bulk change.
 *
 * @param leads number of leads that it would go through
 * @param mayNotChange how many of these the caller cannot change so: leads that it cannot see, and
 *     leads whose status has no such step
 * @param sample what would happen to the first leads
 */
public record BulkPreview(int leads, int mayNotChange, List<SampleLead> sample) {
    /**
     * A lead, as if it were changed now.
     *
     * @param errors why it would be refused
     */
    public record SampleLead(String leadId, Result result, List<InputError> errors) {}
}
