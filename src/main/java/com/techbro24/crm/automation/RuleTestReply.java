package com.techbro24.crm.automation;

import java.util.List;

/**
 * What a rule would have done.
 *
 * @param matched whether it would have acted on one of the results
 * @param scanned how many changes were read
 * @param matches how many events it would have answered
 * @param refused how many events its conditions held for, but not its limits: once per row, the
 *     cooldown, a run that waits, the depth
 * @param results the newest events, at most 20
 */
public record RuleTestReply(
        boolean matched, long scanned, long matches, long refused, List<RuleTestResult> results) {}
