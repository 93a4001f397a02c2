package com.techbro24.crm.automation;

import java.util.List;

/**
 * What a rule would have done.
 *
 * @param matched whether it would have acted on one of the results
 * @param scanned how many changes were read
 * @param matches how many events the conditions held for
 * @param results the newest events, at most 20
 */
public record RuleTestReply(
        boolean matched, long scanned, long matches, List<RuleTestResult> results) {}
