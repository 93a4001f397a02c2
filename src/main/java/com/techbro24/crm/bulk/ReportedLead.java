package com.techbro24.crm.bulk;

import com.techbro24.crm.base.InputError;
import java.util.List;

/**
 * A lead that a run did not change, or not fully.
 *
 * @param number its number in the run, from 1
 */
public record ReportedLead(int number, String leadId, List<InputError> reasons) {}
